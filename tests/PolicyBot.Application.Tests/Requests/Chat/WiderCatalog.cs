using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>A catalog with a few more policies, as companies have them.</summary>
internal static class WiderCatalog
{
    /// <summary>The catalog with them.</summary>
    public static PolicyCatalog With(PolicyCatalog catalog) => catalog with
    {
        Policies =
        [
            .. catalog.Policies,
            new Policy
            {
                Id = "SEC-PATCH",
                AreaId = "security",
                Name = "Patching deadlines",
                Synonyms = ["security updates", "Sicherheitsupdate"],
                Text = "Critical vulnerabilities are fixed within 15 days.",
                Owner = Iam.Person,
                MaxDays = 180,
            },
            new Policy
            {
                Id = "HR-REMOTE",
                AreaId = "finance",
                Name = "Working from abroad",
                Synonyms = ["work from abroad", "Arbeiten im Ausland"],
                Text = "Work is done in the country of the contract.",
                Help = "Up to 20 working days in the EU need a notice only, no exception.",
                Owner = Pat.Person,
                MaxDays = 180,
            },
            new Policy
            {
                Id = "SEC-ENCRYPT",
                AreaId = "security",
                Name = "Encryption at rest",
                Text = "Databases and backups are encrypted.",
                Owner = Iam.Person,
                MaxDays = 180,
                Fields =
                [
                    new("dataClass", "Most sensitive data", FieldType.Choice, ["internal", "confidential", "special"], Required: true),
                ],
            },
            new Policy
            {
                Id = "HR-REST",
                AreaId = "finance",
                Name = "Working time and rest",
                Text = "Nobody works more than ten hours a day.",
                Owner = Pat.Person,
            },
        ],
    };
}
