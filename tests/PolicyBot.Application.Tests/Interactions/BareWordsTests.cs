using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What a button does, said with one word: the card with the button, or the question which is meant.</summary>
public sealed class BareWordsTests
{
    private static readonly ARequest Other = new() { Id = ExceptionId.Parse("PX-00000020"), Title = "Another" };

    [Theory]
    [InlineData("renew", Verbs.Renew)]
    [InlineData("Renew, please!", Verbs.Renew)]
    [InlineData("verlängern", Verbs.Renew)]
    [InlineData("bitte verlängern", Verbs.Renew)]
    [InlineData("close", Verbs.AskClose)]
    [InlineData("schließen", Verbs.AskClose)]
    [InlineData("schliessen", Verbs.AskClose)]
    [InlineData("beenden", Verbs.AskClose)]
    [InlineData("verlaengern", Verbs.Renew)]
    public async Task One_word_leads_to_the_only_one_that_it_fits_and_asks_which_of_several(string typed, string verb)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());

        var one = (await office.SayAsync(Sal, typed)).View;
        await office.HoldAsync(Other.Granted());
        var several = (await office.SayAsync(Sal, typed)).View;

        Assert.Contains(verb, Assert.IsType<StatusView>(one).Verbs());
        Assert.Equal(2, Assert.IsType<ListView>(several).Lines.Count);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("revise")]
    [InlineData("bearbeiten")]
    [InlineData("überarbeiten")]
    public async Task One_word_leads_to_the_request_that_came_back(string typed)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        await office.WishAsync(new ARequest().Id, Ana.SendsBack());

        var answer = (await office.SayAsync(Sal, typed)).View;

        Assert.Contains(Verbs.Revise, Assert.IsType<StatusView>(answer).Verbs());
    }
}
