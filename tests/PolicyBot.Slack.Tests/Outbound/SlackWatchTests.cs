using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>A token that is refused while PolicyBot runs.</summary>
public sealed class SlackWatchTests : IAsyncLifetime
{
    private static readonly PersonId Admin = PersonId.Parse("admin@contoso.example");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeChannel teams = new("teams");
    private readonly FakePeople people = new();
    private ASlack slack = null!;

    public async Task InitializeAsync()
    {
        slack = await ASlack.StartAsync();
        people.Time = time;
        await people.WriteAsync(Account("slack", "T1", "U2", hour: 8), default); // used last
        await people.WriteAsync(Account("teams", "t", "29:admin", hour: 7), default);
    }

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Fact]
    public async Task Administrators_hear_of_it_once_through_the_channel_that_still_works_and_it_is_asked_until_it_is_taken_again()
    {
        slack.Usually("chat.postMessage", """{"ok":false,"error":"token_revoked"}""");
        slack.Usually("users.info", """{"ok":false,"error":"token_revoked"}""");
        slack.Usually("auth.test", """{"ok":false,"error":"token_revoked"}""");
        var channel = slack.Channel();
        using var watch = Watch(channel);
        await watch.StartAsync(default);

        await channel.SendAsync(Account("slack", "T1", "U3", hour: 0), channel.Draw(ListView.Sentence("x")), "1", default);
        await UntilAsync(() => teams.Sent.Count == 1);
        await UntilAsync(() => { time.Advance(SlackWatch.AskEvery); return slack.Count("auth.test") >= 3; });
        slack.Usually("auth.test", """{"ok":true,"team_id":"T1","user_id":"U9","bot_id":"B9"}""");
        await UntilAsync(() => { time.Advance(SlackWatch.AskEvery); return slack.Health.Trouble is null; });
        await UntilAsync(() => slack.Log.Text.Contains("Information Slack takes the token again.", StringComparison.Ordinal));
        await watch.StopAsync(default);

        var told = Assert.Single(teams.Sent);
        Assert.Equal("Slack refuses PolicyBot's token", told.View.Summary);
        Assert.Contains("token_revoked", Assert.IsType<ListView>(told.View).Intro[0].Text, StringComparison.Ordinal);
        Assert.Single(slack.Log.Text.Split('\n'), line =>
            line.StartsWith("Error Slack refuses the token (token_revoked)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whom_no_channel_takes_a_message_to_just_then_is_told_at_the_next_look()
    {
        slack.Usually("chat.postMessage", """{"ok":false,"error":"token_revoked"}""");
        slack.Usually("auth.test", """{"ok":false,"error":"token_revoked"}""");
        var busy = true;
        teams.OnSend = _ => busy ? new SendOutcome.Later(TimeSpan.FromSeconds(1), "Throttled") : null;
        using var watch = Watch(slack.Channel());
        slack.Health.Refused("token_revoked");
        await watch.StartAsync(default);

        await UntilAsync(() => slack.Count("chat.postMessage") >= 1);
        busy = false;
        await UntilAsync(() => { time.Advance(SlackWatch.AskEvery); return teams.Sent.Count == 1; });
        await watch.StopAsync(default);

        Assert.Equal("Slack refuses PolicyBot's token", Assert.Single(teams.Sent).View.Summary);
    }

    private SlackWatch Watch(SlackChannel channel)
    {
        var catalog = new FakeCatalog { Current = TestCatalog.Contoso with { Roles = new CatalogRoles([], [Admin]) } };
        var who = new WhoIsWho(people, catalog, [teams, channel], time);
        var administrators = new AdministratorNotices(people, new DirectMessages(who.Reachability, who.Mail, people), catalog, time);
        return new SlackWatch(slack.Health, slack.Client(), administrators, time, slack.Log.For<SlackWatch>());
    }

    private static KnownAccount Account(string channel, string tenant, string id, int hour) => new()
    {
        Account = new ChannelAccount(channel, tenant, id),
        Person = Admin,
        Conversation = $"D-{id}",
        LastSeen = new DateTimeOffset(2027, 1, 4, hour, 0, 0, TimeSpan.Zero),
    };

    private static async Task UntilAsync(Func<bool> met)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!met())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
