using System.Text.Json.Nodes;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;
using PolicyBot.Lab.Teams.Tokens;
using PolicyBot.Testing;

namespace PolicyBot.BotFramework.Tests;

/// <summary>A bot on Microsoft's adapter, with credentials: it accepts what the Lab sends and answers through the Lab.</summary>
[Collection(SharedOracle.Name)]
public sealed class CloudAdapterTests(OracleFixture fixture) : IAsyncLifetime
{
    private const string Ana = "ana@contoso.example";

    private readonly EchoBot _bot = new();
    private ALoopbackServer _server = null!;

    private TeamsTenant Tenant => fixture.Tenant;

    private TeamsPerson Person => Tenant.Person(Ana);

    public async Task InitializeAsync()
    {
        var adapter = EchoBot.Adapter(fixture);
        _server = await ALoopbackServer.StartAsync(
            context => adapter.ProcessAsync(context.Request, context.Response, _bot, context.RequestAborted));
        Tenant.BotAddress = _server.Address;
        await Person.InstallAsync(default);
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_is_heard_and_answered_in_the_chat()
    {
        var answer = await Person.SayAsync("hello 例外", default);

        Assert.Equal(200, answer.Status);
        await Person.ReceiveAsync(message => message.Text == "Echo: hello 例外", Patience());
        var heard = _bot.Heard.Last();
        Assert.Equal((ActivityTypes.Message, "msteams", Tenant.ServiceUrl), (heard.Type, heard.ChannelId, heard.ServiceUrl));
        var (account, from, place) = (Person.Account, heard.From, heard.Conversation);
        Assert.Equal((account.Mri, account.ObjectId, account.Name), (from.Id, from.AadObjectId, from.Name));
        Assert.Equal((Person.Chat.Id, "personal", Tenant.Options.TenantId), (place.Id, place.ConversationType, place.TenantId));
        Assert.Equal(Tenant.Options.TenantId, heard.GetChannelData<TeamsChannelData>().Tenant.Id);
    }

    [Fact]
    public async Task A_mention_in_a_channel_is_heard_without_it_and_answered_in_the_thread()
    {
        await Person.MentionAsync("status PX-1", default);

        var heard = _bot.Heard.Last();
        var mention = Assert.Single(heard.GetMentions());
        Assert.Equal($"28:{Tenant.Options.AppId}", mention.Mentioned.Id);
        Assert.Equal("status PX-1", heard.Text.Replace("&nbsp;", "", StringComparison.Ordinal).Trim());
        Assert.Equal(Tenant.Channel.Id, heard.GetChannelData<TeamsChannelData>().Channel.Id);
        var echoed = Tenant.Channel.Messages[^1];
        Assert.Equal((null, heard.Id), (echoed.Author, echoed.ThreadId));
    }

    [Fact]
    public async Task A_button_is_heard_with_its_inputs_and_its_answer_replaces_the_card()
    {
        var message = await CardAsync();

        var outcome = await Person.PressAsync(message, "Approve", new Dictionary<string, string> { ["comment"] = "Looks fine" }, default);

        var shown = Assert.IsType<ClickOutcome.CardShown>(outcome);
        Assert.Equal("review.approve: Looks fine", shown.Card["body"]![0]!["text"]!.GetValue<string>());
        var heard = _bot.Heard.Last();
        Assert.Equal((ActivityTypes.Invoke, "adaptiveCard/action", message.Id), (heard.Type, heard.Name, heard.ReplyToId));
    }

    [Fact]
    public async Task A_button_of_an_old_client_is_heard_as_a_message_with_a_value()
    {
        var message = await CardAsync();

        var data = new JsonObject { ["verb"] = "review.approve", ["comment"] = "Looks fine" };

        var outcome = await Person.SubmitAsync(message, data, default);

        Assert.IsType<ClickOutcome.Submitted>(outcome);
        await Person.ReceiveAsync(answer => answer.Text == """Echo: {"verb":"review.approve","comment":"Looks fine"}""", Patience());
    }

    [Fact]
    public async Task An_installation_is_heard_as_one()
    {
        await Person.UninstallAsync(default);
        await Person.InstallAsync(default);

        Assert.Equal(
            ["installationUpdate remove", "installationUpdate add", "conversationUpdate "],
            _bot.Heard.TakeLast(3).Select(heard => $"{heard.Type} {heard.Action}"));
        Assert.Contains(_bot.Heard.Last().MembersAdded, member => member.Id == _bot.Heard.Last().Recipient.Id);
    }

    [Theory]
    [InlineData(ConnectorTokenSignature.ForeignKey)]
    [InlineData(ConnectorTokenSignature.None)]
    [InlineData(ConnectorTokenSignature.KeyOfAnotherChannel)]
    public async Task A_bad_token_is_not_heard(ConnectorTokenSignature signature)
    {
        var before = _bot.Heard.Count;
        Assert.Equal(2, before); // the installation, with good tokens

        var answer = await Tenant.DeliverAsync(
            Tenant.TextActivity(Ana, "let me in"), Tenant.Tokens.Issue(new ConnectorTokenShape { Signature = signature }), default);

        Assert.InRange(answer.Status, 400, 599); // the SDK answers 500 where its library throws
        Assert.Equal(before, _bot.Heard.Count);
    }

    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private async Task<TeamsMessage> CardAsync()
    {
        var card = JObject.Parse("""
            {
              "type": "AdaptiveCard", "version": "1.5",
              "body": [{ "type": "Input.Text", "id": "comment", "label": "Why?" }],
              "actions": [{ "type": "Action.Execute", "title": "Approve", "verb": "review.approve", "data": { "id": "PX-1" } }]
            }
            """);
        using var client = await fixture.ConnectAsync();
        var sent = await client.Conversations.SendToConversationAsync(Person.Chat.Id, new Activity(ActivityTypes.Message)
        {
            Attachments = [new Attachment("application/vnd.microsoft.card.adaptive", content: card)],
        });
        return Person.Chat.Messages.Single(message => message.Id == sent.Id);
    }
}
