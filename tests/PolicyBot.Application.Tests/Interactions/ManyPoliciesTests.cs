using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>With more policies than one list holds, the form asks for the area first.</summary>
public sealed class ManyPoliciesTests
{
    [Fact]
    public async Task The_area_is_asked_for_first_and_then_the_policy_of_that_area()
    {
        var (office, message) = await BeginAsync();

        var first = (FormView)message.View;
        var second = (FormView)await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Area, "area-05"));
        var form = (FormView)await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Policy, "A5-17"));

        Assert.Equal([FieldIds.Area], first.Fields.Select(field => field.Id));
        Assert.Equal([FieldIds.Policy], second.Fields.Select(field => field.Id));
        Assert.Equal(("area-05", 40), (second.Follows.Single().Value, second.Fields[0].Choices.Count));
        Assert.Null(second.Fields[0].Fault);
        Assert.Contains("Policy 017 of Area-05", form.Heading, StringComparison.Ordinal);
        Assert.Equal([(FieldIds.Area, "area-05"), (FieldIds.Policy, "A5-17")], form.Follows.Select(field => (field.Id, field.Value)));
    }

    [Fact]
    public async Task Every_policy_can_be_chosen_and_no_list_has_more_than_a_hundred()
    {
        var (office, message) = await BeginAsync();
        var reached = new List<string>();

        foreach (var area in message.View.Field(FieldIds.Area).Choices)
        {
            var start = await office.SayAsync(Sal, "request");
            var policies = (await office.PressAsync(Sal, start, Verbs.Next, (FieldIds.Area, area.Value))).Field(FieldIds.Policy).Choices;
            Assert.InRange(policies.Count, 1, 100);
            reached.AddRange(policies.Select(policy => policy.Value));
        }

        Assert.Equal(600, reached.Distinct().Count());
        Assert.Equal(600, reached.Count);
        Assert.Equal(
            ["Area-01: Policy 001 of Area-01 – Policy 075 of Area-01", "Area-01: Policy 076 of Area-01 – Policy 150 of Area-01", "Area-02"],
            message.View.Field(FieldIds.Area).Choices.Take(3).Select(choice => choice.Title));
    }

    [Fact]
    public async Task An_area_that_is_chosen_while_the_form_is_filled_in_shows_its_policies_and_loses_nothing_that_was_typed()
    {
        var (office, message) = await BeginAsync();
        await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Policy, "A5-17"), (FieldIds.Area, "area-05"));

        var id = message.View.Buttons()[0].Id!.Value.Value;
        var other = await FollowAsync((FieldIds.Area, "area-07"), (FieldIds.Policy, "A5-17"), (FieldIds.Title, "Tablets on line 4"));
        var form = await FollowAsync((FieldIds.Area, "area-07"), (FieldIds.Policy, "A7-3"));

        Assert.Equal("A7-1", other.Field(FieldIds.Policy).Choices[0].Value);
        Assert.Null(other.Field(FieldIds.Policy).Value);
        Assert.Equal("Tablets on line 4", form.Field(FieldIds.Title).Value);

        async Task<CardView> FollowAsync(params (string, string)[] inputs) => (await office.AnswerAsync(
            Sal, message, new ButtonAction(Verbs.Next, id, 0, inputs.ToDictionary()))).View;
    }

    [Fact]
    public async Task The_way_back_to_the_areas_stands_beside_the_policies()
    {
        var (office, message) = await BeginAsync();
        var policies = await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Area, ManyPolicies.LargeArea));
        var back = policies.Buttons().Single(button => button.Title == "Another area");

        var press = new ButtonAction(
            back.Verb, back.Id!.Value.Value, 0, new Dictionary<string, string> { [CardAction.ValueInput] = back.Value! });
        var areas = (await office.AnswerAsync(Sal, message, press)).View;

        Assert.Equal(FieldIds.Area, ((FormView)areas).Fields.Single().Id);
        Assert.Null(areas.Field(FieldIds.Area).Fault);
    }

    [Fact]
    public async Task Without_an_area_it_goes_no_further()
    {
        var (office, message) = await BeginAsync();

        var again = await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Area, "elsewhere"));

        Assert.Equal("Choose one of the areas.", again.Field(FieldIds.Area).Fault);
    }

    [Fact]
    public async Task Talk_finds_any_of_them_by_name()
    {
        var (office, _) = await BeginAsync();

        var talk = await office.SayAsync(Sal, "I need an exception to policy 149 of area-01 because the scanner cannot do it");

        Assert.Contains("Policy 149 of Area-01", talk.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_policies_still_stand_in_one_list()
    {
        var office = await Office.OpenAsync(Sal);
        var many = ManyPolicies.Catalog();
        office.Catalog.Current = many with { Policies = [.. many.Policies.Take(100)] };

        var message = await office.SayAsync(Sal, "request");

        Assert.Equal(100, message.View.Field(FieldIds.Policy).Choices.Count);
    }

    private static async Task<(Office Office, Testing.Fakes.FakeMessage Message)> BeginAsync()
    {
        var office = await Office.OpenAsync(Sal);
        office.Catalog.Current = ManyPolicies.Catalog();
        return (office, await office.SayAsync(Sal, "request"));
    }
}
