using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Reconciling;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>Events from Slack's post to what is done about them.</summary>
public sealed class SlackEventsTests : IAsyncLifetime
{
    private ABot _bot = null!;

    public async Task InitializeAsync() => _bot = await ABot.StartAsync();

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    [Fact]
    public async Task What_somebody_types_is_kept_and_acknowledged_and_then_answered_in_the_direct_conversation()
    {
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(Payloads.Message("help")));
        Assert.Empty(_bot.Slack.Calls);
        Assert.Single(_bot.Work.All);

        await _bot.Background.DrainAsync();

        var answer = Assert.Single(_bot.Slack.To("chat.postMessage"));
        Assert.Equal(Payloads.Direct, answer.Arguments["channel"]!.GetValue<string>());
        Assert.Contains("my requests", answer.Words, StringComparison.Ordinal);
        Assert.Empty(_bot.Work.All);
    }

    [Fact]
    public async Task A_reply_in_a_thread_is_answered_in_that_thread()
    {
        var reply = Payloads.Message("help");
        reply["event"]!["thread_ts"] = "1790000000.000100";

        await _bot.EventAsync(reply);
        await _bot.EventAsync(Payloads.Message("help", "Ev2", "1790000002.000100"));
        await _bot.Background.DrainAsync();

        Assert.Equal(["1790000000.000100", null], _bot.Slack.To("chat.postMessage").Select(call => (string?)call.Arguments["thread_ts"]));
    }

    [Fact]
    public async Task A_mention_in_a_thread_is_told_in_that_thread_where_the_talk_goes_on()
    {
        var mention = Payloads.Message("<@UBOT> help");
        (mention["event"]!["type"], mention["event"]!["channel"], mention["event"]!["thread_ts"]) = ("app_mention", "C1", "1790000000.000100");

        await _bot.EventAsync(mention);
        await _bot.Background.DrainAsync();

        Assert.Equal("1790000000.000100", (string?)Assert.Single(_bot.Slack.To("chat.postEphemeral")).Arguments["thread_ts"]);
        Assert.Null(Assert.Single(_bot.Slack.To("chat.postMessage")).Arguments["thread_ts"]); // the direct chat has no such thread
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_is_answered_once_whatever_its_event_id()
    {
        await _bot.EventAsync(Payloads.Message("help", "Ev1"));
        await _bot.EventAsync(Payloads.Message("help", "Ev1"));
        await _bot.EventAsync(Payloads.Message("help", "Ev2"));
        await _bot.Background.DrainAsync();
        await _bot.EventAsync(Payloads.Message("help", "Ev3"));
        await _bot.Background.DrainAsync();

        Assert.Single(_bot.Slack.To("chat.postMessage"));
    }

    [Fact]
    public async Task The_same_words_twice_are_answered_twice()
    {
        await _bot.EventAsync(Payloads.Message("help", "Ev1", "1790000001.000100"));
        await _bot.EventAsync(Payloads.Message("help", "Ev2", "1790000002.000100"));
        await _bot.Background.DrainAsync();

        Assert.Equal(2, _bot.Slack.To("chat.postMessage").Count);
    }

    [Fact]
    public async Task A_message_that_cannot_be_kept_is_refused_so_that_Slack_delivers_it_again()
    {
        _bot.Stores.AreDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _bot.EventAsync(Payloads.Message("help")));

        _bot.Stores.AreDown = false;
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(Payloads.Message("help")));
        await _bot.Background.DrainAsync();

        Assert.Single(_bot.Slack.To("chat.postMessage"));
    }

    [Fact]
    public async Task A_message_over_which_the_host_hangs_is_answered_by_the_sweep()
    {
        await _bot.EventAsync(Payloads.Message("help"));
        _bot.Background.Take();

        for (var waited = TimeSpan.Zero; waited < DueWorkProcessor.Reach + (2 * InboundIntake.Ahead); waited += InboundIntake.Ahead)
        {
            _bot.Time.Advance(InboundIntake.Ahead);
        }

        await _bot.Services.GetRequiredService<DueWorkProcessor>().RunAsync(default);

        Assert.Single(_bot.Slack.To("chat.postMessage"));
        Assert.Empty(_bot.Work.All);
    }

    [Fact]
    public async Task An_answer_that_Slack_does_not_take_now_is_left_to_the_sweep()
    {
        _bot.Slack.OnCall = call =>
            Task.FromResult(call.Method == "chat.postMessage" ? new JsonObject { ["ok"] = false, ["error"] = "account_inactive" } : null);
        await _bot.EventAsync(Payloads.Message("help"));
        await _bot.Background.DrainAsync();
        Assert.Single(_bot.Work.All);

        _bot.Slack.OnCall = _ => Task.FromResult<JsonObject?>(null);
        _bot.Slack.Forget();
        _bot.Time.Advance(ExceptionCommits.LookAfter);
        await _bot.Services.GetRequiredService<DueWorkProcessor>().RunAsync(default);

        Assert.Single(_bot.Slack.To("chat.postMessage"));
    }

    public static TheoryData<string> Noise => new(
        """{"bot_id":"B0POLICYBOT"}""",
        """{"bot_profile":{"id":"B1"}}""",
        """{"hidden":true}""",
        """{"subtype":"message_changed"}""",
        """{"subtype":"message_deleted"}""",
        """{"subtype":"channel_join"}""",
        """{"subtype":"bot_message"}""",
        """{"user":null}""",
        """{"user":"USLACKBOT"}""",
        """{"channel_type":"channel","channel":"C1"}""",
        """{"channel_type":"mpim","channel":"G1"}""",
        """{"type":"reaction_added"}""");

    [Theory]
    [MemberData(nameof(Noise))]
    public async Task What_nobody_said_to_the_bot_is_acknowledged_and_not_kept(string change)
    {
        var envelope = Payloads.Message("help");
        Change(envelope["event"]!.AsObject(), change);

        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(envelope));

        Assert.Empty(_bot.Work.All);
    }

    [Theory]
    [InlineData("event.message_bot_without_subtype.json")]
    [InlineData("event.message_changed.json")]
    [InlineData("event.app_home_opened.org_install.json")]
    public async Task Recorded_noise_is_acknowledged_and_not_kept(string sample)
    {
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(Sample.Object(sample)));

        Assert.Empty(_bot.Work.All);
    }

    [Theory]
    [InlineData("""{"subtype":"file_share"}""")]
    [InlineData("""{"subtype":"thread_broadcast"}""")]
    public async Task What_somebody_says_with_a_file_or_from_a_thread_is_answered(string change)
    {
        var envelope = Payloads.Message("help");
        Change(envelope["event"]!.AsObject(), change);

        await _bot.EventAsync(envelope);
        await _bot.Background.DrainAsync();

        Assert.Single(_bot.Slack.To("chat.postMessage"));
    }

    public static TheoryData<string, string> Strangers => new()
    {
        { """{"user_team":"TFOREIGN"}""", "{}" },
        { """{"team":"TFOREIGN"}""", "{}" },
        { """{"team":null}""", """{"team_id":"TFOREIGN"}""" },
        { """{"team":null}""", """{"team_id":null}""" },
        { "{}", """{"authorizations":[{"team_id":"TFOREIGN"}]}""" },
        { """{"user":"U0POLICYBOT"}""", "{}" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Nobody_of_another_workspace_is_answered_and_the_bot_does_not_answer_itself(string change, string changeOfEnvelope)
    {
        var envelope = Payloads.Message("help");
        Change(envelope["event"]!.AsObject(), change);
        Change(envelope, changeOfEnvelope);

        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(envelope));
        await _bot.Background.DrainAsync();

        Assert.Empty(_bot.Slack.Calls);
        Assert.Empty(_bot.Work.All);
    }

    [Fact]
    public async Task A_mention_is_answered_in_a_direct_message_and_bystanders_see_nothing_of_it()
    {
        await _bot.EventAsync(Payloads.Event(new JsonObject
        {
            ["type"] = "app_mention",
            ["channel"] = "C1",
            ["user"] = "UBO",
            ["text"] = $"<@{ASlack.BotUser}> my requests",
            ["ts"] = "1790000001.000100",
            ["team"] = ASlack.Team,
        }));
        await _bot.Background.DrainAsync();

        var moved = Assert.Single(_bot.Slack.To("chat.postEphemeral"));
        Assert.Equal(("C1", "UBO"), (moved.Arguments["channel"]!.GetValue<string>(), moved.Arguments["user"]!.GetValue<string>()));
        Assert.Contains(SlackWords.MovedToDirect, moved.Words, StringComparison.Ordinal);
        var answer = Assert.Single(_bot.Slack.To("chat.postMessage"));
        Assert.Equal("UBO", answer.Arguments["channel"]!.GetValue<string>());
        Assert.DoesNotContain("did not understand", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"app_rate_limited","team_id":"T024BE7LD","minute_rate_limited":1518467820}""")]
    [InlineData("""{"type":"event_callback"}""")]
    [InlineData("""{"type":"event_callback","event":7}""")]
    [InlineData("""{"type":"event_callback","event":{"type":["message"]}}""")]
    [InlineData("{}")]
    public async Task What_means_nothing_is_acknowledged(string envelope) =>
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(JsonNode.Parse(envelope)!.AsObject()));

    internal static void Change(JsonObject whole, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            whole[name] = value?.DeepClone();
        }
    }
}
