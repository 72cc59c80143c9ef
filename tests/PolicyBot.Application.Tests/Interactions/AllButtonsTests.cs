using System.Reflection;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

public sealed class AllButtonsTests
{
    public static TheoryData<string> EveryVerb => [.. Verbs.All];

    [Fact]
    public void Every_verb_belongs_to_exactly_one_button_and_every_button_has_only_verbs_that_there_are() =>
        Assert.Equal(
            Verbs.All.Order(StringComparer.Ordinal), AllButtons.All.SelectMany(button => button.Verbs).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_button_that_is_declared_is_in_the_list() => Assert.Equal(
        typeof(Button).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Button)) && !type.IsAbstract).Select(type => type.Name)
            .Order(),
        AllButtons.All.Select(button => button.GetType().Name).Order());

    [Fact]
    public void Every_button_that_changes_an_exception_says_who_may() =>
        Assert.DoesNotContain(
            AllButtons.All.Where(button => button is ExceptionButton or FollowUpButton)
                .Select(button => button.GetType().GetMethod(nameof(Button.WhyNot), BindingFlags.Instance | BindingFlags.NonPublic)!),
            method => method.DeclaringType == typeof(Button));

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Every_verb_is_acted_on_also_about_an_exception_that_there_is_not(string verb)
    {
        var office = await Office.OpenAsync(Sal);

        var answer =
            await office.AnswerAsync(Sal, null, new ButtonAction(verb, new ARequest().Id.Value, 0, new Dictionary<string, string>()));

        Assert.NotEmpty(answer.View.Summary);
    }
}
