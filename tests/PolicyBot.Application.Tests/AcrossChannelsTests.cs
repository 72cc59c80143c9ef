using PolicyBot.Application.Ports;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests;

/// <summary>One exception, some of its people in Teams and some in Slack, and some in both.</summary>
public sealed class AcrossChannelsTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task Nobody_approves_their_own_request_from_the_other_channel()
    {
        var inSlack = Ana with { Channel = "slack", Account = "slack|T024BE7LD|UANA" };
        var office = await Office.OpenAsync(Ana, inSlack, Bo);
        var id = await office.AskAsync(Ana);

        var answer =
            await office.AnswerAsync(
                inSlack, null, new ButtonAction(Verbs.Approve, id.Value, 1, new Dictionary<string, string> { ["comment"] = Wishes.Fine }));

        Assert.Equal("Requester and owner do not decide on their own exception.", answer.View.Fault);
        Assert.Empty((await office.StateAsync(id)).Decisions);
    }

    [Fact]
    public async Task Somebody_with_another_address_in_the_other_channel_is_one_person_by_their_entry()
    {
        var inSlack = Ana with { Person = PersonId.Parse("ana.silva@slack.example"), Channel = "slack", Account = "slack|T024BE7LD|UANA" };
        var office = await Office.OpenAsync(Ana, Bo);
        office.Catalog.Current =
            office.Catalog.Current with { People = [new PersonEntry(Ana.Person, [inSlack.Person], null, null, null, null)] };
        await office.MeetAsync(inSlack);
        var id = await office.AskAsync(Ana);

        var answer =
            await office.AnswerAsync(
                inSlack, null, new ButtonAction(Verbs.Approve, id.Value, 1, new Dictionary<string, string> { ["comment"] = Wishes.Fine }));

        Assert.Equal("Requester and owner do not decide on their own exception.", answer.View.Fault);
    }

    [Fact]
    public async Task One_person_takes_one_seat_from_however_many_channels()
    {
        var inSlack = Ana with { Channel = "slack", Account = "slack|T024BE7LD|UANA" };
        var office = await Office.OpenAsync(Sal, Ana, inSlack, Bo);
        await office.HoldAsync(new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview());
        var press = new ButtonAction(Verbs.Approve, Id.Value, 1, new Dictionary<string, string> { ["comment"] = Wishes.Fine });

        await office.AnswerAsync(Ana, null, press);
        var second = await office.AnswerAsync(inSlack, null, press);

        Assert.NotNull(second.View.Fault);
        Assert.Equal(Status.InReview, (await office.StateAsync(Id)).Status);
    }

    [Theory]
    [InlineData(Verbs.Approve, "Approved")]
    [InlineData(Verbs.Reject, "Rejected")]
    [InlineData(Verbs.RequestChanges, "Changes requested")]
    public async Task A_decision_in_one_channel_updates_every_card_in_both(string verb, string shown)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Mallory);
        office.Catalog.Current =
            office.Catalog.Current with
            {
                Groups =
                [office.Catalog.Current.Groups[0] with { Members = [Ana.Person, Bo.Person, Mallory.Person] },
                office.Catalog.Current.Groups[1]]
            };
        var id = await office.AskAsync(Sal);
        var cards = new[] { office.LastOf(Ana), office.LastOf(Bo), office.LastOf(Mallory) };

        await office.PressAsync(Bo, cards[1], verb, ("comment", Wishes.Fine)); // in Slack

        Assert.All(cards.Append(office.LastOf(Sal)), card =>
        {
            Assert.Contains($"{id} · {shown}", card.View.Words(), StringComparison.Ordinal);
            Assert.DoesNotContain(Verbs.Approve, card.View.Verbs());
        });
    }

    [Fact]
    public async Task A_click_on_a_copy_in_the_other_channel_that_came_too_late_changes_nothing_and_says_what_happened()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var stale =
            new ButtonAction(Verbs.Reject, Id.Value, 1, new Dictionary<string, string> { ["comment"] = "Use the vault key instead." });
        await office.PressAsync(Bo, office.LastOf(Bo), Verbs.Approve, ("comment", Wishes.Fine));

        var late = await office.AnswerAsync(Ana, office.LastOf(Ana), stale);

        Assert.Equal("This is not under review any more. Here is how it stands.", late.View.Fault);
        Assert.Equal(Status.Approved, (await office.StateAsync(Id)).Status);
    }
}
