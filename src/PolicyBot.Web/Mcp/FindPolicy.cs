using System.ComponentModel;
using PolicyBot.Application.Doors;
using PolicyBot.Domain.Policies;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Mcp;

/// <summary><c>find_policy</c>: which policies words are about, and what a request under each asks.</summary>
internal sealed class FindPolicy(AgentCalls calls, DoorPolicies policies)
    : AgentTool<FindPolicy.Words, FindPolicy.Answer>(calls, new AgentToolKind(
        "find_policy", "Find a policy",
        "Finds the policies that a text is about, by id, name, synonym or words, with what each says and what a request for an exception "
        + "needs. Call it before draft_exception.",
        "read or submit"))
{
    private const int Most = 20;
    private const int LongestText = 500;

    /// <inheritdoc/>
    protected override bool IsOpenTo(DoorCaller caller) => caller.CanAskAboutPolicies;

    /// <inheritdoc/>
    protected override Task<AgentAnswer<Answer>> AnswerAsync(
        DoorCaller caller, Words arguments, CancellationToken cancellationToken) => Task.FromResult(Find(arguments));

    private AgentAnswer<Answer> Find(Words arguments)
    {
        if (arguments.Text.Length > LongestText)
        {
            return new AgentRefusal($"text: It is longer than {LongestText} characters.");
        }

        var found = policies.Find(arguments.Text);
        return new Answer
        {
            Policies = [.. found.Take(Most).Select(ToDocument)],
            Total = found.Count,
        };
    }

    private PolicyDocument ToDocument(Policy policy) => new()
    {
        Id = policy.Id,
        Name = policy.Name,
        AreaId = policy.AreaId,
        Text = policy.Text,
        Help = policy.Help,
        Controls = policy.Controls,
        MaxDays = policy.MaxDays,
        Fields =
        [
            .. policies.FieldsOf(policy).Where(field => field.Id != FieldIds.Policy).Select(field => new FieldDocument
            {
                Name = SubmitDocument.NameOf(field.Id),
                Label = field.Own?.Label,
                Kind = ApiMapping.NameOf(field.Kind),
                Required = field.Required,
                Choices = field.Choices,
            }),
        ],
    };

    /// <summary>What to look for.</summary>
    internal sealed record Words
    {
        [Description("What the exception is about, or the id or name of a policy; at most 500 characters. Empty: every policy.")]
        public string Text { get; init; } = "";
    }

    /// <summary>What was found.</summary>
    internal sealed record Answer
    {
        [Description("The policies, at most 20.")]
        public required IReadOnlyList<PolicyDocument> Policies { get; init; }

        [Description("How many were found.")]
        public required int Total { get; init; }
    }

    /// <summary>A policy.</summary>
    internal sealed record PolicyDocument
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string AreaId { get; init; }

        [Description("What it says.")]
        public required string Text { get; init; }

        [Description("Advice for who asks for an exception; null: none.")]
        public required string? Help { get; init; }

        [Description("The controls that it belongs to.")]
        public required IReadOnlyList<string> Controls { get; init; }

        [Description("For how many days an exception is granted at the most; null: no limit.")]
        public required int? MaxDays { get; init; }

        [Description("What draft_exception takes.")]
        public required IReadOnlyList<FieldDocument> Fields { get; init; }
    }

    /// <summary>A field of a request.</summary>
    internal sealed record FieldDocument
    {
        [Description("The argument of draft_exception; \"fields.x\" is the member x of fields, \"facts.x\" that of facts.")]
        public required string Name { get; init; }

        [Description("The question that the policy asks; null: the name says it.")]
        public required string? Label { get; init; }

        public required string Kind { get; init; }

        public required bool Required { get; init; }

        [Description("The answers that count; empty: any.")]
        public required IReadOnlyList<string> Choices { get; init; }
    }
}
