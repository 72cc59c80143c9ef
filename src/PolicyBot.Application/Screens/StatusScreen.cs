using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>How one exception stands, for one person: the living message, edited as things move.</summary>
public static class StatusScreen
{
    /// <summary>The view for a person who may see it.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="viewer">Who looks: it decides which buttons there are.</param>
    /// <param name="now">The instant (UTC).</param>
    public static StatusView Render(ExceptionState state, PolicyCatalog catalog, PersonId viewer, DateTimeOffset now)
    {
        var content = state.Content!;

        var parts = new List<TextPart>
        {
            TextPart.Paragraph(content.Title) with { Quoted = true },
            new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
        };
        parts.AddRange(WhenItEnds(state, catalog));
        parts.AddRange(ApprovalScreen.Renews(state, catalog));
        if (state.Risk is { } risk)
        {
            parts.Add(new(Words.LabelRisk, risk.InWords()));
        }
        else if (state.Origin is not null)
        {
            parts.Add(new(Words.LabelRisk, Words.RiskNotAssessed));
        }

        if (viewer != state.Requester)
        {
            parts.Add(new(Words.LabelWho, $"{state.RequesterName}, {state.Requester}"));
        }

        parts.AddRange(DecidedParts.Imported(state, catalog));
        parts.AddRange(state.Decisions.Where(decision => decision.Revision == state.Revision || state.Status == Status.ChangesRequested)
            .Select(decision => new TextPart(Phrases.Decision(decision, catalog), decision.Comment, Quoted: true)));
        parts.AddRange(OpenGaps(state));
        if (state.EndedBecause.Length > 0 && state.Status is Status.Closed or Status.Revoked or Status.Withdrawn)
        {
            parts.Add(new(Words.LabelBecause, state.EndedBecause, Quoted: true));
        }

        if (state.Remarks is [.., var remark])
        {
            parts.Add(new(Words.RemarkBy.With(remark.Name, CatalogTime.Say(remark.At, catalog.TimeZone)), remark.Text, Quoted: true));
        }

        parts.AddRange(PromiseScreens.Lines(state, catalog));
        parts.AddRange(Marks(state, catalog).Select(TextPart.Paragraph));
        if (state is { RenewedBy: { } renewal, HasEnded: false })
        {
            parts.Add(TextPart.Paragraph(Words.RenewalUnderWay.With(Phrases.Linked(state, renewal))));
        }

        parts.Add(TextPart.Paragraph(NextStep(state, viewer, catalog, now)));
        parts.AddRange(OwnerScreens.Questions(state, new Asker(viewer, catalog, now)).Select(TextPart.Paragraph));
        parts.AddRange(Receipts(state).Select(TextPart.Paragraph));

        return new StatusView
        {
            Summary = $"{state.Id}: {Phrases.Status(state)}. {content.Title}",
            Heading = $"{state.Id} · {Phrases.Status(state)}{Phrases.Mark(content)}",
            Tone = ToneOf(state, viewer),
            Parts = parts,
            Details =
            [
                .. DecidedParts.Asked(content),
                .. DecidedParts.Render(state, catalog),
                .. ApprovalScreen.RequestParts(state, catalog),
            ],
            Whole = Phrases.Button(Verbs.Details, Words.Details, state),
            Actions = StatusButtons.Offered(state, new Asker(viewer, catalog, now)),
        };
    }

    /// <summary>What a request that a reviewer sent back still leaves open: the requester answers it with the comment.</summary>
    internal static IEnumerable<TextPart> OpenGaps(ExceptionState state) =>
        state is { Status: Status.ChangesRequested, Assessment: { } assessment, Decisions: [.., { Kind: DecisionKind.ChangesRequested }] }
        && Phrases.OpenQuestions(assessment) is { Count: > 0 } open
            ? [new TextPart(Words.LabelOpen, string.Join("\n", open))]
            : [];

    /// <summary>
    /// What an older message shrinks to: a newer one of the same person says it all; this one only must not look like something to act on.
    /// </summary>
    /// <param name="state">The exception.</param>
    /// <param name="elsewhere">The channel of the newer one, where it is another; empty: it stands below.</param>
    public static StatusView Superseded(ExceptionState state, string elsewhere) => new()
    {
        Summary = $"{state.Id}: {Phrases.Status(state)}. {state.Content!.Title}",
        Heading = $"{state.Id} · {Phrases.Status(state)}",
        Tone = Tone.Neutral,
        Parts =
        [
            TextPart.Paragraph(state.Content.Title) with { Quoted = true },
            TextPart.Paragraph(elsewhere.Length == 0 ? Words.Superseded : Words.SupersededIn.With(Phrases.Channel(elsewhere))),
        ],
    };

    /// <summary>What sets it apart: it started before its review, comes to another owner, or is not known to be over for good.</summary>
    private static IEnumerable<string> Marks(ExceptionState state, PolicyCatalog catalog)
    {
        if (state.Emergency is { } started)
        {
            yield return state.IsOpen ? Phrases.RunsUnreviewed(state, catalog)
                : Words.EmergencyMark.With(CatalogTime.Say(started.Since, catalog.TimeZone));
        }

        if (state is { IsRunning: true, HandOver: { } proposed })
        {
            yield return Words.HandOverAsked.With(catalog.NameOf(proposed.To));
        }

        if (state.OwnerLeftBy > 0 && (state.IsRunning || state.IsOwnerAsked))
        {
            yield return (state.IsRunning ? Words.NewsOwnerLeft : Words.NamedOwnerUnreached).With(catalog.NameOf(state.Owner));
        }

        if (state.EndAnswer is { Met: true } answer)
        {
            yield return Words.MetAgainLine.With(answer.How);
        }
    }

    /// <summary>What happens next, in a sentence: who has to do what.</summary>
    private static string NextStep(ExceptionState state, PersonId viewer, PolicyCatalog catalog, DateTimeOffset now) => state.Status switch
    {
        Status.Submitted when state.RoutingFailure is { } failure => failure.Group.Length == 0
            ? Words.NextPolicyGone.With(state.Content!.PolicyId)
            : Words.NextNobody.With(failure.Risk.InWords(), failure.Group),
        Status.Submitted => Words.NextAssessment,
        Status.InReview when state.Review is { Passed: true } =>
            viewer == state.Owner ? Words.NextOwnerYou : Words.NextOwner.With(catalog.NameOf(state.Owner)),
        Status.InReview when state.Review!.Open is { } open =>
            Unreached(state, catalog) + ApprovalScreen.Joined(state.Review, catalog) + Words.NextReview.With(
            RouteExplanation.GroupName(open), Phrases.Names(catalog, state.Review.Asked), state.Review.Stage,
                state.Review.Policy.Stages.Count,
                Phrases.LapsesOn(state, catalog)),
        Status.ChangesRequested => viewer == state.Requester
            ? state.Decisions is [.., { Kind: DecisionKind.ChangesRequested }]
            ? Words.NextReviseYou : Words.NextNameOwnerYou.With(catalog.NameOf(state.Owner))
            : Words.NextRevise.With(state.RequesterName),
        Status.Approved when state is { Grant.LetToEnd: true } && state.IsInForce(now) =>
            Words.NextLetToEnd.With(CatalogTime.Say(Phrases.LastDay(state))),
        Status.Approved when state.IsInForce(now) =>
            (viewer == state.Owner ? Words.NextEndsOwner : Words.NextEnds)
                .With(CatalogTime.Say(Phrases.LastDay(state)), catalog.NameOf(state.Owner)),
        Status.Suspended when state.IsShownAll =>
            (state.ApproversOfRecord.Contains(viewer) ? Words.NextSuspendedShownYou : Words.NextSuspendedShown)
                .With(CatalogTime.Say(Phrases.LastDay(state)), catalog.NameOf(state.Owner)),
        Status.Suspended =>
            (viewer == state.Owner ? Words.NextSuspendedYou : Words.NextSuspended)
                .With(CatalogTime.Say(Phrases.LastDay(state)), catalog.NameOf(state.Owner)),
        Status.Renewed => Words.NextRenewed.With(Phrases.Linked(state, state.RenewedBy!.Value)),
        Status.Expired when state.EndAnswer is { Met: true } => Words.NextExpired.With(CatalogTime.Say(Phrases.LastDay(state))),
        Status.Expired => $"{Words.NextExpired.With(CatalogTime.Say(Phrases.LastDay(state)))} {Words.NextPolicyApplies}",
        _ => string.Join(' ', WhenOver(state, viewer).DefaultIfEmpty(Words.NextNothing)),
    };

    // The witness of the last decision stays; what ended it later has one of its own, as long as nothing was added after it.
    private static IEnumerable<string> Receipts(ExceptionState state)
    {
        var last = state.Decisions is [.., var decision] ? decision : null;
        var hasEndedSince = state.HasEnded && state.EndedBy != last?.Sequence;
        if (last is not null)
        {
            yield return hasEndedSince
                ? Words.ReceiptOfDecision.With(last.Sequence, RecordedEvent.Receipt(last.Hash)) : Phrases.Receipt(last);
        }

        if (hasEndedSince && state.EndedBy == state.Version)
        {
            yield return Words.ReceiptOfEnd.With(state.EndedBy, RecordedEvent.Receipt(state.LastHash));
        }
    }

    // What it allowed is over, also where it was never approved but ran before its review.
    private static IEnumerable<string> WhenOver(ExceptionState state, PersonId viewer)
    {
        if (state is not { Grant: null, Emergency: null })
        {
            yield return Words.NextPolicyApplies;
        }

        if (state.Status is Status.Rejected or Status.Lapsed && viewer == state.Requester)
        {
            yield return Words.NextAskAgain;
        }
    }

    /// <summary>
    /// Until when it holds; once it has ended before, when that was; and of what was never granted until when it is or was asked for.
    /// </summary>
    internal static IEnumerable<TextPart> WhenItEnds(ExceptionState state, PolicyCatalog catalog)
    {
        if (state is not { EndedAt: { } ended } || state.Status == Status.Expired)
        {
            yield return new(Words.LabelUntil, Phrases.Until(state, catalog));
            if (Phrases.IsRunningUnreviewed(state))
            {
                yield return new(Words.LabelAskedUntil, CatalogTime.Say(Phrases.LastDay(state)));
            }

            yield break;
        }

        if (state.Grant is null)
        {
            yield return new(Words.LabelAskedUntil, CatalogTime.Say(Phrases.LastDay(state)));
        }

        var at = CatalogTime.Say(ended, catalog.TimeZone);
        yield return new(Words.LabelEnded, state is { Ender: { } ender, Status: Status.Closed or Status.Revoked or Status.Withdrawn }
            ? (ender.As is null ? Words.EndedBy : Words.EndedByAs).With(at, ender.Name, Phrases.Ended(ender.As)) : at);
    }

    private static string Unreached(ExceptionState state, PolicyCatalog catalog)
    {
        var review = state.Review!;
        var unreached = review.Unreached.Where(known => review.Principals.Contains(known.Person)).ToList();
        var asked = review.StandIns.Where(standIn => unreached.Exists(known => known.Since == standIn.Since))
            .Select(standIn => standIn.Person).Where(review.Principals.Contains).Distinct();
        var (missing, standIns) = (Phrases.Names(catalog, unreached.Select(known => known.Person)), Phrases.Names(catalog, asked));
        return missing.Length == 0
            ? "" : (standIns.Length == 0 ? Words.UnreachedAlone.With(missing) : Words.UnreachedLine.With(missing, standIns)) + " ";
    }

    private static Tone ToneOf(ExceptionState state, PersonId viewer) => state.Status switch
    {
        Status.ChangesRequested when viewer == state.Requester => Tone.Attention,
        Status.Suspended => Tone.Bad,
        Status.Expired when state.EndAnswer is { Met: false } => Tone.Bad,
        Status.Approved or Status.Closed or Status.Renewed => Tone.Good,
        Status.Rejected or Status.Revoked or Status.Lapsed => Tone.Bad,
        _ => Tone.Neutral,
    };
}
