using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;

namespace PolicyBot.Domain.Tests.Routing;

public sealed class RouterProperties
{
    private static readonly string[] People =
        ["ana@contoso.example", "bo@contoso.example", "cy@contoso.example", "ciso@contoso.example", "deputy@contoso.example",
            "mia@contoso.example", "sal@contoso.example"];

    private static readonly PolicyCatalog[] Catalogs =
    [
        ACatalog.With(),
        ACatalog.With(("- { group: leads, needs: 1 }\n", "- { group: leads, needs: all }\n")),
        ACatalog.With(("bo@contoso.example], fallback", "bo@contoso.example, cy@contoso.example], fallback"),
            ("- { group: leads, needs: 1 }\n", "- { group: leads, needs: 2 }\n"), (ACatalog.Examples, "")),
        ACatalog.With(("needs: all }", "needs: all }\n      - { manager: true }"),
            ("examples:\n",
            "people: [{ email: sal@contoso.example, manager: mia@contoso.example }, { email: ana@contoso.example, manager: ciso@contoso.example }]\nexamples:\n")),
    ];

    private static Arbitrary<ARoutingQuestion> Questions => (
        from catalog in Gen.Elements(Catalogs)
        from risk in Gen.Elements(Enum.GetValues<RiskLabel>())
        from requester in Gen.Elements(People)
        from owner in Gen.Elements(People)
        from unreachable in Gen.SubListOf(People)
        select new ARoutingQuestion(catalog) { Risk = risk, Requester = requester, Owner = owner, Unreachable = [.. unreachable] })
            .ToArbitrary();

    [Fact]
    public void Requester_and_owner_are_never_asked() => Holds(question =>
        Stages(question)
            .All(stage => !stage.People.Any(person => person.Person.Value == question.Requester || person.Person.Value == question.Owner)));

    [Fact]
    public void Whoever_is_asked_can_be_reached_and_is_asked_once_a_stage() => Holds(question =>
        Stages(question).All(stage =>
            !stage.People.Any(person => question.Unreachable.Contains(person.Person.Value))
            && stage.People.DistinctBy(person => person.Person).Count() == stage.People.Count));

    [Fact]
    public void There_are_people_for_every_seat_and_in_an_all_stage_a_seat_for_every_person() => Holds(question =>
        Stages(question)
            .All(stage => stage.Seats >= 1 && (stage.NeedsAll ? stage.People.Count == stage.Seats : stage.People.Count >= stage.Seats)));

    [Fact]
    public void Nobody_is_both_asked_and_left_out() => Holds(question =>
        Stages(question)
            .All(stage => !stage.LeftOut.Select(left => left.Person).Intersect(stage.People.Select(person => person.Person)).Any()));

    [Fact]
    public void The_same_question_has_the_same_answer() => Holds(question => Written(question) == Written(question));

    [Fact]
    public void A_route_survives_being_stored() => Holds(question =>
    {
        var written = Written(question);
        return written is null
            || JsonSerializer.Serialize(
                JsonSerializer.Deserialize(written, RecordJson.Default.ReviewPolicy), RecordJson.Default.ReviewPolicy!) == written;
    });

    [Fact]
    public void Only_the_candidates_need_to_be_looked_up() => Holds(question =>
    {
        var candidates = Router.Candidates(question.Catalog, question.Asked);
        Router.Route(question.Catalog, question.Asked, person => candidates.Contains(person)
            ? !question.Unreachable.Contains(person.Value)
            : throw new InvalidOperationException($"{person} is no candidate."));
        return true;
    });

    private static void Holds(Func<ARoutingQuestion, bool> property) => Prop.ForAll(Questions, property).Check(Tries.Of());

    private static IReadOnlyList<RoutedStage> Stages(ARoutingQuestion question) =>
        (question.Answer() as Domain.Routing.RoutingResult.Routed)?.Route.Stages ?? [];

    private static string? Written(ARoutingQuestion question) =>
        question.Answer() is Domain.Routing.RoutingResult.Routed { Route: var route }
        ? JsonSerializer.Serialize(
            new ReviewPolicy(route.Tier, route.RuleId, question.Risk, question.Catalog.Hash, route.Stages,
            null)
            { Reasons = route.Reasons }, RecordJson.Default.ReviewPolicy)
        : null;
}
