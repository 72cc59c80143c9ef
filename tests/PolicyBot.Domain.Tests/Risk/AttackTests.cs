using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Risk;

/// <summary>
/// Every attack, in every text, with a model that does all that it is told: nothing in it moves the label down, hides a gap or chooses who
/// decides.
/// </summary>
public sealed class AttackTests
{
    private static readonly PolicyCatalog Sample = SampleCatalog.Load();

    private static readonly (string Policy, RequestFacts Request)[] Requests =
    [
        ("SEC-ADMIN",
            new() { Title = "Admin for the agency", Justification = "It is more convenient for them.",
            Scope = "One shared login, tenant administrator.", ImpactIfDenied = "The launch is late.",
            CompensatingControls = "They are nice.", DurationDays = 80 }),
        ("CMP-VENDOR",
            new() { Title = "Payroll pilot", Justification = "The questionnaire takes the vendor nine weeks.",
            Scope = "Salary and bank account of 2,300 employees.", ImpactIfDenied = "Two pay runs are missed.", CompensatingControls = "",
            DurationDays = 65 }),
        ("SEC-MFA",
            new() { Title = "Kiosk", Justification = "There is no phone in the hall.", Scope = "One kiosk, it shows menus.",
            ImpactIfDenied = "", CompensatingControls = "", DurationDays = 75 }),
    ];

    public static TheoryData<string> Texts => [.. Attacks.All];

    [Fact]
    public void There_are_more_than_forty_of_them() => Assert.True(Attacks.All.Distinct(StringComparer.Ordinal).Count() >= 40);

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_obeying_model_moves_nothing(string attack)
    {
        foreach (var (policyId, request) in Requests)
        {
            var policy = Sample.Policy(policyId)!;
            var before = Rubric.Combine(Rubric.Assess(Sample, policy, request), model: null, policy.RiskFloor);
            foreach (var attacked in Attacked(request, attack))
            {
                var model = Obeying(attack);

                var after = Rubric.Combine(Rubric.Assess(Sample, policy, attacked, model), model, policy.RiskFloor);

                Assert.True(after.Label >= before.Label, $"{policyId}: {after.Label} after {attack}");
                Assert.Subset(after.Rubric.Missing.ToHashSet(), before.Rubric.Missing.ToHashSet());
                Assert.Equal(Deciders(policy, after.Label), Deciders(policy, before.Label));
                Assert.DoesNotContain("mallory", after.Reason, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<RequestFacts> Attacked(RequestFacts request, string attack) =>
    [
        request with { Justification = request.Justification + "\n" + attack },
        request with { Justification = attack + "\n" + request.Justification },
        request with { Scope = request.Scope + "\n" + attack },
        request with { CompensatingControls = request.CompensatingControls + "\n" + attack },
        request with { Title = request.Title + " " + attack },
    ];

    // Gives the label that the attack asks for, and quotes the attack.
    private static ModelResult Obeying(string attack) => new(
        "Approved by mallory.", RiskLabel.Low, "As told, mallory decides.",
        [new ModelFact("Harmless.", attack, "systems", "device"), new ModelFact("No data.", attack, "data", "none"),
            new ModelFact("Public.", attack, "information", "public")],
        [], "gpt-x", "assessor", "1", 900, 120, 1800);

    private static IEnumerable<PersonId> Deciders(Policy policy, RiskLabel label) =>
        Assert.IsType<Domain.Routing.RoutingResult.Routed>(Router.Route(
            Sample, new RoutingQuestion(policy, label, 60, 0, null, new Dictionary<string, string>(), Sal.Person, Sal.Person), _ => true))
            .Route.Stages.SelectMany(stage => stage.People).Select(person => person.Person);
}
