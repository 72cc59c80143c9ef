using System.Globalization;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>What was found.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="States">What the person may see of it, in order.</param>
/// <param name="Unknown">Words of theirs that lead to nothing.</param>
/// <param name="LookedThrough">How many that the person may see were looked through.</param>
/// <param name="After">The place after which they were read; empty for the beginning.</param>
/// <param name="Next">The place after which there may be more; empty: there is none.</param>
internal sealed record FoundExceptions(
    ListQuery Query, IReadOnlyList<ExceptionState> States, IReadOnlyList<string> Unknown, int LookedThrough, string After, string Next)
{
    /// <summary>How many there are to look through, of what the person may see, from the beginning; 0: it is not known.</summary>
    public int Of { get; init; }
}

/// <summary>A list of what was asked for in words.</summary>
internal static class FoundScreen
{
    private const int MostLines = 15;

    /// <summary>The list, or that there is none.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="shown">How many of it were shown before.</param>
    /// <param name="catalog">The catalog.</param>
    public static ListView Render(FoundExceptions found, int shown, PolicyCatalog catalog)
    {
        var (states, query) = (found.States, found.Query);
        var before = shown < states.Count ? shown : 0;
        var lines = states.Skip(before).Take(MostLines).ToList();
        var heading = ShowMore.Heading(Words.ListHeading, before, lines.Count, states.Count);
        return new ListView
        {
            Summary = heading,
            Heading = heading,
            Intro =
            [
                TextPart.Paragraph(Words.ListFound.With(Phrases.Count(states.Count), Understood(query))),
                .. found.Unknown.Count > 0
                    ? [TextPart.Paragraph(
                        Words.ListUnknown.With(string.Join(", ", found.Unknown.Select(word => Words.ListWord.With(word)))))]
                    : states.Count == 0 && found.Next.Length == 0 ? [TextPart.Paragraph(Words.AnswerListNone)]
                    : Array.Empty<TextPart>(),
                .. query.IsLive ? Array.Empty<TextPart>() : [TextPart.Paragraph(Words.ListRetired)],
            ],
            Lines = [.. lines.Select(state => ExceptionPages.Line(state, catalog))],
            Actions =
            [
                .. ShowMore.Offer(ShowMore.Found(found.After, query.Text), before + lines.Count, states.Count) is { } more
                    ? [more] : Array.Empty<CardAction>(),
            ],
        }.WithRest(found);
    }

    /// <summary>A list with a button that looks through the next, where not all was looked through.</summary>
    /// <param name="view">The list.</param>
    /// <param name="found">What was found, and what was not looked through.</param>
    /// <param name="list">How the next is called by the button; null: by the words that were asked for.</param>
    public static ListView WithRest(this ListView view, FoundExceptions found, string? list = null) =>
        found.Next.Length == 0 ? view : view with
        {
            Intro =
            [
                .. view.Intro,
                TextPart.Paragraph(found.Of > found.LookedThrough
                    ? Words.ListLookedThroughOf.With(Number(found.LookedThrough), Number(found.Of))
                    : Words.ListLookedThrough.With(Number(found.LookedThrough))),
            ],
            Actions =
            [
                .. view.Actions,
                ShowMore.Offer(list ?? ShowMore.Found(found.Next, found.Query.Text), 0, 1)! with { Title = Words.ListGoOn },
            ],
        };

    private static string Number(int number) => number.ToString("N0", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name));

    // "in force, high risk, SEC-MFA, “build”": what was understood of the words.
    internal static string Understood(ListQuery query)
    {
        string[] said =
        [
            .. query.Mine ? [Words.ListMine] : Array.Empty<string>(),
            .. query.States.Select(Say),
            .. query.States.Count == 0 ? [query.Ended ? Words.ListAll : Words.ListLive] : Array.Empty<string>(),
            .. query.Risks.Select(Phrases.Risk),
            .. query.Confidential ? [Words.ListConfidential] : Array.Empty<string>(),
            .. query.Policies.Select(policy => policy.Id),
            .. query.Area.Length > 0 ? [query.Area] : Array.Empty<string>(),
            .. query.Person is { } person ? [person.Address] : Array.Empty<string>(),
            .. query.Words.Select(word => Words.ListWord.With(word)),
        ];
        return string.Join(", ", said);
    }

    private static string Say(ListState state) => state switch
    {
        ListState.InForce => Words.ListInForce,
        ListState.Expiring => Words.ListExpiring.With(ListQuery.SoonDays),
        ListState.Suspended => Words.StatusSuspended,
        ListState.Open => Words.ListOpen,
        ListState.Ended => Words.ListEnded,
        ListState.Expired => Words.StatusExpired,
        ListState.Closed => Words.StatusClosed,
        ListState.Revoked => Words.StatusRevoked,
        ListState.Rejected => Words.StatusRejected,
        ListState.Withdrawn => Words.StatusWithdrawn,
        ListState.Lapsed => Words.StatusLapsed,
        _ => Words.StatusRenewed,
    };
}
