using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Drafts of every form they were ever stored in; the name is the name of its file.</summary>
internal static class StoredDrafts
{
    public static IReadOnlyDictionary<string, Draft> All { get; } = new Dictionary<string, Draft>
    {
        ["form"] = Start(DraftPurpose.New),
        ["renewal"] = Start(DraftPurpose.Renew) with { Linked = ExceptionId.Parse("PX-1B3D5F7H"), Previewed = true },
        ["revision"] = Start(DraftPurpose.Revise) with { Model = new ModelAnswer.Unavailable("timeout"), ModelAbout = "2c26b46b" },
        ["coached"] = Start(DraftPurpose.AskAgain) with
        {
            Linked = ExceptionId.Parse("PX-1B3D5F7H"),
            Inputs = new Dictionary<string, string>
            {
                ["policyId"] = "SEC-MFA",
                ["justification"] = "The vendor has no support yet.\nKeys come with version 9 in March.",
                ["compensatingControls"] = "Sign-in only from 10.0.4.12.",
                ["fact.data"] = "ordinary",
                ["ownerEmail"] = Pat.Person.Value,
            },
            Corrected = new Dictionary<string, string> { ["systems"] = "application" },
            Model = new ModelAnswer.Answered(new ModelResult(
                "Administrator without a second factor.", RiskLabel.High, "It reaches a core system.",
                [new ModelFact("Nobody looks.", "nobody checks", "law", "regulator"),
                    new ModelFact("It is the tenant's administrator.", "tenant admin")],
                [MissingTag.Controls], "gpt-4.1-2025-04-14", "policybot-gpt", "assessment-1a2b3c4d", 812, null, 2345)),
            ModelAbout = "2c26b46b",
            Previewed = true,
        },
        ["talk"] = Start(DraftPurpose.New) with
        {
            Talk = new ChatState
            {
                Open = "scope",
                Trail = ["policyId", "title"],
                Skipped = ["field.since"],
                Said = "I need \"it\"\nuntil März",
                MadeTitle = "It",
                Pending = "cancel",
                Heard = ["1", "2"],
            },
        },
    };

    private static Draft Start(DraftPurpose purpose) => new()
    {
        Id = ExceptionId.Parse("PX-7Q2M4X9K"),
        Person = Sal.Person,
        Purpose = purpose,
        Inputs = new Dictionary<string, string> { ["policyId"] = "SEC-MFA", ["title"] = "MFA off 😀", ["field.accountType"] = "service" },
        UpdatedAt = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero),
    };
}
