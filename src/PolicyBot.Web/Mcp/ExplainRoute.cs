using System.ComponentModel;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Mcp;

/// <summary><c>explain_route</c>: who would decide, for each risk, and why.</summary>
internal sealed class ExplainRoute(AgentCalls calls, DoorPolicies policies, ICatalog catalog)
    : AgentTool<ExplainRoute.Question, ExplainRoute.Answer>(calls, new AgentToolKind(
        "explain_route", "Explain who would decide",
        "Says who would decide on a request for an exception to a policy, for each risk it may be labelled with, and why. It begins "
        + "nothing.",
        "read or submit"))
{
    private const int MostDays = 3_650;

    /// <inheritdoc/>
    protected override bool IsOpenTo(DoorCaller caller) => caller.CanAskAboutPolicies;

    /// <inheritdoc/>
    protected override async Task<AgentAnswer<Answer>> AnswerAsync(
        DoorCaller caller, Question arguments, CancellationToken cancellationToken)
    {
        if (catalog.Current.Policy(arguments.PolicyId.Trim()) is not { } policy)
        {
            return new AgentRefusal($"policyId: The catalog has no policy \"{arguments.PolicyId}\". Call find_policy.");
        }

        var days = arguments.Days ?? Math.Min(DoorPolicies.UsualDays, policy.MaxDays ?? DoorPolicies.UsualDays);
        if (days != decimal.Truncate(days) || days < 1 || days > (policy.MaxDays ?? MostDays))
        {
            return new AgentRefusal($"days: It is no whole number of days from 1 to {policy.MaxDays ?? MostDays}.");
        }

        var named = arguments.RequesterEmail.Length == 0 ? caller.Person.Value ?? "" : arguments.RequesterEmail;
        if (!PersonId.TryParse(named, out var requester))
        {
            return new AgentRefusal("requesterEmail: It is no address of a person who would ask.");
        }

        if (!caller.CanAskRouteOf(catalog.Current.Directory.Resolve(requester)))
        {
            return new AgentRefusal("requesterEmail: A person asks in their own name: leave it out, or name yourself.");
        }

        var routes = await policies.RouteAsync(requester, policy, (int)days, arguments.Department.Trim(), cancellationToken);
        return new Answer
        {
            PolicyId = policy.Id,
            Days = (int)days,
            Routes =
            [
                .. routes.Select(route => new RouteDocument
                {
                    Risk = ApiMapping.NameOf(route.Risk),
                    Rule = route.Route.RuleId,
                    Tier = route.Route.Tier,
                    IsComplete = route.IsComplete,
                    Stages =
                    [
                        .. route.Route.Stages.Select(stage => new StageDocument
                        {
                            Number = stage.Number,
                            Group = stage.GroupName,
                            Approvals = stage.Seats,
                            Asked = [.. stage.People.Select(person => person.Person.Value)],
                        }),
                    ],
                    Why = route.Why,
                }),
            ],
        };
    }

    /// <summary>What would be asked for.</summary>
    internal sealed record Question
    {
        [Description("The id of the policy, as find_policy gives it.")]
        public required string PolicyId { get; init; }

        [Description("Who would ask; empty for a person: themselves.")]
        public string RequesterEmail { get; init; } = "";

        [Description("For how many whole days; null: 30, or what the policy allows at the most.")]
        public decimal? Days { get; init; }

        [Description("The requester's department, as the catalog lists it; empty: not said.")]
        public string Department { get; init; } = "";
    }

    /// <summary>Who would decide.</summary>
    internal sealed record Answer
    {
        public required string PolicyId { get; init; }

        public required int Days { get; init; }

        [Description("One for each risk that a request may be labelled with.")]
        public required IReadOnlyList<RouteDocument> Routes { get; init; }
    }

    /// <summary>The way of a request.</summary>
    internal sealed record RouteDocument
    {
        public required string Risk { get; init; }

        [Description("The rule of the catalog that matches.")]
        public required string Rule { get; init; }

        public required string Tier { get; init; }

        [Description("Every stage has enough people; else such a request is refused.")]
        public required bool IsComplete { get; init; }

        public required IReadOnlyList<StageDocument> Stages { get; init; }

        [Description("Why, a sentence each.")]
        public required IReadOnlyList<string> Why { get; init; }
    }

    /// <summary>A stage of the review.</summary>
    internal sealed record StageDocument
    {
        public required int Number { get; init; }

        [Description("The group that decides; null: the requester's manager.")]
        public required string? Group { get; init; }

        [Description("How many approvals of different people it takes.")]
        public required int Approvals { get; init; }

        [Description("Who is asked.")]
        public required IReadOnlyList<string> Asked { get; init; }
    }
}
