using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Application.Tests.People.OneHumanTests;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A person who goes from one channel to the other, and back.</summary>
public sealed class TwoChannelsTests
{
    [Fact]
    public async Task The_channel_of_the_newest_interaction_wins_also_within_a_minute()
    {
        var office = await Office.OpenAsync(Sal, SalInSlack);
        foreach (var where in new[] { Sal, SalInSlack, Sal, SalInSlack })
        {
            office.Time.Advance(TimeSpan.FromSeconds(10));
            await office.SayAsync(where, "help");

            var best = (await office.Reachability.AccountsAsync(Sal.Person, default))[0];

            Assert.Equal(where.Channel, best.Account.Channel);
            Assert.Equal(office.Time.GetUtcNow(), best.LastSeen); // stored, so that other hosts know it too
        }
    }

    [Fact]
    public async Task Who_stays_in_one_channel_is_not_stored_at_every_word()
    {
        var office = await Office.OpenAsync(Sal, SalInSlack);
        await office.SayAsync(Sal, "help");
        var before = await office.People.ReadAsync(Office.AccountOf(Sal).Account, default);
        office.Time.Advance(TimeSpan.FromSeconds(10));

        await office.SayAsync(Sal, "help");

        Assert.Equal(before, await office.People.ReadAsync(Office.AccountOf(Sal).Account, default));
    }

    [Fact]
    public async Task The_retired_card_says_that_the_newer_one_is_in_the_other_channel()
    {
        var office = await Office.OpenAsync(Sal, SalInSlack, Ana);
        await office.AskAsync(Sal);
        var former = office.LastOf(Sal);
        office.Time.Advance(TimeSpan.FromSeconds(10));
        await office.SayAsync(SalInSlack, "help");

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        await office.SweepAsync();

        Assert.Contains(Verbs.Revise, office.LastOf(SalInSlack).View.Verbs());
        Assert.Contains("A newer message in Slack says more.", former.View.Words(), StringComparison.Ordinal);
        Assert.Empty(former.View.Buttons());
    }

    [Fact]
    public async Task A_preview_that_goes_on_in_the_other_channel_says_where()
    {
        var office = await Office.OpenAsync(Sal, SalInSlack, Ana);
        await office.SayAsync(Sal, "Exception to purchases for the lobby because only one company makes them until 1 February");
        var former = await office.SayAsync(Sal, "skip");
        Assert.IsType<PreviewView>(former.View);

        await office.SayAsync(SalInSlack, "change the end date to 2 February");

        Assert.Equal("PX-00000001 has changed. The newest message, in Slack, says how it stands.", former.View.Summary);
    }

    [Fact]
    public async Task The_exceptions_own_message_in_which_a_revision_was_previewed_shows_its_exception_again()
    {
        var office = await Office.OpenAsync(Sal, SalInSlack, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var own = office.LastOf(Sal);
        await office.PressAsync(Sal, own, Verbs.Revise);
        await office.PressAsync(Sal, own, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-build, watched by operations")));
        Assert.IsType<PreviewView>(own.View);

        var inSlack = await office.SayAsync(SalInSlack, $"status {id}");
        await office.PressAsync(SalInSlack, inSlack, Verbs.Revise);
        await office.PressAsync(SalInSlack, inSlack, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-build, watched by security")));

        Assert.IsType<PreviewView>(inSlack.View);
        Assert.IsType<StatusView>(own.View);
        Assert.Contains(Verbs.Revise, own.View.Verbs());
        Assert.All(own.Shown, view => Assert.DoesNotContain("has changed", view.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_follows_its_exception_when_the_revision_is_sent_from_the_other_channel()
    {
        var office = await Office.OpenAsync(Sal, SalInSlack, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var own = office.LastOf(Sal);
        await office.PressAsync(Sal, own, Verbs.Revise);
        await office.PressAsync(Sal, own, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-build, watched by operations")));
        var inSlack = await office.SayAsync(SalInSlack, $"status {id}");
        await office.PressAsync(SalInSlack, inSlack, Verbs.Revise);
        await office.PressAsync(SalInSlack, inSlack, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-build, watched by security")));

        await office.PressAsync(SalInSlack, inSlack, Verbs.Submit);

        Assert.Equal(2, (await office.StateAsync(id)).Revision);
        Assert.Contains("In review", own.View.Words(), StringComparison.Ordinal);
    }
}
