using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Reconciling;

/// <summary>Assesses what is asked for and finds who decides.</summary>
/// <param name="catalog">The catalog that serves.</param>
/// <param name="reachability">Who can be asked at all, and in which language.</param>
/// <param name="questions">What a model is asked, if there is one.</param>
/// <param name="precedents">What was decided before.</param>
public sealed class AssessAndRoute(ICatalog catalog, Reachability reachability, ModelQuestions questions, Precedents precedents)
{
    /// <summary>Whether a model is configured.</summary>
    public bool HasModel => questions.HasModel;

    /// <summary>
    /// What the model is asked about a submitted revision, in the language that its requester is written to; null when there is no model,
    /// or no such policy.
    /// </summary>
    public async Task<ModelQuestion?> FindQuestionAsync(ExceptionState state, CancellationToken cancellationToken) => HasModel
        ? questions.About(
            state.Content!, state.DurationDays, state.Requester,
            await reachability.AccountsAsync(state.Requester, cancellationToken) is [var first, ..] ? first.Language : Languages.Default)
        : null;

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
        using var language = Languages.Use(Languages.Default); // it is stored
        var asked = content.ToRequestFacts(durationDays, requester);
        var facts = asked with { Fields = catalog.Current.Assets.With(asked.Fields, content.Assets) };
        var model = answer is ModelAnswer.Answered { Result: var said }
            ? said with { Missing = [.. said.Missing.Where(tag => !facts.Answers(tag))] } : null;
        var combined = Rubric.Combine(Rubric.Assess(catalog.Current, policy, facts, model), model, policy.RiskFloor);
        return combined with { FallbackWhy = (answer as ModelAnswer.Unavailable)?.Why ?? whyNot };
    }

    /// <summary>Finds who decides.</summary>
    public async Task<RoutingResult> RouteAsync(
        RequestContent content,
        Policy policy,
        RiskLabel risk,
        int durationDays,
        int renewal,
        PersonId requester,
        CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var department = content.Department.Length == 0 ? null : content.Department;
        var fields = current.Assets.With(content.Fields, content.Assets);
        var question = new RoutingQuestion(policy, risk, durationDays, renewal, department, fields, requester, content.OwnerEmail);
        var reachable = await reachability.AmongAsync(Router.Candidates(current, question), cancellationToken);
        return Router.Route(current, question, reachable.Contains);
    }

    /// <summary>Freezes an assessment and its route, and what approvers are shown of earlier decisions.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="content">What is asked for.</param>
    /// <param name="assessment">Its assessment.</param>
    /// <param name="route">Who decides.</param>
    public async Task<AssessedRoute> FreezeAsync(
        ExceptionId id, RequestContent content, Assessment assessment, Route route, CancellationToken cancellationToken)
    {
        var alike = (await precedents.FindAsync(id, content, cancellationToken)).Found;
        Asset[] assets = [.. content.Assets.Select(catalog.Current.Assets.Find).OfType<Asset>().Distinct()];
        return new(
            assessment,
            new ReviewPolicy(route.Tier, route.RuleId, assessment.Label, catalog.Current.Hash, route.Stages, Explanation: null)
            {
                Reasons = route.Reasons,
                Hours = catalog.Current.Review.Hours,
                Precedents = alike.Count > 0 ? [.. alike.Take(Precedent.Most)] : null,
                PrecedentsFound = alike.Count >= Precedent.Most ? alike.Count : null,
                Assets = assets.Length > 0 ? assets : null,
            });
    }

    /// <summary>Assesses and routes a submitted revision.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="answer">What the model said of it; null when there is none, or the revision was assessed before.</param>
    /// <returns>The command that starts its review, or the one that notes why no approver can review it now.</returns>
    public async Task<ExceptionCommand> FindAsync(ExceptionState state, ModelAnswer? answer, CancellationToken cancellationToken)
    {
        using var language = Languages.Use(Languages.Default); // the group without a member is stored by name
        var content = state.Content!;
        if (catalog.Current.Policy(content.PolicyId) is not { } policy)
        {
            return Failed(state.Assessment, "");
        }

        var assessment = state.Assessment ?? Assess(content, policy, state.DurationDays, state.Requester, answer);
        var route = await RouteAsync(
            content, policy, assessment.Label, state.DurationDays, state.Renewal, state.Requester, cancellationToken);
        if (route is RoutingResult.Nobody nobody)
        {
            return Failed(assessment, RouteExplanation.GroupName(nobody.Stage));
        }

        var found = ((RoutingResult.Routed)route).Route;
        var frozen = await FreezeAsync(state.Id, content, assessment, found, cancellationToken);
        return new ExceptionCommand.StartReview(state.Revision, frozen) { By = Actor.PolicyBot };

        ExceptionCommand.FailRouting Failed(Assessment? assessed, string group) =>
            new(state.Revision, new RoutingFailure(assessed?.Label ?? RiskLabel.Low, group), assessed) { By = Actor.PolicyBot };
    }
}
