using System.Reflection;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.Tests.Interactions;

public sealed class AllButtonsTests
{
    [Fact]
    public void Every_verb_belongs_to_exactly_one_button_and_every_button_has_only_verbs_that_there_are() =>
        Assert.Equal(Verbs.All.Order(StringComparer.Ordinal), AllButtons.InOrder.SelectMany(button => button.Verbs).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_button_that_is_declared_is_in_the_list() => Assert.Equal(
        typeof(Button).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Button)) && !type.IsAbstract && type != typeof(PlainButton)).Select(type => type.Name).Order(),
        AllButtons.InOrder.Select(button => button.GetType()).Where(type => type != typeof(PlainButton)).Select(type => type.Name).Order());

    [Fact]
    public void Every_button_that_changes_an_exception_says_who_may() =>
        Assert.DoesNotContain(
            AllButtons.InOrder.Where(button => button is not (PlainButton or ShowHistory))
                .Select(button => button.GetType().GetMethod(nameof(Button.WhyNot), BindingFlags.Instance | BindingFlags.NonPublic)!),
            method => method.DeclaringType == typeof(Button));

    [Fact]
    public async Task Every_verb_is_answered_by_exactly_one_handler()
    {
        var office = await Office.OpenAsync();

        Assert.Equal(Verbs.All.Order(StringComparer.Ordinal), office.Buttons.Handled.Order(StringComparer.Ordinal));
    }
}
