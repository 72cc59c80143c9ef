using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>The life of one exception under random commands of random people at random times.</summary>
/// <param name="Route">Which of <see cref="Routes"/> it takes.</param>
/// <param name="Assessed">Whether assessment and route came with the first revision.</param>
/// <param name="AtOnce">Whether it starts before its review.</param>
internal sealed record ALife(int Route, Actor Requester, bool Assessed, bool AtOnce, ImmutableList<Step> Steps)
{
    private static readonly Actor[] People = [Sal, Pat, Ana, Bo, Ciso, Deputy, Iam, Mallory];
    private static readonly ExceptionId[] Renewals = [ExceptionId.Parse("PX-00000001"), ExceptionId.Parse("PX-00000002")];

    private static readonly RoutedStage[][] Routes =
    [
        [AStage.Needs(1, Ana, Bo)],
        [AStage.Needs(2, Ana, Bo, Ciso)],
        [AStage.All(Ana, Bo)],
        [AStage.Needs(1, Ana, Bo), AStage.All(Ana, Ciso)],
    ];

    public static Arbitrary<ALife> Any => Arb.From(Lives, life => life.Steps.Select(step => life with { Steps = life.Steps.Remove(step) }));

    private static Gen<Step> AnyStep =>
        from wish in Gen.Frequency(
            (12, Gen.Constant(Wish.Approve)), (4, Gen.Constant(Wish.ApproveShorter)), (6, Gen.Constant(Wish.ApproveOn)),
                (4, Gen.Constant(Wish.Prove)), (5, Gen.Constant(Wish.Tick)), (8, Gen.Constant(Wish.SendBack)),
                (10, Gen.Constant(Wish.Send)), (3, Gen.Constant(Wish.SendAlone)),
            (4, Gen.Constant(Wish.Triage)), (8, Gen.Constant(Wish.AcceptOwnership)), (10, Gen.Constant(Wish.ReplaceApprover)),
                (6, Gen.Constant(Wish.Delegate)), (3, Gen.Constant(Wish.Escalate)), (12, Gen.Elements(Enum.GetValues<Wish>())))
        from who in Gen.Elements(People)
        from other in Gen.Elements(People)
        from hours in Gen.Frequency((60, Gen.Choose(0, 3)), (3, Gen.Choose(24, 400)), (1, Gen.Choose(1000, 3000)))
        from stale in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Constant(1)))
        from apt in Gen.Elements(true, false)
        select new Step(wish, who, other, hours, stale, apt);

    private static Gen<ALife> Lives =>
        from route in Gen.Choose(0, Routes.Length - 1)
        from requester in Gen.Frequency((4, Gen.Constant(Sal)), (1, Gen.Constant(Ana)))
        from assessed in Gen.Elements(true, false)
        from atOnce in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from length in Gen.Choose(0, 50)
        from steps in AnyStep.ListOf(length)
        select new ALife(route, requester, assessed, atOnce, [.. steps]);

    /// <summary>Runs it: a refused command leaves no trace.</summary>
    public ARecord Live() => Steps.Aggregate(Begin(), (record, step) =>
    {
        var later = record.Later(TimeSpan.FromHours(step.Hours));
        var wish = Command(step, later);
        return later.Try(wish) is Decision.Accepted ? later.After(wish) : later;
    });

    private ARecord Begin() => AtOnce
        ? Request(Requester).Draft()
        .After(Request(Requester)
        .Submit(ARequest.Sent) with
        { Emergency = new EmergencyStart(ARequest.Sent.AddHours(72), ARequest.Sent.AddHours(24)) })
        : Assessed ? Request(Requester).InReview() : Request(Requester).Submitted();

    public override string ToString() =>
        $"route {Route} for {Requester.Name}{(Assessed ? "" : ", not assessed")}{(AtOnce ? ", at once" : "")}: {string.Join("; ", Steps)}";

    private ARequest Request(Actor owner) => new() { Requester = Requester, Owner = owner, Stages = Routes[Route] };

    /// <summary>A person who may send this command, if there is one.</summary>
    private Actor Apt(Step step, ExceptionState state)
    {
        var asked = state.Review?.Asked.ToList() ?? [];
        return step.Wish switch
        {
            Wish.Approve or Wish.ApproveShorter or Wish.ApproveOn or Wish.Reject or Wish.SendBack or Wish.ReplaceApprover or Wish.Delegate when asked.Count > 0 =>
                People.Single(person => person.Person == asked[step.Hours % asked.Count]),
            Wish.Send or Wish.SendAlone or Wish.Withdraw or Wish.Nudge => Requester,
            Wish.AcceptOwnership or Wish.DeclineOwnership when state.HandOver is { } proposed =>
                People.Single(person => person.Person == proposed.To),
            Wish.AcceptProof or Wish.ReturnProof when state.ApproversOfRecord.Any() =>
                People.Single(person => person.Person == state.ApproversOfRecord.First()),
            Wish.AcceptOwnership or Wish.DeclineOwnership or Wish.LetItEnd or Wish.Close or Wish.Prove or Wish.Attest or Wish.HandOver or Wish.ConfirmMet or Wish.DenyMet => People.Single(person => person.Person == state.Owner),
            Wish.Revoke => Iam,
            _ => step.Who,
        };
    }

    private ExceptionCommand Command(Step step, ARecord record)
    {
        var revision = record.State.Revision - step.Stale;
        var renewal = Renewals[step.Hours % Renewals.Length];
        var who = step.Apt ? Apt(step, record.State) : step.Who;
        return step.Wish switch
        {
            Wish.Send => Request(step.Other).Submit(record.Now) with { By = who },
            Wish.SendAlone => Request(step.Other).SubmitAlone(record.Now) with { By = who },
            Wish.Triage => Wishes.Triages(Request(Requester), revision),
            Wish.Approve => who.Approves(revision),
            Wish.ApproveShorter => who.Approves(revision, until: new DateOnly(2026, 12, 1).AddDays(step.Hours % 90)),
            Wish.Reject => who.Rejects(revision),
            Wish.SendBack => who.SendsBack(revision),
            Wish.ReplaceApprover => Wishes.ReplacesIn(record.State.Review?.Stage ?? 1, who, step.Other, Deputy),
            Wish.Nudge => who.Nudges(),
            Wish.Escalate => Wishes.EscalatesIn(record.State.Review?.Stage ?? 1, who, step.Other, Deputy),
            Wish.Delegate =>
                Wishes.DelegationsIn(
                    record.State.Review?.Stage ?? 1, who.HandsOverTo(step.Other, record.Now.AddHours(step.Stale > 0 ? 1 : 100))),
            Wish.Withdraw => who.Withdraws(),
            Wish.Remark => who.Says(),
            Wish.AcceptOwnership => who.AcceptsOwnership(),
            Wish.DeclineOwnership => who.DeclinesOwnership(),
            Wish.ApproveOn =>
                who.ApprovesOn(CatalogTime.Today(record.Now, TestCatalog.Contoso.TimeZone).AddDays(step.Hours), "Rotate the key.",
                "Alert on every use.") with
                { Revision = revision },
            Wish.Prove => who.Proves((step.Hours % 2) + 1),
            Wish.AcceptProof => who.AcceptsProof((step.Hours % 2) + 1),
            Wish.ReturnProof => who.ReturnsProof((step.Hours % 2) + 1),
            Wish.Attest => who.Attests(CatalogTime.Today(record.Now, TestCatalog.Contoso.TimeZone)),
            Wish.MissAttestation => Wishes.MissesAttestation(CatalogTime.Today(record.Now, TestCatalog.Contoso.TimeZone)),
            Wish.HandOver => who.HandsOver(step.Other, roles: who == Iam ? Roles.PolicyOwner : Roles.None),
            Wish.OwnerLeaves => People.Single(person => person.Person == record.State.Owner).Leaves(),
            Wish.ConfirmMet => who.Confirms(),
            Wish.DenyMet => who.DeniesMet(),
            Wish.LetItEnd => who.LetsItEnd(),
            Wish.Close => who.Closes(),
            Wish.Revoke => who.Revokes(roles: who == Iam ? Roles.PolicyOwner : Roles.None),
            Wish.StartRenewal => Wishes.StartsRenewal(renewal),
            Wish.DropRenewal => Wishes.DropsRenewal(renewal),
            Wish.FinishRenewal => Wishes.FinishesRenewal(renewal),
            Wish.Tick => Wishes.Passes(),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };
    }
}

/// <summary>One command of a person.</summary>
/// <param name="Other">The other person it is about, if any: a named owner, a stand-in.</param>
/// <param name="Hours">How long after the last.</param>
/// <param name="Stale">How many revisions ago the card was drawn.</param>
/// <param name="Apt">Not this person but one who may, if there is one.</param>
internal sealed record Step(Wish Wish, Actor Who, Actor Other, int Hours, int Stale, bool Apt)
{
    public override string ToString() =>
        $"+{Hours}h {(Apt ? "one who may" : Who.Name)} {Wish} ({Other.Name}{(Stale > 0 ? ", stale" : "")})";
}

/// <summary>Everything that can be wanted.</summary>
internal enum Wish
{
    Send,
    SendAlone,
    Triage,
    Approve,
    ApproveShorter,
    Reject,
    SendBack,
    ReplaceApprover,
    Nudge,
    Escalate,
    Delegate,
    Withdraw,
    Remark,
    AcceptOwnership,
    DeclineOwnership,
    ApproveOn,
    Prove,
    AcceptProof,
    ReturnProof,
    Attest,
    MissAttestation,
    HandOver,
    OwnerLeaves,
    ConfirmMet,
    DenyMet,
    LetItEnd,
    Close,
    Revoke,
    StartRenewal,
    DropRenewal,
    FinishRenewal,
    Tick,
}
