using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>What an owner is asked: to accept, and what to do before the end.</summary>
internal static class OwnerScreens
{
    /// <summary>How many days reviewers need for a renewal: the last sensible day to ask for one lies that long before the end.</summary>
    public const int DaysForReview = 3;

    /// <summary>A person was named owner and is asked whether they accept.</summary>
    public static StatusView Asked(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Summary = Words.OwnerAskSummary.With(state.RequesterName, state.Content!.Title),
        Heading = $"{state.Id} · {Words.OwnerAskHeading}",
        Tone = Tone.Attention,
        Parts =
        [
            TextPart.Paragraph(Words.OwnerAskText.With(state.RequesterName)),
            new(Words.LabelTitle, state.Content.Title, Quoted: true),
            new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
            new(Words.LabelScope, state.Content.Scope, Quoted: true),
            new(Words.LabelWhy, state.Content.Justification, Quoted: true),
            new(Words.LabelUntil, CatalogTime.Say(state.Content.ExpiresOn)),
        ],
        Whole = Phrases.Button(Verbs.Details, Words.Details, state),
        Actions =
            [Phrases.Button(Verbs.OwnerAccept, Words.IAccept, state, ActionLook.Positive),
            Phrases.Button(Verbs.OwnerDecline, Words.NotMe, state)],
    };

    /// <summary>A person is asked to take over an exception that is in force.</summary>
    public static StatusView AskedToTakeOver(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Summary = Words.TakeOverSummary.With(catalog.NameOf(state.HandOver!.By), state.Content!.Title),
        Heading = $"{state.Id} · {Words.OwnerAskHeading}",
        Tone = Tone.Attention,
        Parts =
        [
            TextPart.Paragraph(TakeOver(state, state.HandOver, catalog)),
            new(Words.LabelTitle, state.Content.Title, Quoted: true),
            new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
            new(Words.LabelScope, state.Content.Scope, Quoted: true),
            new(Words.LabelWhy, state.Content.Justification, Quoted: true),
            new(Words.LabelUntil, CatalogTime.Say(Phrases.LastDay(state))),
            .. PromiseScreens.Lines(state, catalog),
        ],
        Actions =
            [Phrases.Button(Verbs.OwnerAccept, Words.IAccept, state, ActionLook.Positive),
            Phrases.Button(Verbs.OwnerDecline, Words.NotMe, state)],
    };

    /// <summary>
    /// What the owner is asked now, all of it in one message: a promise, an attestation, what to do before the end, whether the policy is
    /// met again.
    /// </summary>
    /// <returns>Null when nothing is asked of them.</returns>
    public static StatusView? Agenda(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        if (state.IsEndAsked)
        {
            return AskMet(state, catalog);
        }

        var due = OwnerAgenda.Due(state, catalog, now).ToList();
        var pinged = due.Exists(ask => ask.Question == OwnerQuestion.Renew);
        var attests = OwnerAgenda.AttestationDue(state, catalog, now) is not null;
        var late = state.IsRunning && state.Promises.Any(promise => promise is { IsShown: false, MissedBy: > 0 });
        var returned = state.IsRunning && state.Promises.Any(promise => promise is { IsShown: false, Proof: not null });
        var promises = late || returned || due.Exists(ask => ask.Question == OwnerQuestion.ShowPromise);
        var owes = state.IsRunning && state.Promises.Any(promise => !promise.IsShown);
        if (!pinged && !attests && !promises)
        {
            return null;
        }

        var lastDay = Phrases.LastDay(state);
        var title = state.Content!.Title;
        var suspended = state.Status == Status.Suspended;
        var (summary, heading) = suspended ? (Words.NewsSummary.With(state.Id, Words.NewsSuspended, title), Phrases.Status(state))
            : late ? (Words.PromiseLateSummary.With(title), Words.PromiseLateHeading)
            : returned ? (Words.ProofReturnedSummary.With(title), Words.ProofReturnedHeading)
            : pinged
            ? (Words.PingSummary.With(title, CatalogTime.Say(lastDay)),
            EndsIn(CatalogTime.Days(CatalogTime.Today(now, catalog.TimeZone), lastDay)))
            : promises ? (Words.PromiseDueSummary.With(title, Due(state)), Words.PromiseDueHeading.With(Due(state)))
            : (Words.AttestSummary.With(title), Words.AttestHeading);
        return new StatusView
        {
            Summary = summary,
            Heading = $"{state.Id} · {heading}",
            Tone = suspended || late ? Tone.Bad : Tone.Attention,
            Parts =
            [
                .. suspended ? [TextPart.Paragraph(Words.NewsSuspended)] : Array.Empty<TextPart>(),
                TextPart.Paragraph(title) with { Quoted = true },
                new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
                new(Words.LabelUntil, CatalogTime.Say(lastDay)),
                .. promises || owes ? PromiseScreens.Lines(state, catalog) : [],
                .. attests
                    ? [TextPart.Paragraph((state.Attestations?.MissedFor == OwnerAgenda.AttestationDue(state, catalog, now)
                        ? Words.AttestTextLate : Words.AttestText).With(AttestBy(state, catalog, now)))] : Array.Empty<TextPart>(),
                .. suspended
                    ? [TextPart.Paragraph(Words.NextSuspendedYou.With(CatalogTime.Say(lastDay)))] : Array.Empty<TextPart>(),
                .. pinged ? BeforeTheEnd(state, catalog, now) : [],
            ],
            Actions = [.. AgendaButtons(state, catalog, pinged, attests, promises, owes)],
        };
    }

    /// <summary>What an owner is to do, and by when, in a line of a list.</summary>
    public static string What(ExceptionState state, OwnerAsk ask, PolicyCatalog catalog, DateTimeOffset now) => ask.Question switch
    {
        OwnerQuestion.Renew => Words.DuePing.With(CatalogTime.Say(Phrases.LastDay(state))),
        OwnerQuestion.ShowPromise => Words.DuePromise.With(Due(state)),
        _ => Words.DueAttest.With(AttestBy(state, catalog, now)),
    };

    /// <summary>What a status asks the person who looks at it, where its buttons answer a question.</summary>
    internal static IEnumerable<string> Questions(ExceptionState state, Asker asker)
    {
        if (state.IsEndAsked && Access.WhyNotConfirmMet(state, asker.WithRoles(state)) is null)
        {
            var by = OwnerAgenda.EndAnswerBy(state, asker.Catalog)!.Value;
            yield return $"{Words.AskMetQuestion} {Words.AskMetText.With(CatalogTime.Say(by, asker.Catalog.TimeZone))}";
        }

        if (state.Status == Status.Approved && Access.WhyNotJudgeProof(state, asker.WithRoles(state)) is null && asker.FindsRunning(state))
        {
            yield return Words.NewsProof;
        }

        if (Access.WhyNotAnswerOwnership(state, asker.WithRoles(state)) is null && (state.IsOpen || asker.FindsRunning(state)))
        {
            yield return state.HandOver is { } asked ? TakeOver(state, asked, asker.Catalog)
                : Words.OwnerAskText.With(state.RequesterName);
        }
    }

    private static string TakeOver(ExceptionState state, HandOver asked, PolicyCatalog catalog) =>
        (asked.By == state.Owner ? Words.TakeOverTextOwn : Words.TakeOverText)
            .With(catalog.NameOf(asked.By), catalog.NameOf(state.Owner));

    /// <summary>It ran out: is the policy met again?</summary>
    private static StatusView AskMet(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Summary = Words.AskMetSummary.With(state.Content!.Title, CatalogTime.Say(Phrases.LastDay(state))),
        Heading = $"{state.Id} · {Words.AskMetHeading}",
        Tone = Tone.Attention,
        Parts =
        [
            TextPart.Paragraph(state.Content.Title) with { Quoted = true },
            new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
            TextPart.Paragraph($"{Words.NextExpired.With(CatalogTime.Say(Phrases.LastDay(state)))} {Words.NextPolicyApplies}"),
            TextPart.Paragraph(Words.AskMetText.With(CatalogTime.Say(OwnerAgenda.EndAnswerBy(state, catalog)!.Value, catalog.TimeZone))),
        ],
        Actions = [Phrases.Button(Verbs.AskMet, Words.Yes, state, ActionLook.Positive), Phrases.Button(Verbs.NotMet, Words.NotYet, state)],
    };

    // What can be done before the end, until when, and what happens when nothing is done.
    private static IEnumerable<TextPart> BeforeTheEnd(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        var lastDay = Phrases.LastDay(state);
        var sensible = catalog.CalendarOf(state.Content!.PolicyId).OnOrBefore(lastDay.AddDays(-DaysForReview));
        yield return TextPart.Paragraph(state.RenewedBy is { } renewal ? Words.RenewalUnderWay.With(Phrases.Linked(state, renewal))
            : !state.HasRenewalLeft(catalog.Policy(state.Content.PolicyId)) ? Words.PingNoRenewal
            : sensible > CatalogTime.Today(now, catalog.TimeZone) ? Words.PingRenewBy.With(CatalogTime.Say(sensible), DaysForReview)
            : Words.PingRenewNow.With(DaysForReview));
        yield return TextPart.Paragraph(Words.PingNothingDone.With(CatalogTime.Say(lastDay)));
    }

    private static IEnumerable<CardAction> AgendaButtons(
        ExceptionState state, PolicyCatalog catalog, bool pinged, bool attests, bool promises, bool owes)
    {
        if (promises)
        {
            yield return Phrases.Button(Verbs.AskProve, Words.Prove, state, ActionLook.Positive);
        }

        if (attests)
        {
            yield return Phrases.Button(Verbs.AskAttest, Words.StillNeeded, state, promises ? ActionLook.Plain : ActionLook.Positive);
        }

        if (pinged && state.HasRenewalLeft(catalog.Policy(state.Content!.PolicyId)))
        {
            yield return Phrases.Button(Verbs.Renew, Words.Renew, state, promises || attests ? ActionLook.Plain : ActionLook.Positive);
        }

        if (owes && !promises) // not due yet, and shown before the end all the same
        {
            yield return Phrases.Button(Verbs.AskProve, Words.Prove, state);
        }

        yield return Phrases.Button(Verbs.AskClose, Words.CloseFixed, state);
        if (pinged)
        {
            yield return Phrases.Button(Verbs.LetItEnd, Words.LetItEnd, state);
        }

        if (!pinged)
        {
            yield return Phrases.Button(Verbs.AskHandOver, Words.HandOver, state);
        }
    }

    /// <summary>Until when the owner says that it is still needed, where that is asked.</summary>
    internal static string AttestBy(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        OwnerAgenda.AttestationDue(state, catalog, now) is { } day
            ? CatalogTime.Say(OwnerAgenda.AttestBy(day, state, catalog), catalog.TimeZone) : "";

    // The day by which the next condition is to be shown.
    private static string Due(ExceptionState state) =>
        CatalogTime.Say(state.Promises.Where(promise => !promise.IsShown).Min(promise => promise.DueOn));

    private static string EndsIn(int days) => days switch
    {
        <= 0 => Words.EndsToday,
        1 => Words.EndsTomorrow,
        _ => Words.EndsInDays.With(days),
    };
}
