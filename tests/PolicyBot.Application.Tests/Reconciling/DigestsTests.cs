using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>Many things on one day are one message.</summary>
public sealed class DigestsTests
{
    private static readonly DateTimeOffset Pings = new(2027, 2, 1, 8, 0, 0, TimeSpan.Zero); // 14 days before the end, at nine in Berlin

    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(4, 0, 1)]
    [InlineData(60, 0, 1)]
    public async Task More_than_three_things_due_on_a_day_are_one_list(int exceptions, int alone, int lists)
    {
        var (office, ids) = await GrantedAsync(exceptions);
        var before = office.MessagesOf(Sal).Count;

        await LookAsync(office, ids, Pings);
        await LookAsync(office, ids, Pings);

        var news = office.MessagesOf(Sal).Skip(before).ToList();
        Assert.Equal((alone, lists), (news.Count(message => message.View is StatusView), news.Count(message => message.View is ListView)));
    }

    [Fact]
    public async Task The_list_names_each_and_opens_it_with_the_buttons_of_a_ping()
    {
        var (office, ids) = await GrantedAsync(4);
        await LookAsync(office, ids, Pings);
        var list = Assert.IsType<ListView>(office.LastOf(Sal).View);

        var opened =
            await office.AnswerAsync(
                Sal, office.LastOf(Sal), new ButtonAction(Verbs.Status, ids[2].Value, 0, new Dictionary<string, string>()));

        Assert.Equal("4 things are due for you today", list.Heading);
        Assert.Equal(ids.Select(id => id.Value).Order(), list.Lines.Select(line => line.Open!.Id!.Value.Value).Order());
        Assert.All(list.Lines, line =>
            Assert.Contains("Ends on 15 Feb 2027: until then renew it, close it or let it end", line.Text, StringComparison.Ordinal));
        Assert.Equal([Verbs.Renew, Verbs.AskClose, Verbs.LetItEnd], opened.View.Verbs().Take(3));
        Assert.Contains("4 things are due", (await office.SayAsync(Sal, "due")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_could_not_be_sent_is_sent_later_and_once()
    {
        var (office, ids) = await GrantedAsync(5);
        office.Teams.OnSend = to => to.Account.Id == "sal" ? new SendOutcome.Later(TimeSpan.FromMinutes(5), "Throttled") : null;
        await LookAsync(office, ids, Pings);
        var before = office.MessagesOf(Sal).Count;
        office.Teams.OnSend = _ => null;

        await LookAsync(office, ids, Pings.AddMinutes(1));
        var early = office.MessagesOf(Sal).Count;
        await LookAsync(office, ids, Pings.AddMinutes(10));
        await LookAsync(office, ids, Pings.AddMinutes(20));

        Assert.Equal((before, before + 1), (early, office.MessagesOf(Sal).Count));
        Assert.Equal(5, Assert.IsType<ListView>(office.LastOf(Sal).View).Lines.Count);
    }

    [Fact]
    public async Task A_policy_owner_hears_of_three_a_day_at_once_and_of_the_others_in_one_list_the_next_morning()
    {
        var (office, ids) = await GrantedAsync(6);
        var atOnce = office.MessagesOf(Iam).Count;

        await LookAsync(office, ids, new(2026, 11, 21, 7, 59, 59, TimeSpan.Zero));
        var early = office.MessagesOf(Iam).Count;
        await LookAsync(office, ids, new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
        await LookAsync(office, ids, new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal((3, 3, 4), (atOnce, early, office.MessagesOf(Iam).Count));
        var list = Assert.IsType<ListView>(office.LastOf(Iam).View);
        Assert.Equal("Approved, revoked or expired yesterday under your policies: 3", list.Heading);
        Assert.Equal(ids.Skip(3).Select(id => id.Value).Order(), list.Lines.Select(line => line.Open!.Id!.Value.Value).Order());
    }

    [Fact]
    public async Task A_policy_owner_hears_of_three_that_expired_on_a_day_at_once_and_of_the_others_in_one_list_the_next_morning()
    {
        var (office, ids) = await GrantedAsync(6);
        await LookAsync(office, ids, new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
        var before = office.MessagesOf(Iam).Count;

        await LookAsync(office, ids, new ARequest().HoldsUntil);
        var atOnce = office.MessagesOf(Iam).Count;
        await LookAsync(office, ids, new(2027, 2, 17, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal((3, 4), (atOnce - before, office.MessagesOf(Iam).Count - before));
        var list = Assert.IsType<ListView>(office.LastOf(Iam).View);
        Assert.Equal("Approved, revoked or expired yesterday under your policies: 3", list.Heading);
        Assert.All(list.Lines, line => Assert.StartsWith("Expired", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_day_begins_with_three_at_once_again()
    {
        var (office, _) = await GrantedAsync(4);
        office.Time.Advance(TimeSpan.FromDays(1));

        await office.HoldAsync(new ARequest { Id = Number(90) }.Granted());

        Assert.Equal(4, office.MessagesOf(Iam).Count);
        Assert.IsType<StatusView>(office.LastOf(Iam).View);
    }

    [Fact]
    public async Task After_a_week_without_a_host_everybody_gets_one_message_an_exception()
    {
        var (office, ids) = await GrantedAsync(2);
        var before = office.MessagesOf(Sal).Count;

        await LookAsync(office, ids, new(2027, 2, 14, 12, 0, 0, TimeSpan.Zero)); // over two pings, and a third
        var pinged = office.MessagesOf(Sal).Count;
        await LookAsync(office, ids, new(2027, 2, 25, 12, 0, 0, TimeSpan.Zero)); // over the end, and the question after it

        Assert.Equal((before + 2, before + 4), (pinged, office.MessagesOf(Sal).Count));
        Assert.All(office.MessagesOf(Sal).TakeLast(2), message =>
            Assert.Contains("ended on 15 Feb 2027: is the policy met again?", message.View.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fell_due_together_while_no_host_ran_is_one_list_too()
    {
        var (office, ids) = await GrantedAsync(5);
        var before = office.MessagesOf(Sal).Count;

        await LookAsync(office, ids, Pings.AddDays(2));

        Assert.Equal(before + 1, office.MessagesOf(Sal).Count);
        Assert.Equal(5, Assert.IsType<ListView>(office.LastOf(Sal).View).Lines.Count);
    }

    private static async Task<(Office Office, IReadOnlyList<ExceptionId> Ids)> GrantedAsync(int exceptions)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        var ids = Enumerable.Range(1, exceptions).Select(Number).ToList();
        foreach (var id in ids)
        {
            await office.HoldAsync(new ARequest { Id = id }.Granted());
        }

        return (office, ids);
    }

    private static ExceptionId Number(int number) => ExceptionId.Parse($"PX-{number:D8}");

    private static async Task LookAsync(Office office, IEnumerable<ExceptionId> ids, DateTimeOffset at)
    {
        office.Time.Advance(at - office.Time.GetUtcNow());
        foreach (var id in ids)
        {
            await office.Reconciler.ReconcileAsync(id, default);
        }
    }

    [Fact]
    public async Task A_channel_that_is_busy_for_a_moment_puts_no_news_off_to_the_next_morning()
    {
        var (office, ids) = await GrantedAsync(0);
        var busy = 0;
        office.Teams.OnSend = to => to.Account.Id == "iam" && busy++ < 5
            ? new SendOutcome.Later(TimeSpan.FromSeconds(1), "Throttled", PauseReason.Throttled)
            : null;
        await office.HoldAsync(new ARequest { Id = Number(1) }.Granted());

        for (var seconds = 0; seconds < 60; seconds += 2)
        {
            await LookAsync(office, [.. ids, Number(1)], office.Time.GetUtcNow().AddSeconds(2));
        }

        Assert.Equal(6, busy);
        Assert.IsType<StatusView>(Assert.Single(office.MessagesOf(Iam)).View);
    }
}
