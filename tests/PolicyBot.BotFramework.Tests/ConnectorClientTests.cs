using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.BotFramework.Tests;

/// <summary>
/// Microsoft's client against the Lab's connector: the Lab asks for what a real client sends, and answers what it can read.
/// </summary>
[Collection(SharedOracle.Name)]
public sealed class ConnectorClientTests(OracleFixture fixture) : IAsyncLifetime
{
    private const string Sal = "sal@contoso.example";

    private ConnectorClient _client = null!;

    private TeamsTenant Tenant => fixture.Tenant;

    private TeamsConversation Chat => Tenant.Person(Sal).Chat;

    public async Task InitializeAsync()
    {
        await fixture.Product.ChatAsync(Sal);
        _client = await fixture.ConnectAsync();
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_chat_is_opened_and_comes_back_the_same()
    {
        var wanted = new ConversationParameters
        {
            IsGroup = false,
            Bot = new ChannelAccount { Id = $"28:{Tenant.Options.AppId}" },
            Members = [new ChannelAccount { Id = Tenant.Person(Sal).Account.ObjectId }],
            TenantId = Tenant.Options.TenantId,
        };

        var opened = await _client.Conversations.CreateConversationAsync(wanted);

        Assert.Equal(Chat.Id, opened.Id);
    }

    [Fact]
    public async Task A_thread_is_opened_in_a_channel()
    {
        var wanted = new ConversationParameters
        {
            IsGroup = true,
            TenantId = Tenant.Options.TenantId,
            ChannelData = new TeamsChannelData { Channel = new ChannelInfo { Id = Tenant.Channel.Id } },
            Activity = Text("First"),
        };

        var opened = await _client.Conversations.CreateConversationAsync(wanted);

        Assert.Equal($"{Tenant.Channel.Id};messageid={opened.ActivityId}", opened.Id);
        Assert.Equal("First", Tenant.Channel.Messages.Single(message => message.Id == opened.ActivityId).Text);
    }

    [Fact]
    public async Task A_card_is_sent_replaced_and_taken_back()
    {
        var sent = await _client.Conversations.SendToConversationAsync(Chat.Id, Card("Old 例外"));
        var old = Standing(sent.Id);
        var replaced = await _client.Conversations.UpdateActivityAsync(Chat.Id, sent.Id, Card("New"));
        var changed = Standing(sent.Id);
        await _client.Conversations.DeleteActivityAsync(Chat.Id, sent.Id);

        Assert.Equal(("Old 例外", "New"), (TextOn(old), TextOn(changed)));
        Assert.Equal(sent.Id, replaced.Id);
        Assert.True(Standing(sent.Id).Deleted);
    }

    [Fact]
    public async Task A_reply_goes_into_the_thread_that_its_conversation_names()
    {
        var root = (await _client.Conversations.SendToConversationAsync(Tenant.Channel.Id, Text("Root"))).Id;

        var reply = await _client.Conversations.ReplyToActivityAsync($"{Tenant.Channel.Id};messageid={root}", root, Text("Reply"));

        Assert.Equal(root, Tenant.Channel.Messages.Single(message => message.Id == reply.Id).ThreadId);
    }

    [Fact]
    public async Task A_text_beside_a_card_becomes_two_messages_and_no_id_comes_back()
    {
        var both = Card("Card");
        both.Text = "Text";

        var sent = await _client.Conversations.SendToConversationAsync(Chat.Id, both);

        Assert.Null(sent.Id);
    }

    [Fact]
    public async Task A_roster_is_read_whole()
    {
        var members = await _client.Conversations.GetConversationMembersAsync(Tenant.Channel.Id);

        Assert.Equal(Tenant.Options.Accounts.Select(account => account.Mri), members.Select(member => member.Id));
        Assert.Equal(Tenant.Options.Accounts.Select(account => account.ObjectId), members.Select(member => member.AadObjectId));
    }

    [Fact]
    public async Task A_roster_is_read_page_by_page()
    {
        var page = await _client.Conversations.GetConversationPagedMembersAsync(Tenant.Channel.Id, 50);

        Assert.Equal(Tenant.Options.Accounts.Select(account => account.Mri), page.Members.Select(member => member.Id));
        Assert.Null(page.ContinuationToken);
    }

    [Fact]
    public async Task One_member_is_read_with_what_only_Teams_says_of_people()
    {
        var account = Tenant.Person(Sal).Account;

        var member = await ((Conversations)_client.Conversations).GetConversationMemberAsync(account.ObjectId, Chat.Id);

        var inTeams = JObject.FromObject(member).ToObject<TeamsChannelAccount>()!;
        Assert.Equal((account.Mri, account.Name, account.ObjectId), (inTeams.Id, inTeams.Name, inTeams.AadObjectId));
        Assert.Equal((account.Email, account.UserPrincipalName), (inTeams.Email, inTeams.UserPrincipalName));
        Assert.Equal((account.GivenName, account.Surname, account.Role), (inTeams.GivenName, inTeams.Surname, inTeams.UserRole));
        Assert.Equal(Tenant.Options.TenantId, inTeams.TenantId);
    }

    [Fact]
    public async Task A_refusal_is_read_with_its_code()
    {
        var refused = await Assert.ThrowsAsync<ErrorResponseException>(
            () => _client.Conversations.SendToConversationAsync("a:nowhere", Text("x")));

        Assert.Equal((404, "ConversationNotFound"), ((int)refused.Response.StatusCode, refused.Body.Error.Code));
    }

    [Fact]
    public async Task A_throttled_call_is_repeated_after_the_pause_that_the_connector_asks_for()
    {
        Tenant.Faults.Add(ConnectorOperation.Send, ConnectorFault.Throttled);

        var sent = await _client.Conversations.SendToConversationAsync(Chat.Id, Text("Again"));

        Assert.Equal("Again", Standing(sent.Id).Text);
    }

    private static Activity Text(string text) => new(ActivityTypes.Message) { Text = text };

    private static Activity Card(string text) => new(ActivityTypes.Message)
    {
        Attachments = [new Attachment("application/vnd.microsoft.card.adaptive", content: EchoBot.Card(text))],
    };

    private static string? TextOn(TeamsMessage message) => message.Card?["body"]?[0]?["text"]?.GetValue<string>();

    private TeamsMessage Standing(string id) => Chat.Messages.Single(message => message.Id == id);
}
