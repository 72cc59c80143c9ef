using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>
/// The answer to a question: the catalog's words as they stand, or what the register holds and the person may see. Nothing else.
/// </summary>
internal static class AnswerScreen
{
    private const int MostLines = 15;

    /// <summary>What policies say, word for word, with their owners.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="asked">The question, which may become a request; empty for none.</param>
    public static ListView Policies(PolicyCatalog catalog, IReadOnlyList<Policy> policies, string asked)
    {
        var heading = policies is [var one] ? $"{one.Name} ({one.Id})" : Words.TalkSeveralPolicies;
        return new ListView
        {
            Summary = heading,
            Heading = heading,
            Intro = [.. policies.SelectMany(policy => Passage(catalog, policy, policies.Count > 1))],
            Lines = [],
            Actions = policies is [var only]
                ?
                [
                    new CardAction { Verb = Verbs.TalkAsk, Title = Words.AnswerAskFor, Value = $"{only.Id}={asked}", IgnoresInputs = true },
                    new CardAction { Verb = Verbs.TalkNoNeed, Title = Words.AnswerNoNeed, Value = only.Id, IgnoresInputs = true },
                ]
                : [],
        };
    }

    /// <summary>Who decides on a policy, by the risk, and why.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="routes">The ways that a request may take, each with its risk labels.</param>
    /// <param name="catalog">The catalog that serves.</param>
    public static ListView WhoDecides(
        Policy policy, IReadOnlyList<(IReadOnlyList<RiskLabel> Risks, RoutingResult Result)> routes, PolicyCatalog catalog)
    {
        var heading = Words.AnswerWhoHeading.With($"{policy.Name} ({policy.Id})");
        return new ListView
        {
            Summary = heading,
            Heading = heading,
            Intro =
            [
                .. routes.Select(route => new TextPart(
                    Words.AnswerWhoRisk.With(RouteExplanation.Or(route.Risks.Select(risk => risk.InWords()))),
                    route.Result is RoutingResult.Routed routed ? Way(routed.Route, catalog) : Words.AnswerWhoNobody)),
                TextPart.Paragraph(Words.AnswerWhoNote.With(catalog.NameOf(policy.Owner))),
            ],
            Lines = [],
        };
    }

    /// <summary>When what a person has ends.</summary>
    /// <param name="held">What is in force.</param>
    /// <param name="open">What waits for a decision.</param>
    /// <param name="shown">How much of it was shown before.</param>
    /// <param name="list">How the list is called by the button that shows more of it.</param>
    public static ListView Ends(
        IReadOnlyList<ExceptionState> held, IReadOnlyList<ExceptionState> open, int shown, string list, PolicyCatalog catalog,
        DateTimeOffset now) =>
        List(
            Words.AnswerEndsHeading,
            held.Count > 0 ? null : Words.AnswerEndsNone,
            [.. held, .. open],
            shown,
            list,
            state => Line(state, held.Contains(state) ? EndsOn(state, catalog, now)
                : Words.AnswerEndsAsked.With(Phrases.Status(state), CatalogTime.SayWithWeekday(Phrases.LastDay(state)))));

    /// <summary>Whether a thing is covered, as far as the person may see.</summary>
    /// <param name="thing">The thing, in the person's words.</param>
    /// <param name="states">What is in force and names it.</param>
    /// <param name="isPart">There is more than was looked through.</param>
    /// <param name="askFor">Who knows more.</param>
    /// <param name="shown">How many of them were shown before.</param>
    /// <param name="list">How the list is called by the button that shows more of it.</param>
    public static ListView Covered(
        string thing, IReadOnlyList<ExceptionState> states, bool isPart, PersonId askFor, int shown, string list, PolicyCatalog catalog,
        DateTimeOffset now) =>
        List(
            (states.Count > 0 ? Words.AnswerCovered : isPart ? Words.AnswerNotCoveredInPart : Words.AnswerNotCovered).With(thing),
            states.Count > 0 ? null
                : (isPart ? Words.AnswerNotCoveredInPartText : Words.AnswerNotCoveredText).With(catalog.NameOf(askFor)),
            states,
            shown,
            list,
            state => Line(state, EndsOn(state, catalog, now)));

    /// <summary>How long an exception may last, policy by policy.</summary>
    public static ListView HowLong(PolicyCatalog catalog) => new()
    {
        Summary = Words.AnswerHowLongDepends,
        Heading = Words.AnswerHowLongDepends,
        Intro = [.. catalog.Policies.Take(MostLines).Select(policy => new TextPart(
            $"{policy.Name} ({policy.Id})",
            policy.MaxDays is { } days ? Words.AnswerLongest.With(Phrases.Days(days)) : Words.AnswerNoLongest))],
        Lines = [],
    };

    /// <summary>Nothing here answers the question; a person is named who can.</summary>
    public static ListView Unknown(PersonId ask, PolicyCatalog catalog)
    {
        var sentence = Words.AnswerDontKnow.With(catalog.NameOf(ask));
        return ListView.Sentence(sentence) with { Intro = [TextPart.Paragraph(Words.AnswerDontKnowText)] };
    }

    /// <summary>Which of several exceptions is meant; the button that does what is wanted stands at each.</summary>
    /// <param name="fit">The exceptions, each with its button.</param>
    /// <param name="shown">How many of them were shown before.</param>
    /// <param name="verb">What is wanted.</param>
    /// <param name="policies">The ids of the policies that were named; none: all.</param>
    public static ListView Which(
        IReadOnlyList<(ExceptionState State, CardAction Button)> fit, int shown, string verb, IReadOnlyList<string> policies)
    {
        var buttons = fit.ToDictionary(one => one.State.Id, one => one.Button);
        return List(
            verb == Verbs.AskWithdraw ? Words.AnswerWhichWithdraw : Words.AnswerWhichOne,
            null,
            [.. fit.Select(one => one.State)],
            shown,
            ShowMore.Press(verb, policies),
            state => new ListLine(
                $"{state.Id}{Phrases.Mark(state.Content!)} · {state.Content!.Title}", Phrases.Status(state), buttons[state.Id]));
    }

    private static ListView List(
        string heading, string? none, IReadOnlyList<ExceptionState> states, int shown, string list, Func<ExceptionState, ListLine> render)
    {
        var before = shown < states.Count ? shown : 0;
        var lines = states.Skip(before).Take(MostLines).Select(render).ToList();
        var range = before == 0 ? $"{lines.Count}" : $"{before + 1}–{before + lines.Count}";
        return new ListView
        {
            Summary = heading,
            Heading = heading,
            Intro =
            [
                .. none is null ? [] : new[] { TextPart.Paragraph(none) },
                .. lines.Count < states.Count
                    ? [TextPart.Paragraph(Words.AnswerListCut.With(range, Phrases.Count(states.Count)))] : Array.Empty<TextPart>(),
            ],
            Lines = lines,
            Actions = ShowMore.Offer(list, before + lines.Count, states.Count) is { } more ? [more] : [],
        };
    }

    private static ListLine Line(ExceptionState state, string text) =>
        new($"{state.Id} · {state.Content!.Title}", text, Phrases.Button(Verbs.Status, Words.Open, state));

    private static string EndsOn(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        var day = Phrases.EndDay(state, catalog);
        var when = Phrases.IsRunningUnreviewed(state) ? Phrases.Until(state, catalog) : CatalogTime.SayWithWeekday(day);
        return CatalogTime.Days(CatalogTime.Today(now, catalog.TimeZone), day) is > 0 and var days
            ? Words.AnswerEndsLine.With(Phrases.Policy(state, catalog), when, Phrases.Days(days))
            : Words.AnswerEndsToday.With(Phrases.Policy(state, catalog), when);
    }

    private static IEnumerable<TextPart> Passage(PolicyCatalog catalog, Policy policy, bool named)
    {
        if (named)
        {
            yield return new TextPart(Words.LabelPolicy, $"{policy.Name} ({policy.Id})");
        }

        yield return new TextPart(Words.LabelPolicyText, policy.Text, Quoted: true);
        if (policy.Help is { Length: > 0 } help)
        {
            yield return new TextPart(Words.LabelHelp, help, Quoted: true);
        }

        yield return new TextPart(Words.AnswerOwner, catalog.NameOf(policy.Owner));
        if (policy.MaxDays is { } days)
        {
            yield return TextPart.Paragraph(Words.AnswerLongest.With(Phrases.Days(days)));
        }
    }

    private static string Way(Route route, PolicyCatalog catalog) => Words.AnswerWhoBecause.With(
        string.Join(Words.AnswerWhoThen, route.Stages.Select(stage => Stage(stage, catalog))),
        RouteExplanation.Because(route.Reasons.InNames(catalog)));

    private static string Stage(RoutedStage stage, PolicyCatalog catalog)
    {
        var people = stage.People.Select(person => catalog.NameOf(person.Person)).ToList();
        var who = stage.NeedsAll || stage.Seats == people.Count ? string.Join(", ", people)
            : stage.Seats == 1 ? RouteExplanation.Or(people)
            : Words.AnswerWhoSeats.With(stage.Seats, string.Join(", ", people));
        return $"{who} ({RouteExplanation.GroupName(stage)})";
    }
}
