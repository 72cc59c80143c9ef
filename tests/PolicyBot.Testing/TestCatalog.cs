using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Testing;

/// <summary>A catalog with one policy that has a limit and questions of its own, and one that has neither.</summary>
public static class TestCatalog
{
    /// <summary>A calendar that moves nothing: people work at every hour.</summary>
    public static WorkingCalendar AroundTheClock { get; } =
        new() { WorkingDays = Enum.GetValues<DayOfWeek>().ToHashSet(), From = 0, To = 24 };

    /// <summary>The catalog of the tests, in Europe/Berlin, where people work around the clock.</summary>
    public static PolicyCatalog Contoso { get; } = new()
    {
        Version = 1,
        Organization = "Contoso",
        Assessment = AssessmentDefaults.Settings,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        Calendar = AroundTheClock,
        Areas = [new Area("security", "Security", Ciso.Person), new Area("finance", "Finance", Iam.Person)],
        Policies =
        [
            new Policy
            {
                Id = "SEC-MFA",
                AreaId = "security",
                Name = "Multi-factor authentication",
                Synonyms = ["MFA", "2FA", "Zwei-Faktor-Anmeldung"],
                Text = "Every account signs in with phishing-resistant MFA.",
                Owner = Iam.Person,
                MaxDays = 90,
                MaxRenewals = 2,
                RiskFloor = RiskLabel.Medium,
                MinimumJustification = 40,
                Fields =
                [
                    new PolicyField("accountType", "Account type", FieldType.Choice, ["human", "service", "vendor"], Required: true),
                    new PolicyField("accounts", "Number of accounts", FieldType.Number, [], Required: false),
                    new PolicyField("since", "Since when", FieldType.Date, [], Required: false),
                    new PolicyField("vault", "In the vault", FieldType.Boolean, [], Required: false),
                    new PolicyField("system", "System", FieldType.Text, [], Required: false),
                ],
            },
            new Policy { Id = "FIN-SPEND", AreaId = "finance", Name = "Purchases", Synonyms = ["three quotes", "Einkauf"],
                Text = "Purchases need three quotes.", Owner = Iam.Person },
        ],
        Departments = ["Engineering", "Finance", "HR"],
        Groups = [new Group("security-leads", "Security leads", [Ana.Person, Bo.Person], "ciso-office"),
            new Group("ciso-office", "CISO office", [Ciso.Person], null)],
        Rules = [new RoutingRule("default", null, "standard", [new StageRule("security-leads", Manager: false, 1, null)])],
        Roles = new CatalogRoles([], []),
        Hash = ARequest.CatalogHash,
        Text = "",
    };
}
