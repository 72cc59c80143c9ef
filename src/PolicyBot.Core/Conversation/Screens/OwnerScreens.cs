using PolicyBot.Core.Catalog;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Time;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Conversation.Screens;

/// <summary>What an owner is asked: to accept, and what to do before the end.</summary>
internal static class OwnerScreens
{
    /// <summary>How many days reviewers need for a renewal: the last sensible day to ask for one lies that long before the end.</summary>
    public const int DaysForReview = 3;

    /// <summary>Somebody was named owner and is asked whether they accept.</summary>
    public static StatusView Asked(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Summary = Words.OwnerAskSummary.With(state.RequesterName, state.Content!.Title),
        Heading = $"{state.Id} · {Words.OwnerAskHeading}",
        Tone = Tone.Attention,
        Parts =
        [
            TextPart.Paragraph(Words.OwnerAskText.With(state.RequesterName)),
            new(Words.LabelTitle, state.Content.Title, Quoted: true),
            new(Words.LabelPolicy, Say.Policy(state, catalog)),
            new(Words.LabelScope, state.Content.Scope, Quoted: true),
            new(Words.LabelWhy, state.Content.Justification, Quoted: true),
            new(Words.LabelUntil, CatalogTime.Say(state.Content.ExpiresOn)),
        ],
        Whole = Say.Button(Verbs.Details, Words.Details, state),
        Actions = [Say.Button(Verbs.OwnerAccept, Words.IAccept, state, ActionLook.Positive), Say.Button(Verbs.OwnerDecline, Words.NotMe, state)],
    };

    /// <summary>The end comes near: what can be done, until when, and what happens when nothing is done.</summary>
    /// <param name="state">An exception in force.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    public static StatusView Ping(ExceptionState state, PolicyCatalog catalog, DateOnly today)
    {
        var lastDay = Say.LastDay(state);
        var canRenew = StatusScreen.CanRenew(state, catalog);
        var left = RequestCheck.Days(today, lastDay);
        var sensible = lastDay.AddDays(-DaysForReview);
        List<CardAction> buttons = canRenew ? [Say.Button(Verbs.Renew, Words.Renew, state, ActionLook.Positive)] : [];
        buttons.Add(Say.Button(Verbs.AskClose, Words.CloseFixed, state));
        buttons.Add(Say.Button(Verbs.LetItEnd, Words.LetItEnd, state));
        return new StatusView
        {
            Summary = Words.PingSummary.With(state.Content!.Title, CatalogTime.Say(lastDay)),
            Heading = $"{state.Id} · {EndsIn(left)}",
            Tone = Tone.Attention,
            Parts =
            [
                TextPart.Paragraph(state.Content.Title) with { Quoted = true },
                new(Words.LabelPolicy, Say.Policy(state, catalog)),
                new(Words.LabelUntil, CatalogTime.Say(lastDay)),
                TextPart.Paragraph(state.RenewedBy is { } renewal ? Words.RenewalUnderWay.With(renewal) : !canRenew ? Words.PingNoRenewal : sensible > today ? Words.PingRenewBy.With(CatalogTime.Say(sensible), DaysForReview) : Words.PingRenewNow.With(DaysForReview)),
                TextPart.Paragraph(Words.PingNothingDone.With(CatalogTime.Say(lastDay))),
            ],
            Actions = buttons,
        };
    }

    private static string EndsIn(int days) => days switch
    {
        <= 0 => Words.EndsToday,
        1 => Words.EndsTomorrow,
        _ => Words.EndsInDays.With(days),
    };
}
