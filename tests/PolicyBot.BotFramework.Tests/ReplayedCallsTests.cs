using System.Text.Json.Nodes;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Rest.Serialization;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Connector;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Outbound;
using PolicyBot.Testing.Views;
using OurParameters = PolicyBot.Teams.Outbound.ConversationParameters;
using SdkChannelData = Microsoft.Bot.Schema.Teams.TeamsChannelData;
using SdkClient = Microsoft.Bot.Connector.ConnectorClient;
using SdkParameters = Microsoft.Bot.Schema.ConversationParameters;

namespace PolicyBot.BotFramework.Tests;

/// <summary>
/// What PolicyBot sends, read into the SDK's models and sent again by the SDK: the connector gets the same request, so nothing was lost
/// or misread.
/// </summary>
[Collection(SharedOracle.Name)]
public sealed class ReplayedCallsTests(OracleFixture fixture) : IAsyncLifetime
{
    private const string Bo = "bo@contoso.example";

    private SdkClient _sdk = null!;
    private ConversationAddress _chat = null!;

    public static TheoryData<string> Views => [.. SampleViews.All.Keys];

    private TeamsTenant Tenant => fixture.Tenant;

    private string AppId => Tenant.Options.AppId;

    public async Task InitializeAsync()
    {
        _chat = await fixture.Product.ChatAsync(Bo);
        _sdk = await fixture.ConnectAsync();
    }

    public Task DisposeAsync()
    {
        _sdk.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_card_is_the_same_for_the_SDK(string view)
    {
        var card = TeamsCards.Draw(SampleViews.All[view], TeamsCardActions.Execute).Json;

        await AssertSentAlikeAsync(OutgoingActivity.Card(AppId, card, "HIGH: MFA off"));
    }

    [Theory]
    [InlineData("例外 👨‍👩‍👧‍👦 \"quoted\" \\ back & <at>x</at>")]
    [InlineData("2026-11-20T09:00:00Z")]
    [InlineData("${name} {{DATE(2026-11-20T09:00:00Z)}}")]
    public async Task A_card_with_odd_text_in_all_places_is_the_same_for_the_SDK(string text)
    {
        var card = TeamsCards.Draw(FilledViews.Approval(_ => text), TeamsCardActions.Submit).Json;

        await AssertSentAlikeAsync(OutgoingActivity.Card(AppId, card, text, alert: true));
    }

    [Fact]
    public async Task A_sentence_is_the_same_for_the_SDK()
    {
        await AssertSentAlikeAsync(OutgoingActivity.PlainText(AppId, "Moved to Teams. 例外"));
    }

    [Fact]
    public async Task An_update_under_odd_ids_is_the_same_for_the_SDK()
    {
        var (place, id) = (_chat with { ConversationId = "19:a/b+c d@thread.tacv2;messageid=7" }, "f:1/2@3;4");

        var update = await RecordAsync(() => fixture.Product.Client.UpdateActivityAsync(place, id, Text("New"), default));
        await AssertAlikeAsync(update, () => _sdk.Conversations.UpdateActivityAsync(place.ConversationId, id, Read<Activity>(update)));

        Assert.Equal(id, Read<Activity>(update).Id);
    }

    [Fact]
    public async Task A_chat_that_is_opened_is_the_same_for_the_SDK()
    {
        var person = Tenant.Person(Bo).Account.ObjectId;

        var opened = await RecordAsync(() => fixture.Product.Client.CreateConversationAsync(
            Tenant.ServiceUrl, OurParameters.Personal(AppId, person, Tenant.Options.TenantId), default));
        await AssertAlikeAsync(opened, () => _sdk.Conversations.CreateConversationAsync(Read<SdkParameters>(opened)));

        var read = Read<SdkParameters>(opened);
        Assert.Equal((false, Tenant.Options.TenantId), (read.IsGroup, read.TenantId));
        Assert.Equal(($"28:{AppId}", person), (read.Bot.Id, read.Members.Single().Id));
        Assert.Equal(Tenant.Options.TenantId, ChannelData(read.ChannelData).Tenant.Id);
    }

    [Fact]
    public async Task A_thread_that_is_opened_is_the_same_for_the_SDK()
    {
        var opened = await RecordAsync(() => fixture.Product.Client.CreateConversationAsync(
            Tenant.ServiceUrl, OurParameters.Thread(Tenant.Channel.Id, Tenant.Options.TenantId, Text("First")), default));
        await AssertAlikeAsync(opened, () => _sdk.Conversations.CreateConversationAsync(Read<SdkParameters>(opened)));

        var read = Read<SdkParameters>(opened);
        Assert.Equal((true, "First", Tenant.Options.TenantId), (read.IsGroup, read.Activity.Text, read.TenantId));
        Assert.Equal(Tenant.Channel.Id, ChannelData(read.ChannelData).Channel.Id);
    }

    [Fact]
    public async Task A_look_into_the_roster_is_the_same_for_the_SDK()
    {
        var mri = Tenant.Person(Bo).Account.Mri;

        var member = await RecordAsync(() => fixture.Product.Client.GetConversationMemberAsync(_chat, mri, default));
        await AssertAlikeAsync(member, () => ((Conversations)_sdk.Conversations).GetConversationMemberAsync(mri, _chat.ConversationId));
    }

    [Fact]
    public async Task The_SDK_reads_a_card_as_it_is_meant()
    {
        var card = TeamsCards.Draw(SampleViews.Approval(), TeamsCardActions.Execute).Json;

        var sent = await RecordAsync(() => fixture.Product.Client.SendToConversationAsync(
            _chat, OutgoingActivity.Card(AppId, card, "HIGH: MFA off", alert: true), default));

        var read = Read<Activity>(sent);
        Assert.Equal((ActivityTypes.Message, $"28:{AppId}", _chat.ConversationId), (read.Type, read.From.Id, read.Conversation.Id));
        Assert.Equal(("HIGH: MFA off", null), (read.Summary, read.Text));
        Assert.Equal("application/vnd.microsoft.card.adaptive", read.Attachments.Single().ContentType);
        Assert.True(ChannelData(read.ChannelData).Notification.Alert);
    }

    private static PolicyBot.Teams.Protocol.Activity Text(string text) => OutgoingActivity.PlainText("app", text);

    private static SdkChannelData ChannelData(object raw) => Newtonsoft.Json.Linq.JObject.FromObject(raw).ToObject<SdkChannelData>()!;

    private static JsonNode? Json(ConnectorRequest request) => request.Body.Length == 0 ? null : JsonNode.Parse(request.Body);

    private T Read<T>(ConnectorRequest request) => SafeJsonConvert.DeserializeObject<T>(request.Body, _sdk.DeserializationSettings);

    private async Task AssertSentAlikeAsync(PolicyBot.Teams.Protocol.Activity activity)
    {
        var sent = await RecordAsync(() => fixture.Product.Client.SendToConversationAsync(_chat, activity, default));

        Assert.Equal(201, sent.Status);
        await AssertAlikeAsync(sent, () => _sdk.Conversations.SendToConversationAsync(_chat.ConversationId, Read<Activity>(sent)));
    }

    private async Task AssertAlikeAsync(ConnectorRequest ours, Func<Task> again)
    {
        var theirs = await RecordAsync(async () =>
        {
            try
            {
                await again();
            }
            catch (ErrorResponseException refused)
            {
                Assert.Equal(ours.Status, (int)refused.Response.StatusCode);
            }

            return true;
        });

        Assert.Equal((ours.Method, ours.Target, ours.Status), (theirs.Method, theirs.Target, theirs.Status));
        Assert.True(JsonNode.DeepEquals(Json(ours), Json(theirs)), $"PolicyBot: {ours.Body}\nSDK: {theirs.Body}");
    }

    /// <summary>The request that the connector got from a call.</summary>
    private async Task<ConnectorRequest> RecordAsync<T>(Func<Task<T>> call)
    {
        var before = Tenant.Requests.Count;
        await call();
        return Assert.Single(Tenant.Requests.Skip(before));
    }
}
