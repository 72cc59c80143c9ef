using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>A person's own page: what waits for their decision, what they asked for, and what is in force.</summary>
public static class HomeScreen
{
    /// <summary>How many lines a section has at the most; the heading says how many there are.</summary>
    public const int MostLines = 12;

    /// <summary>The page.</summary>
    /// <param name="waiting">What waits for the person's decision or look, riskiest first.</param>
    /// <param name="theirs">What they asked for or own, newest first.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="now">The instant (UTC).</param>
    public static HomeView Render(
        IReadOnlyList<ExceptionState> waiting, IReadOnlyList<ExceptionState> theirs, PolicyCatalog catalog, DateTimeOffset now)
    {
        // A renewal under review is a request of its own; the exception that it renews is in force and listed below.
        var inForce = theirs.Where(state => state.IsInForce(now)).OrderBy(state => Phrases.EndDay(state, catalog))
            .ThenBy(state => state.Id.Value, StringComparer.Ordinal).ToList();
        var asked = theirs.Except(inForce).OrderByDescending(state => state.IsOpen || state.IsRunning).ToList();
        var toAll = new CardAction { Verb = Verbs.Mine, Title = Words.More, IgnoresInputs = true };
        return new HomeView
        {
            Summary = Words.HomeHeading,
            Heading = Words.HomeHeading,
            Actions =
            [
                new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, Look = ActionLook.Positive, IgnoresInputs = true },
                new CardAction { Verb = Verbs.Help, Title = Words.Help, IgnoresInputs = true },
            ],
            Sections =
            [
                Section(Words.QueueHeading, Words.QueueEmpty, waiting, last => Phrases.Button(Verbs.QueueSkip, Words.More, last), state =>
                    (state.ProofSince is null ? Words.HomeWaiting : Words.HomeProof).With(
                        Phrases.Waiting(state, catalog), CatalogTime.Say(state.ProofSince ?? state.SubmittedAt, catalog.TimeZone))),
                Section(Words.MyRequests, Words.NoRequests, asked, _ => toAll, state =>
                    $"{Phrases.Status(state)} · {Phrases.Policy(state, catalog)}"),
                Section(Words.HomeInForce, Words.HomeNoneInForce, inForce, _ => toAll, state =>
                    Words.HomeUntil.With(Phrases.Policy(state, catalog), Phrases.Until(state, catalog))),
            ],
        };
    }

    // The last line of a section that is cut opens what follows the exception shown last.
    private static HomeSection Section(
        string heading, string empty, IReadOnlyList<ExceptionState> all, Func<ExceptionState, CardAction> more,
        Func<ExceptionState, string> text) => new(
        ShowMore.Heading(heading, 0, Math.Min(MostLines, all.Count), all.Count),
        [
            .. all.Take(MostLines).Select(state =>
                new ListLine(
                    $"{state.Id}{Phrases.Mark(state.Content!)} · {state.Content!.Title}", text(state),
                    Phrases.Button(Verbs.Status, Words.Open, state))),
            .. all.Count > MostLines
                ? [new ListLine(Words.HomeLeft.With(Phrases.Count(all.Count, MostLines)), "", more(all[MostLines - 1]))]
                : Array.Empty<ListLine>(),
        ],
        empty);
}
