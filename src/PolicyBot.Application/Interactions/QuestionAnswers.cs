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
    IndexedExceptions indexed, AssessAndRoute routing, ExceptionPages pages, ChatIntake chat, ChatMetrics metrics, ICatalog catalog,
    TimeProvider time)
{
    private const int MostRead = 200;
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
            LookUpKind.Help => await chat.HelpAsync(turn, cancellationToken),
            LookUpKind.Policy when policies.Count is > 0 and <= ShownPolicies => Of(AnswerScreen.Policies(
                catalog.Current, policies, text.Length <= KeptOfQuestion ? text : "")),
            LookUpKind.WhoDecides when policies is [var policy] => Of(await WhoDecidesAsync(turn.Person, policy, cancellationToken)),
            LookUpKind.WhoDecides when policies.Count > 1 =>
                Of(AnswerScreen.Policies(catalog.Current, [.. policies.Take(ShownPolicies)], "")),
            LookUpKind.MyEnd => Of(await EndsAsync(turn.Person, asked.Policies, cancellationToken)),
            LookUpKind.MyStatus => await MyStatusAsync(turn, talk, cancellationToken),
            LookUpKind.Covered => Of(await CoveredAsync(turn.Person, asked, cancellationToken)),
            LookUpKind.List => Of(AnswerScreen.InForce(
                await InForceAsync(turn.Person, asked, cancellationToken), asked.Policies, catalog.Current, time.GetUtcNow())),
            LookUpKind.Withdraw => await WithdrawAsync(turn, talk, cancellationToken),
            _ => Of(AnswerScreen.Unknown(Knows(policies), catalog.Current)),
        };
        return talk is null || asked.Kind is LookUpKind.Thanks or LookUpKind.Help or LookUpKind.Withdraw || answer.View is not ListView list
            ? answer : answer with { View = WithWayBack(list, talk) };
    }

    /// <summary>A person found that they need no exception: that is counted.</summary>
    internal Answer CountNoNeed(ButtonAction press)
    {
        if (catalog.Current.Policy(press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "") is { } policy)
        {
            metrics.NeededNone(policy.Id);
        }

        return new Answer(ListView.Sentence(Words.AnswerNoNeedDone));
    }

    private static Answer Of(ListView view) => new(view);

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

    private async Task<ListView> EndsAsync(PersonId person, IReadOnlyList<Policy> policies, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var theirs = (await MineAsync(person, cancellationToken)).Where(state => IsUnder(state, policies)).ToList();
        var held = theirs.Where(state => state.IsInForce(now)).OrderBy(Phrases.LastDay).ToList();
        return AnswerScreen.Ends(held, [.. theirs.Where(state => state.IsOpen && !state.IsInForce(now))], catalog.Current, now);
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

    private async Task<ListView> CoveredAsync(PersonId person, LookUp asked, CancellationToken cancellationToken)
    {
        var found = await InForceAsync(person, asked, cancellationToken);
        var mine = Myself.Contains(asked.Thing);
        string[] words = [.. PolicyWords.Plain(asked.Thing).Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Articles)];
        var covering = found.Where(state => mine ? state.IsParty(person) : Names(state, words)).ToList();
        return AnswerScreen.Covered(asked.Thing, covering, Knows(asked.Policies), catalog.Current, time.GetUtcNow());
    }

    private static readonly HashSet<string> Myself = new(["i", "we", "ich", "wir", "my request"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] Articles = [.. "the a an my our der die das den dem mein meine unser unsere".Split(' ')];

    private static bool Names(ExceptionState state, string[] words)
    {
        var content = state.Content!;
        var said = PolicyWords.Plain(string.Join(' ', [content.Title, content.Scope, .. content.Assets]));
        return words.Length > 0 && words.All(word => said.Contains($" {word} ", StringComparison.Ordinal));
    }

    // What the person asked for or owns, what names the thing, and what stands under the policies that are asked about or looked after.
    private async Task<IReadOnlyList<ExceptionState>> InForceAsync(PersonId person, LookUp asked, CancellationToken cancellationToken)
    {
        var (current, now) = (catalog.Current, time.GetUtcNow());
        var everything = Access.CanExportEverything(Subject.From(current, person));
        var policies = asked.Policies.Count > 0 ? asked.Policies
            : [.. current.Policies.Where(policy =>
                everything || policy.Owner == person || current.FindArea(policy.AreaId)?.Owner == person).Take(MostRead)];
        string[] headings =
        [
            IndexHeading.ForPerson(person), IndexHeading.WaitingFor(person),
            .. asked.Thing.Length > 0 ? [IndexHeading.ActiveFor(asked.Thing)] : Array.Empty<string>(),
            .. policies.Select(policy => IndexHeading.ActiveUnder(policy.Id)),
        ];
        var asker = new Asker(person, current, now);
        var found = new Dictionary<ExceptionId, ExceptionState>();
        foreach (var heading in headings)
        {
            foreach (var state in await indexed.FindAsync(heading, MostRead, cancellationToken))
            {
                found[state.Id] = state;
            }
        }

        return
        [
            .. found.Values.Where(state => state.IsInForce(now) && IsUnder(state, asked.Policies) && ExceptionScreen.MaySee(state, asker))
                .OrderBy(Phrases.LastDay).ThenBy(state => state.Id.Value, StringComparer.Ordinal),
        ];
    }

    private async Task<Answer> WithdrawAsync(Interaction turn, Draft? talk, CancellationToken cancellationToken)
    {
        var asker = new Asker(turn.Person, catalog.Current, time.GetUtcNow());
        var open = (await MineAsync(turn.Person, cancellationToken))
            .Where(state => Access.WhyNotWithdraw(state, asker.WithRoles(state)) is null).ToList();
        return open switch
        {
            [] when talk is not null =>
                await chat.GoOnAsync(turn, "cancel", cancellationToken) ?? new Answer(ListView.Sentence(Words.Discarded)),
            [] => new Answer(ListView.Sentence(Words.AnswerNothingToWithdraw)),
            [var one] => new Answer(
                StatusScreen.Render(one, catalog.Current, turn.Person, asker.Now) with { Done = Words.AnswerPressWithdraw }, one.Id),
            _ => new Answer(AnswerScreen.WhichToWithdraw(open)),
        };
    }

    private async Task<List<ExceptionState>> MineAsync(PersonId person, CancellationToken cancellationToken) =>
        [.. (await indexed.FindAsync(IndexHeading.ForPerson(person), MostRead, cancellationToken)).Where(state => state.IsParty(person))];

    private static bool IsUnder(ExceptionState state, IReadOnlyList<Policy> policies) =>
        policies.Count == 0
        || policies.Any(policy => string.Equals(policy.Id, state.Content?.PolicyId, StringComparison.OrdinalIgnoreCase));

    private PersonId Knows(IReadOnlyList<Policy> policies) =>
        policies is [var policy, ..] ? policy.Owner
        : catalog.Current.Roles.Administrators is [var administrator, ..] ? administrator
        : catalog.Current.Areas[0].Owner;
}
