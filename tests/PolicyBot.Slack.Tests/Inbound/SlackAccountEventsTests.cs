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

/// <summary>Events about pages and accounts: the home page, accounts that change, the app that is taken away.</summary>
public sealed class SlackAccountEventsTests : IAsyncLifetime
{
    private ABot _bot = null!;

    public async Task InitializeAsync() => _bot = await ABot.StartAsync();

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    private async Task ChangeAsync(string user, string id)
    {
        var change = Sample.Object("event.user_change.inner.json");
        SlackEventsTests.Change(change["user"]!.AsObject(), $$"""{"id":"{{user}}","team_id":"{{ASlack.Team}}"}""");
        Assert.Equal(HttpStatusCode.OK, await _bot.EventAsync(Payloads.Event(change, id)));
        await _bot.Background.DrainAsync();
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
}
