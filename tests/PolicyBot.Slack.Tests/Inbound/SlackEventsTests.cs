using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

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
    public async Task A_message_over_which_the_host_died_is_answered_by_the_sweep()
    {
        await _bot.EventAsync(Payloads.Message("help"));
        _bot.Background.Take();

        _bot.Time.Advance(ExceptionCommits.LookAfter);
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

    [Fact]
    public async Task The_home_page_is_drawn_when_it_is_opened_and_not_when_the_messages_are()
    {
        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = "UBO", ["channel"] = Payloads.Direct, ["tab"] = "messages" };
        await _bot.EventAsync(Payloads.Event(opened.DeepClone().AsObject(), "Ev1"));
        opened["tab"] = "home";
        await _bot.EventAsync(Payloads.Event(opened, "Ev2"));
        await _bot.Background.DrainAsync();

        var published = Assert.Single(_bot.Slack.Calls);
        Assert.Equal("views.publish", published.Method);
        Assert.Equal(("UBO", "home"),
            (published.Arguments["user_id"]!.GetValue<string>(), published.Arguments["view"]!["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_administrator_who_opens_the_app_is_told_once_who_cannot_be_reached()
    {
        _bot.Slack.People["UADMIN"] = "admin@contoso.example";
        var catalog = (FakeCatalog)_bot.Services.GetRequiredService<ICatalog>();
        catalog.Current =
            catalog.Current with { Roles = new CatalogRoles([], [PersonId.Parse("admin@contoso.example")]), Text = "version: 1" };
        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = "UADMIN", ["channel"] = Payloads.Direct, ["tab"] = "home" };

        await _bot.EventAsync(Payloads.Event(opened.DeepClone().AsObject(), "Ev1"));
        await _bot.Background.DrainAsync();
        await _bot.EventAsync(Payloads.Event(opened, "Ev2"));
        await _bot.Background.DrainAsync();

        Assert.Equal(2, _bot.Slack.To("views.publish").Count);
        Assert.Contains("ana@contoso.example", Assert.Single(_bot.Slack.To("chat.postMessage")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_of_somebody_who_is_not_served_says_why()
    {
        await _bot.EventAsync(Payloads.Event(new JsonObject { ["type"] = "app_home_opened", ["user"] = "UNOBODY", ["tab"] = "home" }));
        await _bot.Background.DrainAsync();

        Assert.Equal("home", Assert.Single(_bot.Slack.To("views.publish")).Arguments["view"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_account_that_changes_is_looked_up_again_whether_it_is_switched_off_or_comes_back()
    {
        await _bot.EventAsync(Payloads.Message("help"));
        await _bot.Background.DrainAsync();

        _bot.Slack.SwitchedOff.Add("UBO");
        await ChangeAsync("UBO", "Ev2");
        Assert.Equal((DirectoryVerdict.Deactivated, "deactivated"), await KnownAsync());

        _bot.Slack.SwitchedOff.Clear();
        await ChangeAsync("UBO", "Ev3");
        Assert.Equal((DirectoryVerdict.Member, ""), await KnownAsync());

        async Task<(DirectoryVerdict, string)> KnownAsync()
        {
            var known = (await _bot.People.ReadAsync(new ChannelAccount("slack", ASlack.Team, "UBO"), default))!;
            return (known.Directory!.Verdict, known.DeadBecause);
        }
    }

    [Fact]
    public async Task An_approver_whose_account_is_switched_off_is_replaced_at_once()
    {
        var catalog = (FakeCatalog)_bot.Services.GetRequiredService<ICatalog>();
        catalog.Current = catalog.Current with
        {
            Groups = [new Group("security-leads", "Security leads", [Someone.Bo.Person], "ciso-office"),
                new Group("ciso-office", "CISO office", [Someone.Deputy.Person], null)],
        };
        await _bot.People.WriteAsync(ABot.AccountOf(Someone.Deputy), default);
        await _bot.HoldAsync(new ARequest { Stages = [AStage.Needs(1, Someone.Bo)] }.InReview());
        var before = Asked(Someone.Deputy);

        _bot.Slack.SwitchedOff.Add("UBO");
        await ChangeAsync("UBO", "Ev1");
        await _bot.Services.GetRequiredService<DueWorkProcessor>().RunAsync(default);

        Assert.Equal((0, 1), (before, Asked(Someone.Deputy)));

        int Asked(Actor person) => _bot.Slack.To("chat.postMessage")
            .Count(call =>
                call.Arguments["channel"]!.GetValue<string>() == ABot.AccountOf(person).Conversation
                && call.Words.Contains(Verbs.Approve, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_which_the_directory_says_nothing_just_now_is_looked_at_again()
    {
        await _bot.EventAsync(Payloads.Message("help"));
        await _bot.Background.DrainAsync();
        _bot.Slack.OnCall = call =>
            Task.FromResult(call.Method == "users.info" ? new JsonObject { ["ok"] = false, ["error"] = "service_unavailable" } : null);

        await ChangeAsync("UBO", "Ev2");

        Assert.Contains(_bot.Work.All, item => item.Subject == DueWorkProcessor.Inbound("slack", "Ev2"));
        Assert.Equal("", (await _bot.People.ReadAsync(new ChannelAccount("slack", ASlack.Team, "UBO"), default))!.DeadBecause);
    }

    [Fact]
    public async Task A_change_of_somebody_who_was_never_met_costs_nothing_but_a_look()
    {
        await ChangeAsync("UMALLORY", "Ev1");

        Assert.Empty(_bot.Slack.Calls);
        Assert.Null(await _bot.Seen.ReadAsync("Ev1", default));
    }

    [Fact]
    public async Task When_the_app_is_taken_from_the_workspace_that_is_known_as_trouble()
    {
        var revoked = Sample.Object("event.tokens_revoked.json");
        revoked["team_id"] = ASlack.Team;
        await _bot.EventAsync(revoked.DeepClone().AsObject());
        await _bot.Background.DrainAsync();
        Assert.Null(_bot.Services.GetRequiredService<SlackHealth>().Trouble); // another bot's

        revoked["event"]!["tokens"]!["bot"] = new JsonArray(ASlack.BotUser);
        revoked["event_id"] = "Ev2";
        await _bot.EventAsync(revoked);
        await _bot.Background.DrainAsync();

        Assert.Equal("tokens_revoked", _bot.Services.GetRequiredService<SlackHealth>().Trouble);
    }

    [Theory]
    [InlineData("""{"type":"app_rate_limited","team_id":"T024BE7LD","minute_rate_limited":1518467820}""")]
    [InlineData("""{"type":"event_callback"}""")]
    [InlineData("""{"type":"event_callback","event":7}""")]
    [InlineData("""{"type":"event_callback","event":{"type":["message"]}}""")]
    [InlineData("{}")]
    public async Task What_means_nothing_is_acknowledged(string envelope) =>
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(JsonNode.Parse(envelope)!.AsObject()));

    private async Task ChangeAsync(string user, string id)
    {
        var change = Sample.Object("event.user_change.inner.json");
        Change(change["user"]!.AsObject(), $$"""{"id":"{{user}}","team_id":"{{ASlack.Team}}"}""");
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(Payloads.Event(change, id)));
        await _bot.Background.DrainAsync();
    }

    private static void Change(JsonObject whole, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            whole[name] = value?.DeepClone();
        }
    }
}
