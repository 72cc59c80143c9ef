using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>
/// Who may what with an exception, and in which status. Rules, buttons, lists, pages, doors and exports ask here and nowhere else.
/// A <c>Can…</c> function says yes or no; a <c>WhyNot…</c> function says why not, or null for yes.
/// </summary>
public static class Access
{
    /// <summary>Whether the subject sees and exports every exception.</summary>
    public static bool CanExportEverything(Subject subject) => subject.HasAny(Roles.Auditor | Roles.Administrator);

    /// <summary>Whether the subject may open the register page, where each sees what <see cref="CanSee"/> lets them see.</summary>
    /// <param name="subject">As <see cref="Subject.ForRegister"/> makes it.</param>
    public static bool CanOpenRegister(Subject subject) =>
        subject.HasAny(Roles.PolicyOwner | Roles.AreaOwner | Roles.Auditor | Roles.Administrator);

    /// <summary>Whether the subject looks after the installation: catalog, dead letters, people who can't be reached.</summary>
    public static bool CanLookAfterInstallation(Subject subject) => subject.HasAny(Roles.Administrator);

    /// <summary>Why the subject can't ask for an exception: each proven person does.</summary>
    public static Refusal? WhyNotAsk(Subject subject) => Unless(subject.Person != default, new Refusal.NotTheRequester());

    /// <summary>
    /// Why the subject can't bring in an exception that was granted elsewhere: administrators do, never one who is its requester or owner.
    /// </summary>
    /// <param name="requester">Who asked for it there.</param>
    /// <param name="owner">Who is accountable for it.</param>
    /// <param name="subject">Who asks.</param>
    public static Refusal? WhyNotImport(PersonId requester, PersonId owner, Subject subject) => Unless(
        CanLookAfterInstallation(subject) && !subject.Is(requester) && !subject.Is(owner), new Refusal.NotAnAdministrator());

    /// <summary>Whether a door opens to the subject: to a machine by its key's scopes, to a person by their own rights.</summary>
    public static bool CanUse(Subject subject, Scopes scope) =>
        subject.IsMachine ? subject.Scopes.HasFlag(scope) : subject.Person != default;

    /// <summary>
    /// Whether the subject may ask for policies and who would decide: a machine that reads or begins requests, each person.
    /// </summary>
    public static bool CanAskAboutPolicies(Subject subject) => CanUse(subject, Scopes.Read) || CanUse(subject, Scopes.Submit);

    /// <summary>Whether the subject may ask who would decide for a person: a machine for anybody, a person for themselves.</summary>
    /// <param name="requester">Who would ask for an exception.</param>
    /// <param name="subject">Who asks.</param>
    public static bool CanAskRouteOf(PersonId requester, Subject subject) =>
        subject.IsMachine ? CanAskAboutPolicies(subject) : subject.Is(requester);

    /// <summary>
    /// Whether the subject may begin a request in a person's name, which counts once that person sends it: a machine with the scope in
    /// anybody's, a person in their own.
    /// </summary>
    /// <param name="requester">The person.</param>
    /// <param name="subject">Who asks.</param>
    public static bool CanAskFor(PersonId requester, Subject subject) =>
        subject.IsMachine ? CanUse(subject, Scopes.Submit) : subject.Is(requester);

    /// <summary>Whether the subject may hand in reports of mail that did not arrive: a machine with the scope, no person.</summary>
    public static bool CanReportMail(Subject subject) => subject.IsMachine && CanUse(subject, Scopes.Submit);

    /// <summary>
    /// Whether the subject's lists are drawn from every exception there is; of each of them <see cref="CanSee"/> says whether it is shown.
    /// </summary>
    public static bool CanLookEverywhere(Subject subject) => subject.IsMachine || CanExportEverything(subject);

    /// <summary>Whether the subject sees the exception at all. A machine sees none that is confidential.</summary>
    public static bool CanSee(ExceptionState state, Subject subject) =>
        IsParty(state, subject)
        || state.Approvers.Any(person => subject.Is(person))
        || subject.Is(state.HandOver?.To)
        || CanExportEverything(subject)
        || (state.Content is { Confidential: false } && (subject.IsMachine || subject.HasAny(Roles.PolicyOwner | Roles.AreaOwner)));

    /// <summary>
    /// Whether the subject may read the events as they are stored: they hold every revision, so one that was confidential once keeps them
    /// to those who would see a confidential one.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="wasConfidential">A revision was confidential.</param>
    /// <param name="subject">Who asks.</param>
    public static bool CanReadEvents(ExceptionState state, bool wasConfidential, Subject subject) => CanSee(state, subject)
        && (!wasConfidential || state.Content is not { } content
            || CanSee(state with { Content = content with { Confidential = true } }, subject));

    /// <summary>
    /// Whether the subject may take the exception away in an export: auditors and administrators everything, policy and area owners what
    /// they see of theirs, a machine with the scope what is not confidential. Who merely takes part in one reads it where it stands.
    /// </summary>
    public static bool CanExport(ExceptionState state, Subject subject) => CanExportEverything(subject)
        || ((subject.HasAny(Roles.PolicyOwner | Roles.AreaOwner) || (subject.IsMachine && CanUse(subject, Scopes.Export)))
            && CanSee(state, subject));

    /// <summary>Whether the subject may comment: each person who sees the exception.</summary>
    public static bool CanComment(ExceptionState state, Subject subject) => !subject.IsMachine && CanSee(state, subject);

    /// <summary>
    /// Whether the subject is asked to decide now: the request is in their queue and its card has the buttons.
    /// A delegation that is over counts until it is taken out of the record; <see cref="WhyNotDecide"/> looks at the hour.
    /// </summary>
    public static bool CanDecide(ExceptionState state, Subject subject) =>
        state.Review is { } review && !IsOwnRequest(state, subject) && !subject.HasLeft && review.Asked.Any(person => subject.Is(person));

    /// <summary>
    /// Why the subject can't decide on a revision: approvers of the open stage and their delegates do, never requester or owner.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="revision">The revision that was seen.</param>
    /// <param name="now">The instant (UTC): a delegation may be over.</param>
    public static Refusal? WhyNotDecide(ExceptionState state, Subject subject, int revision, DateTimeOffset now) =>
        state.Review?.At(now) switch
        {
            null or { Passed: true } => new Refusal.NotUnderReview(state.Status),
            _ when IsOwnRequest(state, subject) => new Refusal.OwnRequest(),
            _ when subject.HasLeft => new Refusal.LeftGroup(),
            _ when revision != state.Revision => new Refusal.OldRevision(state.Revision),
            { } review when review.Taken.Any(taken => subject.WasSince(taken.By, state.SubmittedAt)) => new Refusal.SeatTaken(),
            { } review when subject.IsMachine || review.SeatFor(subject.Person) is null => new Refusal.NotAnApprover(),
            { } review when review.PrincipalOf(subject.Person) is { } principal && state.IsParty(principal) => new Refusal.NotAnApprover(),
            _ => null,
        };

    /// <summary>Why the subject can't give an approver's seat to another person.</summary>
    public static Refusal? WhyNotReassign(ExceptionState state, Subject subject) =>
        Unless(subject.HasAny(Roles.Administrator) && !IsOwnRequest(state, subject), new Refusal.NotAnAdministrator())
        ?? (state.Review is { Open: not null } ? null : new Refusal.NotUnderReview(state.Status));

    /// <summary>
    /// Why the subject can't send the next revision. Naming another owner, after the named one declined, is always possible.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="maximum">How many revisions its policy allows.</param>
    public static Refusal? WhyNotRevise(ExceptionState state, Subject subject, int maximum) => WhyNotRequester(state, subject)
        ?? (state.Status != Status.ChangesRequested ? new Refusal.NothingToRevise(state.Status)
            : state.IsSentBack && state.IsLastRevision(maximum) ? new Refusal.NoRevisionLeft(maximum)
            : null);

    /// <summary>Why the subject can't ask again for what was rejected or has lapsed.</summary>
    public static Refusal? WhyNotAskAgain(ExceptionState state, Subject subject) =>
        WhyNotRequester(state, subject)
        ?? (state.Status is Status.Rejected or Status.Lapsed ? null : new Refusal.NothingToRevise(state.Status));

    /// <summary>Why the subject can't take the request back.</summary>
    public static Refusal? WhyNotWithdraw(ExceptionState state, Subject subject) =>
        WhyNotRequester(state, subject) ?? (state.IsOpen ? null : new Refusal.NotUnderReview(state.Status));

    /// <summary>Why the subject can't ask those who must decide once more.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Refusal? WhyNotNudge(ExceptionState state, Subject subject, DateTimeOffset now) => state switch
    {
        _ when WhyNotRequester(state, subject) is { } why => why,
        { Review: not { Open: not null } } => new Refusal.NotUnderReview(state.Status),
        { NudgedAt: { } last } when now - last < RequestRules.BetweenNudges => new Refusal.NudgedToday(),
        _ => null,
    };

    /// <summary>
    /// Why the subject can't say whether they accept to own the exception: the named owner does, and the person who is asked to take over.
    /// </summary>
    public static Refusal? WhyNotAnswerOwnership(ExceptionState state, Subject subject) => state switch
    {
        { IsRunning: true, HandOver: { } asked } when subject.Is(asked.To) => null,
        _ when !subject.Is(state.Owner) => new Refusal.NotTheOwner(),
        { IsOpen: false } => new Refusal.NotUnderReview(state.Status),
        { OwnerConfirmed: true } or { Status: Status.ChangesRequested } => new Refusal.OwnerHasAnswered(),
        _ => null,
    };

    /// <summary>Why the subject can't ask to renew the exception: owner and requester do.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="policy">Its policy, by the catalog of now; null when that has none such.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Refusal? WhyNotRenew(ExceptionState state, Subject subject, Policy? policy, DateTimeOffset now) => state switch
    {
        _ when !IsParty(state, subject) => new Refusal.NotTheOwner(),
        _ when !state.IsInForce(now) => new Refusal.NotInForce(state.Status),
        { RenewedBy: { } other } => new Refusal.RenewalPending(other),
        _ => state.HasRenewalLeft(policy) ? null : new Refusal.NoRenewalLeft(state.Renewal),
    };

    /// <summary>Why the subject can't close the exception: owner and requester do.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Refusal? WhyNotClose(ExceptionState state, Subject subject, DateTimeOffset now) =>
        WhyNotHeld(state, now) ?? (IsParty(state, subject) ? null : new Refusal.NotTheOwner());

    /// <summary>Why the subject can't let the exception end without further pings.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Refusal? WhyNotLetItEnd(ExceptionState state, Subject subject, DateTimeOffset now) =>
        WhyNotHeld(state, now) ?? WhyNotOwner(state, subject) ?? (state.Grant is null ? new Refusal.NotInForce(state.Status) : null);

    /// <summary>Why the subject can't revoke the exception: policy owner, administrators and the approvers who approved it do.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="now">The instant (UTC).</param>
    public static Refusal? WhyNotRevoke(ExceptionState state, Subject subject, DateTimeOffset now) => WhyNotHeld(state, now)
        ?? (LooksAfterPolicy(state, subject)
        || state.Decisions.Any(decision => decision.Kind == DecisionKind.Approved && subject.Is(decision.By))
            ? null
            : new Refusal.NotEntitled());

    /// <summary>As what the subject ends the exception, when they do; null for none of these.</summary>
    internal static EndedAs? FindEnder(ExceptionState state, Subject subject) =>
        subject.Is(state.Owner) ? EndedAs.Owner
        : subject.Is(state.Requester) ? EndedAs.Requester
        : subject.HasAny(Roles.PolicyOwner) ? EndedAs.PolicyOwner
        : state.Decisions.Any(decision => subject.Is(decision.By)) ? EndedAs.Approver
        : subject.HasAny(Roles.Administrator) ? EndedAs.Administrator
        : null;

    /// <summary>Why the subject can't attest that the exception is still needed.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="due">The day by which it is due; null when none is.</param>
    public static Refusal? WhyNotAttest(ExceptionState state, Subject subject, DateOnly? due) =>
        WhyNotOwner(state, subject) ?? WhyNotRunning(state)
        ?? (due is null || state.Attestations?.AttestedFor >= due ? new Refusal.NothingToAttest() : null);

    /// <summary>Why the subject can't say, after the end, whether the policy is met again.</summary>
    public static Refusal? WhyNotConfirmMet(ExceptionState state, Subject subject) => WhyNotOwner(state, subject)
        ?? (state.Status != Status.Expired || state.EndAnswer is { Met: true } ? new Refusal.NothingToConfirm(state.Status) : null);

    /// <summary>Why the subject can't show that a promise is kept.</summary>
    public static Refusal? WhyNotProve(ExceptionState state, Subject subject) => WhyNotRunning(state) ?? WhyNotOwner(state, subject)
        ?? (state.Promises.All(promise => promise.Kept) ? new Refusal.NoSuchPromise() : null);

    /// <summary>Why the subject can't take a proof or send it back: those who approved what was granted do.</summary>
    public static Refusal? WhyNotJudgeProof(ExceptionState state, Subject subject) => WhyNotRunning(state)
        ?? (!state.ApproversOfRecord.Any(person => subject.Is(person)) ? new Refusal.NotAnApproverOfRecord()
            : state.Promises.Any(promise => promise.IsWaiting) ? null
            : new Refusal.NothingToAccept());

    /// <summary>
    /// Why the subject can't ask another person to own the exception: its owner does; once the owner has left, policy owner and
    /// administrators.
    /// </summary>
    public static Refusal? WhyNotHandOver(ExceptionState state, Subject subject) => WhyNotRunning(state)
        ?? (state.OwnerLeftBy > 0 && LooksAfterPolicy(state, subject) ? null : WhyNotOwner(state, subject));

    private static bool IsParty(ExceptionState state, Subject subject) => subject.Is(state.Requester) || subject.Is(state.Owner);

    // Who was held for requester or owner while it was open never decides on it, also if it is known since that they are not.
    private static bool IsOwnRequest(ExceptionState state, Subject subject) =>
        subject.WasSince(state.Requester, state.SubmittedAt) || subject.WasSince(state.Owner, state.SubmittedAt);

    // A policy owner acts on what they see: a confidential exception is not theirs.
    private static bool LooksAfterPolicy(ExceptionState state, Subject subject) =>
        subject.HasAny(Roles.PolicyOwner | Roles.Administrator) && CanSee(state, subject);

    private static Refusal? WhyNotRequester(ExceptionState state, Subject subject) =>
        Unless(subject.Is(state.Requester), new Refusal.NotTheRequester());

    private static Refusal? WhyNotOwner(ExceptionState state, Subject subject) =>
        Unless(subject.Is(state.Owner), new Refusal.NotTheOwner());

    private static Refusal? WhyNotRunning(ExceptionState state) => Unless(state.IsRunning, new Refusal.NotInForce(state.Status));

    // In force, also before its review, or suspended.
    private static Refusal? WhyNotHeld(ExceptionState state, DateTimeOffset now) =>
        Unless(state.IsRunning || state.IsInForce(now), new Refusal.NotInForce(state.Status));

    private static Refusal? Unless(bool allowed, Refusal why) => allowed ? null : why;
}
