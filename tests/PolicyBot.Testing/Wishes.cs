using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Testing;

/// <summary>What people want, as commands: <c>Ana.Approves()</c>.</summary>
public static class Wishes
{
    /// <summary>A comment that is long enough.</summary>
    public const string Fine = "Fine with me, go ahead.";

    /// <summary>The hash of the card that was decided on.</summary>
    public const string Seen = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static ExceptionCommand.Approve Approves(this Actor by, int revision = 1, string comment = Fine, DateOnly? until = null) =>
        new(revision, comment, until is { } day ? new ShorterEnd(day, CatalogTime.EndOf(day, TestCatalog.Contoso.TimeZone)) : null,
            Seen)
        { By = by };

    public static ExceptionCommand.Reject Rejects(this Actor by, int revision = 1, string comment = "Use the vault key instead.") =>
        new(revision, comment, Seen) { By = by };

    public static ExceptionCommand.RequestChanges SendsBack(this Actor by, int revision = 1, string comment = "Who checks the sign-ins?") =>
        new(revision, comment, Seen) { By = by };

    public static ExceptionCommand.Withdraw Withdraws(this Actor by, string comment = "") => new(comment) { By = by };

    public static ExceptionCommand.Remark Says(this Actor by, string text = "The vendor has moved the date.", Roles roles = Roles.None) =>
        new(text) { By = by, Subject = Subject.From(by, roles) };

    public static ExceptionCommand.AcceptOwnership AcceptsOwnership(this Actor by) => new() { By = by };

    public static ExceptionCommand.DeclineOwnership DeclinesOwnership(this Actor by) => new() { By = by };

    public static ExceptionCommand.LetItEnd LetsItEnd(this Actor by) => new() { By = by };

    public static ExceptionCommand.Close Closes(this Actor by, string how = "The vendor's keys are in use.") => new(how) { By = by };

    public static ExceptionCommand.Revoke Revokes(this Actor by, string reason = "The account was misused.", Roles roles = Roles.None) =>
        new(reason) { By = by, Subject = Subject.From(by, roles) };

    public static ExceptionCommand.Tick Passes() => new() { By = Actor.PolicyBot };

    public static ExceptionCommand.StartReview Triages(ARequest request, int revision = 1) =>
        new(revision, request.AssessedRoute) { By = Actor.PolicyBot };

    public static ExceptionCommand.ReplaceApprover Replaces(Actor unreachable, params Actor[] standIns) =>
        ReplacesIn(1, unreachable, standIns);

    public static ExceptionCommand.ReplaceApprover ReplacesIn(int stage, Actor unreachable, params Actor[] standIns) =>
        new(stage, unreachable.Person, "user_not_found", [.. standIns.Select(person => person.Person)]) { By = Actor.PolicyBot };

    public static ExceptionCommand.Nudge Nudges(this Actor by) => new() { By = by };

    /// <summary>The open stage takes too long.</summary>
    public static ExceptionCommand.Escalate EscalatesTo(params Actor[] members) => EscalatesIn(1, members);

    public static ExceptionCommand.Escalate EscalatesIn(int stage, params Actor[] members) =>
        new(stage, "CISO office", [.. members.Select(person => person.Person)]) { By = Actor.PolicyBot };

    /// <summary>These delegations stand, and no others.</summary>
    public static ExceptionCommand.ApplyDelegations Delegations(params Delegation[] standing) => DelegationsIn(1, standing);

    public static ExceptionCommand.ApplyDelegations DelegationsIn(int stage, params Delegation[] standing) =>
        new(stage, standing) { By = Actor.PolicyBot };

    /// <summary>A person has delegated their reviews for a week.</summary>
    public static Delegation HandsOverTo(this Actor principal, Actor to, DateTimeOffset? until = null) =>
        new(principal.Person, to.Person, until ?? ARequest.Sent.AddDays(7), ARequest.Sent.AddDays(-1));

    /// <summary>Approves, and asks that something be kept.</summary>
    public static ExceptionCommand.Approve ApprovesOn(this Actor by, DateOnly due, params string[] conditions) => by.Approves() with
    {
        Conditions = new Conditions(conditions, due, CatalogTime.EndOf(due, TestCatalog.Contoso.TimeZone)),
    };

    public static ExceptionCommand.Prove Proves(this Actor by, int promise = 1, string link = "https://vault.contoso.example/keys/7",
        string comment = "The key is in the vault.") =>
        new(promise, comment, link) { By = by };

    public static ExceptionCommand.AcceptProof AcceptsProof(this Actor by, int promise = 1) =>
        new(promise, "Seen, it is there.") { By = by };

    public static ExceptionCommand.ReturnProof ReturnsProof(this Actor by, int promise = 1) =>
        new(promise, "This is another key.") { By = by };

    public static ExceptionCommand.Attest Attests(this Actor by, DateOnly? due, string comment = "The alert fired in the last test.") =>
        new(due, comment) { By = by };

    public static ExceptionCommand.MissAttestation MissesAttestation(DateOnly due) => new(due) { By = Actor.PolicyBot };

    public static ExceptionCommand.ProposeOwner HandsOver(this Actor by, Actor to, Roles roles = Roles.None) =>
        new(to.Person) { By = by, Subject = Subject.From(by, roles) };

    public static ExceptionCommand.MissOwner Leaves(this Actor owner) => new(owner.Person, "user_not_found") { By = Actor.PolicyBot };

    public static ExceptionCommand.ConfirmMet Confirms(this Actor by, string how = "Signed in with the new key.") => new(how) { By = by };

    public static ExceptionCommand.DenyMet DeniesMet(this Actor by) => new() { By = by };

    public static ExceptionCommand.StartRenewal StartsRenewal(ExceptionId newId) => new(newId) { By = Actor.PolicyBot };

    public static ExceptionCommand.DropRenewal DropsRenewal(ExceptionId newId) => new(newId) { By = Actor.PolicyBot };

    public static ExceptionCommand.FinishRenewal FinishesRenewal(ExceptionId newId) => new(newId) { By = Actor.PolicyBot };
}
