using System.ComponentModel;
using PolicyBot.Application.Doors;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Mcp;

/// <summary><c>is_covered</c>: the gate's question.</summary>
internal sealed class IsCovered(AgentCalls calls, GateQuestions gate)
    : AgentTool<IsCovered.Question, ActiveDocument>(calls, new AgentToolKind(
        "is_covered", "Ask whether an exception covers a thing",
        "Says whether an approved exception that the caller may see covers a thing now, which, until when and under which conditions. What "
        + "is covered is an accepted risk, not a fixed one.",
        "active"))
{
    /// <inheritdoc/>
    protected override bool IsOpenTo(DoorCaller caller) => caller.CanUse(Scopes.Active);

    /// <inheritdoc/>
    protected override async Task<AgentAnswer<ActiveDocument>> AnswerAsync(
        DoorCaller caller, Question arguments, CancellationToken cancellationToken)
    {
        var (answer, field, why) = await gate.AskAsync(caller, arguments.PolicyId, arguments.Asset, cancellationToken);
        return answer is not null ? answer : new AgentRefusal(field.Length > 0 ? $"{field}: {why}" : why);
    }

    /// <summary>What is asked.</summary>
    internal sealed record Question
    {
        [Description("The id of a policy; empty: any. Not both are empty.")]
        public string PolicyId { get; init; } = "";

        [Description("The id of a thing, as requests name it, or its name in the catalog's list of assets; empty: any.")]
        public string Asset { get; init; } = "";
    }
}
