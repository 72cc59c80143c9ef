using System.Diagnostics;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>One 429 that asks for a second. In real time: nothing turns the clock.</summary>
[Collection(DeliveryOutageTests.Name)]
public sealed class RetryAfterTests(OutageLab running) : DeliveryOutageTest(running, OutageLab.InTeams)
{
    private const double LongestHold = 4;
    private const double LongestRetry = 10;
    private const double Patience = 50;

    [Fact]
    public async Task A_second_s_pause_in_Teams_holds_the_other_approver_s_card_back_for_seconds_only()
    {
        var (refused, at) = ((string?)null, 0L);
        string[] chats = [Ana.Teams.Chat.Id, Bo.Teams.Chat.Id];
        Lab.Tenant.Faults.Plan = (operation, conversation, _) =>
        {
            if (operation != ConnectorOperation.Send || !chats.Contains(conversation)
                || Interlocked.CompareExchange(ref refused, conversation, null) is not null)
            {
                return null;
            }

            at = Stopwatch.GetTimestamp();
            return ConnectorFault.Throttled;
        };
        var id = (await Sal.AskAsync(Leave("behind a 429"))).Id;
        await Record.UntilAsync(() => Task.FromResult(refused is not null));
        var (first, other) = refused == Ana.Teams.Chat.Id ? (Ana, Bo) : (Bo, Ana);

        await AssertInTimeAsync(id, at, () => first.About(id).Count, () => other.About(id).Count);
        await Ana.DecideAsync(id, "Reject", "It was only about the pause.");
    }

    [Fact]
    public async Task A_second_s_pause_in_Slack_holds_the_other_approver_s_card_back_for_seconds_only()
    {
        SlackColleague Of(string name) => InSlack(OutageLab.InSlack.Email(name));
        var (refused, at) = ((string?)null, 0L);
        Dictionary<string, SlackColleague> chats = new[] { Of("ana"), Of("bo") }
            .SelectMany(one => new[] { KeyValuePair.Create(one.Client.Chat.Id, one), KeyValuePair.Create(one.Client.Account.Id, one) })
            .ToDictionary();
        Slack.Faults.Plan = (method, arguments) =>
        {
            if (method != "chat.postMessage" || arguments["channel"]?.ToString() is not { } channel || !chats.ContainsKey(channel)
                || Interlocked.CompareExchange(ref refused, channel, null) is not null)
            {
                return null;
            }

            at = Stopwatch.GetTimestamp();
            return new SlackFault.Throttled(1);
        };
        var id = await Of("sal").AskAsync(Wish.For(OutageLab.InSlack.LeavePolicy, "behind a 429 in Slack", Today.AddDays(20)));
        await Record.UntilAsync(() => Task.FromResult(refused is not null));
        var first = chats[refused!];
        var other = chats.Values.First(one => one.Email != first.Email);

        await AssertInTimeAsync(id, at, () => first.About(id).Count, () => other.About(id).Count);
        await Of("ana").DecideAsync(id, "Reject", "It was only about the pause.");
    }

    private async Task AssertInTimeAsync(string id, long refusedAt, Func<int> first, Func<int> other)
    {
        var (retried, held) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        await Record.UntilAsync(() =>
        {
            var passed = Stopwatch.GetElapsedTime(refusedAt);
            (retried, held) = (first() > 0 && passed < retried ? passed : retried, other() > 0 && passed < held ? passed : held);
            return Task.FromResult(passed.TotalSeconds > Patience || (first() > 0 && other() > 0));
        });
        Assert.True(held.TotalSeconds <= LongestHold && retried.TotalSeconds <= LongestRetry,
            $"The other approver's card came after {held.TotalSeconds:0.0} s, the refused one after {retried.TotalSeconds:0.0} s.\n"
            + await WhyAsync(id));
    }
}
