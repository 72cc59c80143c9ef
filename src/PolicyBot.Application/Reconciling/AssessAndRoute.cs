using System.Collections.Concurrent;
using System.Globalization;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Reconciling;

/// <summary>Assesses what is asked for and finds who decides: the rubric at once, the model within its time.</summary>
/// <param name="catalog">The catalog that serves.</param>
/// <param name="reachability">Who can be asked at all.</param>
/// <param name="assessors">The model; none when none is configured.</param>
/// <param name="pace">How often it may be asked.</param>
/// <param name="precedents">What was decided before.</param>
public sealed class AssessAndRoute(ICatalog catalog, Reachability reachability, IEnumerable<IRiskAssessor> assessors, AssessmentPace pace, Precedents precedents)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ModelAnswer>>> _asking = new(StringComparer.Ordinal);

    /// <summary>Whether a model is configured.</summary>
    public bool HasModel => assessors.Any();

    /// <summary>Asks the model; null when there is none. Who asks the same while it is being asked gets the same answer: a preview that is sent before it came.</summary>
    /// <param name="content">What is asked for.</param>
    /// <param name="durationDays">Days from the day of submission to the end.</param>
    /// <param name="requester">Who asks: their calls are counted.</param>
    public async Task<ModelAnswer?> AskAsync(RequestContent content, int durationDays, PersonId requester, CancellationToken cancellationToken)
    {
        if (assessors.FirstOrDefault() is not { } assessor || catalog.Current.Policy(content.PolicyId) is not { } policy)
        {
            return null;
        }

        var input = new AssessmentInput(
            policy.Id, policy.Name, policy.Text, content.Title, content.Justification, content.Scope, content.CompensatingControls, content.ImpactIfDenied, content.Fields, durationDays);
        return await _asking.GetOrAdd(KeyOf(input, requester), key => new Lazy<Task<ModelAnswer>>(() => AskAsync(key, assessor, input, requester, cancellationToken))).Value;
    }

    private async Task<ModelAnswer> AskAsync(string key, IRiskAssessor assessor, AssessmentInput input, PersonId requester, CancellationToken cancellationToken)
    {
        try
        {
            return pace.TryTake(requester) ? await assessor.AssessAsync(input, cancellationToken) : new ModelAnswer.Unavailable(AssessmentPace.Limited);
        }
        finally
        {
            _asking.TryRemove(key, out _);
        }
    }

    private static string KeyOf(AssessmentInput input, PersonId requester) => string.Join('\u001f', [
        requester.Value, input.PolicyId, input.PolicyText, input.Title, input.Justification, input.Scope, input.CompensatingControls, input.ImpactIfDenied,
        input.DurationDays.ToString(CultureInfo.InvariantCulture),
        .. input.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}\u001e{field.Value}")]);

    /// <summary>Puts both assessors' results together.</summary>
    /// <param name="content">What is asked for.</param>
    /// <param name="policy">The policy it is about.</param>
    /// <param name="durationDays">Days from the day of submission to the end.</param>
    /// <param name="requester">Who asks.</param>
    /// <param name="answer">What the model said; null when it was not asked or has not answered.</param>
    /// <param name="whyNot">Why there is no answer; null when none is wanted.</param>
    public Assessment Assess(
        RequestContent content, Policy policy, int durationDays, PersonId requester, ModelAnswer? answer, string? whyNot = null)
    {
        var model = (answer as ModelAnswer.Answered)?.Result;
        var combined = Rubric.Combine(Rubric.Assess(catalog.Current, policy, content.ToRequestFacts(durationDays, requester), model), model, policy.RiskFloor);
        return combined with { FallbackWhy = (answer as ModelAnswer.Unavailable)?.Why ?? whyNot };
    }

    /// <summary>Finds who decides.</summary>
    public async Task<RoutingResult> RouteAsync(
        RequestContent content, Policy policy, RiskLabel risk, int durationDays, int renewal, PersonId requester, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var question = new RoutingQuestion(
            policy, risk, durationDays, renewal, content.Department.Length == 0 ? null : content.Department, content.Fields, requester, content.OwnerEmail);
        var reachable = await reachability.AmongAsync(Router.Candidates(current, question), cancellationToken);
        return Router.Route(current, question, reachable.Contains);
    }

    /// <summary>Freezes an assessment and its route, and what approvers are shown of earlier decisions.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="content">What is asked for.</param>
    /// <param name="assessment">Its assessment.</param>
    /// <param name="route">Who decides.</param>
    public async Task<AssessedRoute> FreezeAsync(ExceptionId id, RequestContent content, Assessment assessment, Route route, CancellationToken cancellationToken) => new(
        assessment,
        new ReviewPolicy(route.Tier, route.RuleId, assessment.Label, catalog.Current.Hash, route.Stages, route.Explanation)
        {
            Hours = catalog.Current.Review.Hours,
            Precedents = await precedents.OfAsync(id, content, cancellationToken),
        });

    /// <summary>Assesses and routes a submitted revision; null when nobody can review it now.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="answer">What the model said of it; null when there is none.</param>
    public async Task<AssessedRoute?> OfAsync(ExceptionState state, ModelAnswer? answer, CancellationToken cancellationToken)
    {
        var content = state.Content!;
        if (catalog.Current.Policy(content.PolicyId) is not { } policy)
        {
            return null;
        }

        var assessment = Assess(content, policy, state.DurationDays, state.Requester, answer);
        return await RouteAsync(content, policy, assessment.Label, state.DurationDays, state.Renewal, state.Requester, cancellationToken) is RoutingResult.Routed routed
            ? await FreezeAsync(state.Id, content, assessment, routed.Route, cancellationToken)
            : null;
    }
}
