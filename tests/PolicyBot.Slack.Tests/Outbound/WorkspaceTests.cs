using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Lab.Slack;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;
using PolicyBot.Testing;
using SlackFault = PolicyBot.Lab.Slack.SlackFault;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>Our side of the wire as the Host composes it, against the Lab's workspace, which reads Slack's rules for itself.</summary>
public sealed class WorkspaceTests : IAsyncLifetime
{
    private const string Ana = "ana@contoso.example";
    private SlackWorkspace workspace = null!;
    private ServiceProvider services = null!;

    private IChannel Channel => services.GetRequiredService<IChannel>();

    public async Task InitializeAsync()
    {
        workspace = await SlackWorkspace.StartAsync(new SlackWorkspaceOptions { RateLimits = false }, default);
        services = Compose();
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await workspace.DisposeAsync();
    }

    [Fact]
    public async Task A_workspace_with_the_app_in_it_stops_no_start()
    {
        using var elsewhere = Compose(("Slack:TeamId", "T0ELSEWHERE"));
        using var forged = Compose(("Slack:BotToken", "xoxb-another"));

        Assert.Empty(await services.SlackFaultsAsync(default));
        Assert.StartsWith(
            "Slack:TeamId is T0ELSEWHERE", Assert.Single(await elsewhere.SlackFaultsAsync(default)), StringComparison.Ordinal);
        Assert.StartsWith(
            "Slack:BotToken is refused (invalid_auth)", Assert.Single(await forged.SlackFaultsAsync(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_found_by_their_address_gets_a_message_that_is_replaced_later()
    {
        var account = await FindAsync(Ana);

        var sent = Assert.IsType<SendOutcome.Sent>(await Channel.SendAsync(account, Draw("PX-7K2M9QRT waits for you"), "1", default));
        var replaced = await Channel.UpdateAsync(sent.Message, Draw("PX-7K2M9QRT is approved"), default);

        var message = Assert.Single(workspace.Person(Ana).Chat.Messages);
        Assert.Equal(sent, replaced);
        Assert.Equal((message.Ts, workspace.Person(Ana).Chat.Id), (sent.Message.Message, sent.Message.Conversation));
        Assert.Contains("PX-7K2M9QRT is approved", message.Words, StringComparison.Ordinal);
    }

    public static TheoryData<SlackFault> LostAnswers => [new SlackFault.FailedAfterAccept(), new SlackFault.DroppedAfterAccept()];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_message_whose_answer_was_lost_is_there_once(SlackFault lost)
    {
        var account = await FindAsync(Ana);
        workspace.Faults.Add("chat.postMessage", lost);

        var first = await Channel.SendAsync(account, Draw("PX-7K2M9QRT waits for you"), "1", default);
        var second = await Channel.SendAgainAsync(account, Draw("PX-7K2M9QRT waits for you still"), "1", default);
        var another = await Channel.SendAgainAsync(account, Draw("PX-2222QRTA waits for you"), "2", default);

        Assert.IsType<SendOutcome.Unsure>(first);
        Assert.IsType<SendOutcome.Sent>(another);
        Assert.Equal(2, workspace.Person(Ana).Chat.Messages.Count);
        var message = workspace.Person(Ana).Chat.Messages[0];
        Assert.Equal(message.Ts, Assert.IsType<SendOutcome.Sent>(second).Message.Message);
        Assert.Contains("PX-7K2M9QRT waits for you still", message.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guests_leavers_strangers_and_bots_are_found_by_nobody()
    {
        var gone = new[] { "dena@contoso.example", "frida@northwind.example", "nobody@contoso.example" };
        var guest = workspace.People.Single(person => person.Account.IsRestricted).Account;

        var found = await Task.WhenAll(gone.Append(guest.Email).Select(email => Channel.FindAsync(PersonId.Parse(email), null, default)));
        var bot = await Channel.FindAsync(PersonId.Parse(Ana), workspace.Person("deploys").Account.Id, default);

        Assert.All(found, answer => Assert.IsType<FoundAccount.NotHere>(answer));
        Assert.Equal(new FoundAccount.NotHere("bot"), bot);
    }

    [Fact]
    public async Task Who_left_since_is_unreachable_though_the_chat_is_still_there()
    {
        var account = await FindAsync("kim@contoso.example");
        await workspace.ChangeAsync("kim@contoso.example", kim => kim with { Deleted = true }, default);
        services.GetRequiredService<SlackDirectory>().Forget(account.Account.Id); // as the event of the change does

        Assert.Equal(new SendOutcome.Unreachable("user_disabled"),
            await Channel.SendAsync(account, Draw("PX-7K2M9QRT waits for you"), "1", default));
        Assert.Empty(workspace.Person("kim@contoso.example").Chat.Messages);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_token_is_revoked()
    {
        var account = await FindAsync(Ana);
        workspace.TokenRevoked = true;

        var meanwhile = await Channel.SendAsync(account, Draw("PX-7K2M9QRT waits for you"), "1", default);
        var trouble = services.GetRequiredService<SlackHealth>().Trouble;
        workspace.TokenRevoked = false;
        var then = await Channel.SendAgainAsync(account, Draw("PX-7K2M9QRT waits for you"), "1", default);

        Assert.Equal(new SendOutcome.Later(SlackChannel.PauseUntilMended, "token_revoked"), meanwhile);
        Assert.Equal("token_revoked", trouble);
        Assert.IsType<SendOutcome.Sent>(then);
        Assert.Null(services.GetRequiredService<SlackHealth>().Trouble);
        Assert.Single(workspace.Person(Ana).Chat.Messages);
    }

    [Fact]
    public async Task The_home_page_is_there_when_the_person_looks()
    {
        var account = await FindAsync(Ana);
        var view =
            new HomeView
            {
                Summary = "Your exceptions",
                Heading = "Your exceptions",
                Sections = [new HomeSection("My requests", [], "None yet.")]
            };

        await services.GetRequiredService<IHome>().ShowAsync(account, SlackCards.Draw(view), default);

        Assert.Null(Assert.Single(workspace.Requests, request => request.Method == "views.publish").Error);
        Assert.Contains("None yet.", workspace.Person(Ana).Home!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_method_that_is_called_is_one_that_the_workspace_knows_with_scopes_that_are_asked_for()
    {
        var client = services.GetRequiredService<SlackClient>();
        foreach (var method in SlackMethods.All.Keys)
        {
            await client.CallAsync(method, new JsonObject { ["channel"] = workspace.Channel.Id }, default);
        }

        Assert.Equal(SlackMethods.All.Keys, workspace.Requests.Select(request => request.Method));
        Assert.DoesNotContain(workspace.Requests, request =>
            request.Error is "unknown_method" or "invalid_auth" or "not_allowed_token_type" or "missing_scope"
            && request.Method != "conversations.history");
    }

    private DrawnCard Draw(string heading) => Channel.Draw(new ListView { Summary = heading, Heading = heading, Lines = [] });

    private async Task<KnownAccount> FindAsync(string email) =>
        Assert.IsType<FoundAccount.Here>(await Channel.FindAsync(PersonId.Parse(email), null, default)).Account;

    private ServiceProvider Compose(params (string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Slack:BotToken"] = workspace.Options.BotToken,
            ["Slack:SigningSecret"] = workspace.Options.SigningSecret,
            ["Slack:AppToken"] = workspace.Options.AppToken,
            ["Slack:ApiBaseUrl"] = workspace.ApiBaseUrl.ToString(),
            ["Slack:TeamId"] = workspace.Options.TeamId,
        };
        foreach (var (key, value) in changes)
        {
            settings[key] = value;
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new AnEnvironment(development: true));
        services.AddSlack(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.BuildServiceProvider();
    }
}
