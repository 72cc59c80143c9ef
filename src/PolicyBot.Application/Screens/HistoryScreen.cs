using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>What happened to one exception, oldest first: each fact with its number, time, person and receipt.</summary>
internal static class HistoryScreen
{
    public static StatusView Render(ExceptionRecord record, PolicyCatalog catalog)
    {
        var state = record.Head.State;
        return new StatusView
        {
            Summary = $"{state.Id}: {Words.History}",
            Heading = $"{state.Id} · {Words.History}",
            Tone = Tone.Neutral,
            Parts = [.. record.Events.Select(stored => TryRead(stored) is { } recorded
                ? Line(recorded, stored, state, catalog)
                : new TextPart(Words.HistoryUnreadable.With(stored.Sequence), ""))],
            Whole = Phrases.Button(Verbs.History, Words.History, state),
            Actions = [Phrases.Button(Verbs.Status, Words.Back, state)],
        };
    }

    // What was written over may be no event any more; the others are shown, and verifying says the rest.
    private static RecordedEvent? TryRead(StoredEvent stored)
    {
        try
        {
            return RecordedEvent.Read(stored.Json);
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private static TextPart Line(RecordedEvent recorded, StoredEvent stored, ExceptionState state, PolicyCatalog catalog)
    {
        var said = Text(recorded.Fact, catalog);
        return new(
            Words.HistoryLine.With(
                recorded.Sequence, CatalogTime.Say(recorded.At, catalog.TimeZone), Who(recorded.Actor, catalog),
                    What(recorded.Fact, state, catalog), RecordedEvent.Receipt(stored.Hash)),
            said,
            Quoted: said.Length > 0);
    }

    // As they were called then; with the address where two are called like that.
    private static string Who(Actor actor, PolicyCatalog catalog) =>
        actor is PersonActor person ? catalog.Directory.Distinguish(person.Name, person.Person) : actor.Name;

    private static string What(ExceptionEvent fact, ExceptionState state, PolicyCatalog catalog) => fact switch
    {
        ExceptionEvent.Submitted sent => Words.FactSubmitted.With(sent.Revision, CatalogTime.Say(sent.Content.ExpiresOn)),
        ExceptionEvent.Imported taken => Words.FactImported.With(
            taken.Origin.File, taken.Origin.Line, CatalogTime.Say(taken.Content.ExpiresOn)),
        ExceptionEvent.Assessed assessed => Words.FactAssessed.With(assessed.Assessment.Label.InWords()),
        ExceptionEvent.Routed routed => Words.FactRouted.With(routed.ReviewPolicy.Rule),
        ExceptionEvent.RoutingFailed { Group: "" } => Words.FactPolicyGone,
        ExceptionEvent.RoutingFailed failed => Words.FactNobody.With(failed.Group, failed.Risk.InWords()),
        ExceptionEvent.StageOpened opened => Words.FactStageOpened.With(opened.Stage),
        ExceptionEvent.Approved { OnBehalfOf: { } principal } => Words.FactApprovedOnBehalf.With(catalog.NameOf(principal)),
        ExceptionEvent.Approved { InPlaceOf: { } seat } => Words.FactApprovedFor.With(catalog.NameOf(seat)),
        ExceptionEvent.Approved => Words.FactApproved,
        ExceptionEvent.Rejected { OnBehalfOf: { } principal } => Words.FactRejectedOnBehalf.With(catalog.NameOf(principal)),
        ExceptionEvent.Rejected => Words.FactRejected,
        ExceptionEvent.ChangesRequested { OnBehalfOf: { } principal } => Words.FactChangesOnBehalf.With(catalog.NameOf(principal)),
        ExceptionEvent.ChangesRequested => Words.FactChangesRequested,
        ExceptionEvent.StoodIn { StandIns.Count: 0 } alone => Words.FactUnreached.With(catalog.NameOf(alone.Unreachable)),
        ExceptionEvent.StoodIn stoodIn => Words.FactStoodIn.With(
            catalog.NameOf(stoodIn.Unreachable), Phrases.Names(catalog, stoodIn.StandIns)),
        ExceptionEvent.Escalated { Added.Count: 0 } nobody => Words.FactEscalatedNobody.With(nobody.GroupName),
        ExceptionEvent.Escalated escalated => Words.FactEscalated.With(escalated.GroupName, Phrases.Names(catalog, escalated.Added)),
        ExceptionEvent.MembersChanged changed => string.Join("; ", Members(changed, catalog)),
        ExceptionEvent.Reassigned given => Words.FactReassigned.With(
            catalog.NameOf(given.From), catalog.NameOf(given.To), given.Reason),
        ExceptionEvent.Delegated delegated => Words.FactDelegated.With(
            catalog.NameOf(delegated.Principal), catalog.NameOf(delegated.Delegate),
            CatalogTime.Say(delegated.Until, catalog.TimeZone)),
        ExceptionEvent.DelegationEnded ended => Words.FactDelegationEnded.With(
            catalog.NameOf(ended.Principal), catalog.NameOf(ended.Delegate)),
        ExceptionEvent.Nudged => Words.FactNudged,
        ExceptionEvent.Withdrawn => Words.FactWithdrawn,
        ExceptionEvent.Commented => Words.FactCommented,
        ExceptionEvent.OwnerAccepted => Words.FactOwnerAccepted,
        ExceptionEvent.OwnerDeclined => Words.FactOwnerDeclined,
        ExceptionEvent.Granted granted => Words.FactGranted.With(CatalogTime.Say(granted.ExpiresOn)),
        ExceptionEvent.EmergencyStarted started =>
            Words.FactEmergencyStarted.With(
                CatalogTime.Say(started.HoldsUntil, catalog.TimeZone), CatalogTime.Say(started.ReviewBy, catalog.TimeZone)),
        ExceptionEvent.Attested => Words.FactAttested,
        ExceptionEvent.AttestationMissed missed => Words.FactAttestationMissed.With(CatalogTime.Say(missed.DueOn)),
        ExceptionEvent.PromiseProved proved => Words.FactPromiseProved.With(proved.Promise, proved.Link),
        ExceptionEvent.PromiseAccepted kept => Words.FactPromiseAccepted.With(kept.Promise),
        ExceptionEvent.PromiseReturned returned => Words.FactPromiseReturned.With(returned.Promise),
        ExceptionEvent.PromiseMissed missed => Words.FactPromiseMissed.With(
            missed.Promise, CatalogTime.Say(missed.SuspendsAt, catalog.TimeZone)),
        ExceptionEvent.Suspended => Words.FactSuspended,
        ExceptionEvent.Resumed => Words.FactResumed,
        ExceptionEvent.HandOverProposed proposed => Words.FactHandOverProposed.With(catalog.NameOf(proposed.To)),
        ExceptionEvent.HandOverDeclined => Words.FactHandOverDeclined,
        ExceptionEvent.OwnerChanged changed => Words.FactOwnerChanged.With(catalog.NameOf(changed.From)),
        ExceptionEvent.OwnerLeft left => Words.FactOwnerLeft.With(catalog.NameOf(left.Owner)),
        ExceptionEvent.MetAgain => Words.FactMetAgain,
        ExceptionEvent.NotMetYet => Words.FactNotMetYet,
        ExceptionEvent.Unconfirmed => Words.FactUnconfirmed,
        ExceptionEvent.LetToEnd => Words.FactLetToEnd,
        ExceptionEvent.Closed => Words.FactClosed,
        ExceptionEvent.Revoked => Words.FactRevoked,
        ExceptionEvent.Expired => Words.FactExpired,
        ExceptionEvent.Lapsed => Words.FactLapsed,
        ExceptionEvent.RenewalStarted started => Words.FactRenewalStarted.With(Phrases.Linked(state, started.NewId)),
        ExceptionEvent.RenewalDropped dropped => Words.FactRenewalDropped.With(Phrases.Linked(state, dropped.NewId)),
        ExceptionEvent.RenewedNoted noted => Phrases.RenewedStands(new RenewedStanding(noted.Status, noted.Since), catalog),
        ExceptionEvent.Renewed renewed => Words.FactRenewed.With(Phrases.Linked(state, renewed.NewId)),
        _ => fact.GetType().Name,
    };

    private static string Text(ExceptionEvent fact, PolicyCatalog catalog) => fact switch
    {
        ExceptionEvent.Submitted sent => Lines(DecidedParts.Asked(sent.Content)),
        ExceptionEvent.Imported taken => $"{DecidedParts.Approved(taken.Origin)}\n{Lines(DecidedParts.Asked(taken.Content))}",
        ExceptionEvent.Assessed { Assessment: var made } => Lines(DecidedParts.Assessed(made, catalog)),
        ExceptionEvent.Routed { ReviewPolicy: var policy } =>
            $"{DecidedParts.Reviewers(policy, catalog)}\n{DecidedParts.CatalogVersion(policy.CatalogHash)}",
        ExceptionEvent.Approved yes => string.Join("\n", Approval(yes)),
        ExceptionEvent.Attested attested => attested.Comment,
        ExceptionEvent.PromiseProved proved => proved.Comment,
        ExceptionEvent.PromiseAccepted kept => kept.Comment,
        ExceptionEvent.PromiseReturned returned => returned.Comment,
        ExceptionEvent.MetAgain met => met.How,
        ExceptionEvent.Rejected no => no.Comment,
        ExceptionEvent.ChangesRequested back => back.Comment,
        ExceptionEvent.Withdrawn withdrawn => withdrawn.Comment,
        ExceptionEvent.Commented said => said.Text,
        ExceptionEvent.Closed closed => closed.How,
        ExceptionEvent.Revoked revoked => revoked.Reason,
        _ => "",
    };

    private static string Lines(IEnumerable<TextPart> parts) =>
        string.Join("\n", parts.Select(part => part.Label.Length > 0 ? $"{part.Label}: {part.Text}" : part.Text));

    private static IEnumerable<string> Approval(ExceptionEvent.Approved yes)
    {
        yield return yes.Comment;
        yield return Words.AcceptedRiskHere.With(yes.AcceptedRisk.InWords());
        if (yes.Conditions is { } conditions)
        {
            yield return Words.ConditionsLine.With(CatalogTime.Say(conditions.DueOn));
            yield return string.Join("\n", conditions.Texts);
        }
    }

    private static IEnumerable<string> Members(ExceptionEvent.MembersChanged changed, PolicyCatalog catalog)
    {
        if (changed.Left.Count > 0)
        {
            yield return Words.FactMembersLeft.With(Phrases.Names(catalog, changed.Left));
        }

        if (changed.Joined.Count > 0)
        {
            yield return Words.FactMembersJoined.With(Phrases.Names(catalog, changed.Joined));
        }

        if (changed.StandIns.Count > 0)
        {
            yield return Words.FactMembersStandIn.With(Phrases.Names(catalog, changed.StandIns));
        }
    }
}
