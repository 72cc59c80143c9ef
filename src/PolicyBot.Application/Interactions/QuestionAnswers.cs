using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Interactions;

/// <summary>Answers questions out of the catalog and of what the person may see. It begins no draft and changes nothing.</summary>
public sealed class QuestionAnswers(
    IndexedExceptions indexed, ExceptionLists lists, AssessAndRoute routing, ExceptionPages pages, ChatIntake chat, ICatalog catalog,
    TimeProvider time)
{
    private const int UsualDays = 30;
    private const int ShownPolicies = 3;
    private const int KeptOfQuestion = 300;

    /// <summary>Answers a question.</summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="asked">What they want to know.</param>
    /// <param name="text">Their words.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> AnswerAsync(Interaction turn, LookUp asked, string text, CancellationToken cancellationToken)
    {
        var talk = await chat.FindOpenAsync(turn.Person, cancellationToken);
        var policies = asked.Policies.Count > 0 || talk is null || catalog.Current.Policy(ChatIntake.PolicyIn(talk)) is not { } chosen
            ? asked.Policies : [chosen];
        var answer = asked.Kind switch
        {
            LookUpKind.Thanks => new Answer(ListView.Sentence(Words.AnswerThanks)),
            LookUpKind.Help => await chat.HelpAsync(turn, pages.Help(turn.Person), cancellationToken),
            LookUpKind.Policy when policies.Count is > 0 and <= ShownPolicies => Show(AnswerScreen.Policies(
                catalog.Current, policies, text.Length <= KeptOfQuestion ? text : "")),
            LookUpKind.WhoDecides when policies is [var policy] => Show(await WhoDecidesAsync(turn.Person, policy, cancellationToken)),
            LookUpKind.WhoDecides when policies.Count > 1 =>
                Show(AnswerScreen.Policies(catalog.Current, [.. policies.Take(ShownPolicies)], "")),
            LookUpKind.MyEnd => Show(await EndsAsync(turn.Person, asked.Policies, 0, cancellationToken)),
            LookUpKind.Existing => await ExistingAsync(turn, asked, cancellationToken),
            LookUpKind.MyStatus when asked.Number is { } id => await ShowAsync(turn, id, cancellationToken),
            LookUpKind.MyStatus => await MyStatusAsync(turn, talk, cancellationToken),
            LookUpKind.Covered => Show(await CoveredAsync(turn.Person, asked.Policies, asked.Thing, "", 0, cancellationToken)),
            LookUpKind.List => Show(await ListAsync(turn.Person, ListText(asked), "", 0, cancellationToken)),
            LookUpKind.WhoSees => Show(ListView.Sentence(Words.AnswerWhoSees)),
            LookUpKind.HowLong => Show(AnswerScreen.HowLong(catalog.Current)),
            LookUpKind.HowToRenew => await HowToRenewAsync(turn, cancellationToken),
            LookUpKind.Withdraw => await WithdrawAsync(turn, talk, cancellationToken),
            _ => Show(AnswerScreen.Unknown(Knows(policies), catalog.Current)),
        };
        return talk is null || asked.Kind is LookUpKind.Thanks or LookUpKind.Help or LookUpKind.Withdraw || answer.View is not ListView list
            ? answer : answer with { View = WithWayBack(list, talk) };
    }

    /// <summary>Goes on with a list that answers a question.</summary>
    /// <param name="person">Who reads it.</param>
    /// <param name="list">How the list is called by the button that was pressed.</param>
    /// <param name="shown">How many of it were shown before.</param>
    /// <returns>Null: it is a list of something else.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<ListView?> GoOnAsync(PersonId person, string list, int shown, CancellationToken cancellationToken) =>
        ShowMore.FoundIn(list) is { } found ? await ListAsync(person, found.Text, found.After, shown, cancellationToken)
        : ShowMore.EndsIn(list) is { } ends ? await EndsAsync(person, Named(ends), shown, cancellationToken)
        : ShowMore.CoveredIn(list) is { } covered
            ? await CoveredAsync(person, Named(covered.Policies), covered.Thing, covered.After, shown, cancellationToken)
        : ShowMore.PressIn(list) is { } press
            ? AnswerScreen.Which(
                await pages.PressableAsync(person, press.Verb, press.Policies, cancellationToken), shown, press.Verb, press.Policies)
        : null;

    /// <summary>Lists what a person asks for in words.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="text">Their words, with the command.</param>
    /// <param name="after">The place after which an earlier answer goes on; empty for the beginning.</param>
    /// <param name="shown">How many of what is found there were shown before.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<ListView> ListAsync(
        PersonId person, string text, string after, int shown, CancellationToken cancellationToken) =>
        ListWords.Read(text, catalog.Current) is { IsEmptySearch: false } query
            ? await pages.ListAsync(person, query, after, shown, cancellationToken)
            : ListView.Sentence(Words.FindWhat);

    private static Answer Show(ListView view) => new(view);

    // What was said, or what it was about.
    private static string ListText(LookUp asked) =>
        asked.Said.Length > 0 ? asked.Said : $"list {string.Join(' ', asked.Policies.Take(ShownPolicies).Select(policy => policy.Id))}";

    private static ListView WithWayBack(ListView view, Draft talk) => view with
    {
        Intro = [.. view.Intro, TextPart.Paragraph(Words.AnswerDraftWaits.With(talk.Id))],
        Actions =
        [
            new CardAction { Verb = Verbs.TalkWith, Title = Words.AnswerGoOn.With(talk.Id), Id = talk.Id, Value = talk.Id.Value,
                IgnoresInputs = true },
            .. view.Actions.Where(action => action.Verb != Verbs.TalkAsk),
        ],
    };

    private async Task<ListView> WhoDecidesAsync(PersonId person, Policy policy, CancellationToken cancellationToken)
    {
        var days = Math.Min(UsualDays, policy.MaxDays ?? UsualDays);
        var content = new RequestContent
        {
            PolicyId = policy.Id,
            Title = "",
            Justification = "",
            ExpiresOn = CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone).AddDays(days),
            OwnerEmail = person,
        };
        var routes = new List<(List<RiskLabel> Risks, RoutingResult Result)>();
        foreach (var risk in Enum.GetValues<RiskLabel>().Where(risk => risk >= policy.RiskFloor))
        {
            var result = await routing.RouteAsync(content, policy, risk, days, 0, person, cancellationToken);
            if (routes.Count > 0 && Rule(routes[^1].Result) == Rule(result))
            {
                routes[^1].Risks.Add(risk);
            }
            else
            {
                routes.Add(([risk], result));
            }
        }

        return AnswerScreen.WhoDecides(
            policy, [.. routes.Select(route => ((IReadOnlyList<RiskLabel>)route.Risks, route.Result))], catalog.Current);
    }

    private static string Rule(RoutingResult result) => result switch
    {
        RoutingResult.Routed routed => routed.Route.RuleId,
        RoutingResult.Nobody nobody => $"nobody|{nobody.Route.RuleId}",
        _ => "",
    };

    private async Task<ListView> EndsAsync(
        PersonId person, IReadOnlyList<Policy> policies, int shown, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ids = policies.Select(policy => policy.Id).ToList();
        var query = new ListQuery
        {
            Text = string.Join(' ', ["list my in force open", .. ids]),
            States = [ListState.InForce, ListState.Open],
            Policies = policies,
            Mine = true,
        };
        var found = await lists.FindAsync(person, query, "", cancellationToken);
        var states = found.Next.Length == 0 ? found.States // else there may be what they were only asked to decide before their own
            : (await MineAsync(person, cancellationToken)).Where(state => state.IsRunning || state.IsOpen || state.IsInForce(now))
                .Where(state => ids.Count == 0 || ids.Contains(state.Content!.PolicyId, StringComparer.OrdinalIgnoreCase)).ToList();
        return AnswerScreen.Ends(
            [.. states.Where(state => state.IsInForce(now)).OrderBy(state => Phrases.EndDay(state, catalog.Current))],
            [.. states.Where(state => !state.IsInForce(now))], shown, ShowMore.Ends(ids), catalog.Current, now);
    }

    private async Task<Answer> MyStatusAsync(Interaction turn, Draft? talk, CancellationToken cancellationToken)
    {
        var theirs = await MineAsync(turn.Person, cancellationToken);
        return theirs.Count == 0 && talk is not null
            ? new Answer(ListView.Sentence(Words.AnswerDraftUnsent.With(talk.Id)) with { Intro = [] })
            : theirs.Where(state => state.IsOpen).ToList() is [var open]
            ? await pages.StatusAsync(turn.Person, open.Id.Value, cancellationToken)
            : theirs is [var only] ? await pages.StatusAsync(turn.Person, only.Id.Value, cancellationToken)
            : await pages.MineAsync(turn.Person, 0, cancellationToken);
    }

    // What has the thing's longest word is read first, and only where none of it covers the thing all that is in force: a long scope is not
    // found by each of its words. Either way no more than a list looks through, and the answer says what is left.
    private async Task<ListView> CoveredAsync(
        PersonId person, IReadOnlyList<Policy> policies, string thing, string after, int shown, CancellationToken cancellationToken)
    {
        var mine = Myself.Contains(thing);
        string[] words = [.. PolicyWords.Plain(thing).Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Articles)];
        var ids = policies.Select(policy => policy.Id).ToList();
        var query = new ListQuery
        {
            Text = string.Join(' ', [mine ? "list my in force" : "list in force", .. mine ? [] : words, .. ids]),
            States = [ListState.InForce],
            Policies = policies,
            Mine = mine,
            Words = mine ? [] : words,
        };
        var found = new FoundExceptions(query, [], [], 0, "", "");
        if (after.Length == 0 && (mine || words.Length > 0))
        {
            found = await lists.FindAsync(person, query, "", cancellationToken);
        }

        var (covering, next) = (Covering(), (string?)null);
        if (covering.Count == 0 && found.Next.Length == 0 && !mine && words.Length > 0)
        {
            found = await lists.FindAsync(person, query with { Words = [] }, after, cancellationToken);
            (covering, next) = (Covering(), ShowMore.Covered(ids, found.Next, thing));
        }

        return AnswerScreen.Covered(
            thing, covering, after.Length > 0 || found.Next.Length > 0, Knows(policies), shown, ShowMore.Covered(ids, after, thing),
            catalog.Current, time.GetUtcNow()).WithRest(found, next);

        List<ExceptionState> Covering() =>
        [
            .. found.States.Where(state => mine || Names(state, words))
                .OrderBy(state => Phrases.EndDay(state, catalog.Current)).ThenBy(state => state.Id.Value, StringComparer.Ordinal),
        ];
    }

    private static readonly HashSet<string> Myself = new(["i", "we", "ich", "wir", "my request"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] Articles = [.. "the a an my our der die das den dem mein meine unser unsere".Split(' ')];

    private static bool Names(ExceptionState state, string[] words)
    {
        var content = state.Content!;
        var said = PolicyWords.Plain(string.Join(' ', [content.Title, content.Scope, .. content.Assets]));
        return words.Length > 0 && words.All(word => said.Contains($" {word} ", StringComparison.Ordinal));
    }

    private async Task<Answer> WithdrawAsync(Interaction turn, Draft? talk, CancellationToken cancellationToken) =>
        await pages.PressableAsync(turn.Person, Verbs.AskWithdraw, [], cancellationToken) is { Count: > 0 } open
            ? await pages.ToPressAsync(turn.Person, open, Verbs.AskWithdraw, [], cancellationToken)
        : talk is not null
            ? await chat.GoOnAsync(turn, "cancel", cancellationToken) ?? new Answer(ListView.Sentence(Words.Discarded.With(talk.Id)))
        : new Answer(ListView.Sentence(Words.AnswerNothingToWithdraw));

    private async Task<Answer> HowToRenewAsync(Interaction turn, CancellationToken cancellationToken) =>
        await pages.PressableAsync(turn.Person, Verbs.Renew, [], cancellationToken) is { Count: > 0 } running
            ? await pages.ToPressAsync(turn.Person, running, Verbs.Renew, [], cancellationToken)
            : Show(ListView.Sentence(Words.AnswerHowToRenew));

    // The card with the button: words alone change nothing.
    private async Task<Answer> ExistingAsync(Interaction turn, LookUp asked, CancellationToken cancellationToken)
    {
        if (asked.Number is { } id)
        {
            var answer = await ShowAsync(turn, id, cancellationToken);
            return answer.View is not StatusView status ? answer : answer with
            {
                View = status.Actions.FirstOrDefault(action => ExceptionPages.IsOf(action, asked.Verb)) is { } there
                    ? status with { Done = Words.AnswerPress.With(there.Title) }
                    : status with { Fault = Words.AnswerNotNow },
            };
        }

        List<string> policies = [.. asked.Policies.Select(policy => policy.Id)];
        var fit = await pages.PressableAsync(turn.Person, asked.Verb, policies, cancellationToken);
        fit = fit.Count > 0 ? fit : await pages.PressableAsync(turn.Person, asked.Verb, policies = [], cancellationToken);
        if (fit.Count > 0)
        {
            return await pages.ToPressAsync(turn.Person, fit, asked.Verb, policies, cancellationToken);
        }

        var mine = await pages.MineAsync(turn.Person, 0, cancellationToken);
        return mine with { View = mine.View with { Fault = Words.AnswerNoneFits } };
    }

    private async Task<Answer> ShowAsync(Interaction turn, ExceptionId id, CancellationToken cancellationToken) =>
        await chat.ShowAsync(turn, id.Value, cancellationToken) ?? await pages.StatusAsync(turn.Person, id.Value, cancellationToken);

    private List<Policy> Named(IEnumerable<string> ids) => [.. ids.Select(catalog.Current.Policy).OfType<Policy>()];

    private async Task<List<ExceptionState>> MineAsync(PersonId person, CancellationToken cancellationToken) =>
        [
            .. await indexed.FindAsync(
                IndexHeading.ForPerson(person), IndexedExceptions.All, cancellationToken, keep: state => state.IsParty(person)),
        ];

    private PersonId Knows(IReadOnlyList<Policy> policies) =>
        policies is [var policy, ..] ? policy.Owner
        : catalog.Current.Roles.Administrators is [var administrator, ..] ? administrator
        : catalog.Current.Areas[0].Owner;
}
