using System.Collections.Concurrent;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Newtonsoft.Json.Linq;

namespace PolicyBot.BotFramework.Tests;

/// <summary>The bot of Microsoft's samples, registered with credentials: it repeats what it gets.</summary>
internal sealed class EchoBot : ActivityHandler
{
    /// <summary>What its turns were about, in the SDK's types.</summary>
    public ConcurrentQueue<Activity> Heard { get; } = new();

    /// <summary>Microsoft's adapter, which checks every token and gets its own from the tenant's authority.</summary>
    public static CloudAdapter Adapter(OracleFixture fixture) => new(new ConfigurationBotFrameworkAuthentication(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ValidateAuthority"] = "false",
            ["ToChannelFromBotLoginUrl"] = fixture.LoginUrl,
            ["ToChannelFromBotOAuthScope"] = AuthenticationConstants.ToChannelFromBotOAuthScope,
            ["OAuthUrl"] = AuthenticationConstants.OAuthUrl, // asked by no turn here
            ["ToBotFromChannelTokenIssuer"] = AuthenticationConstants.ToBotFromChannelTokenIssuer,
            ["ToBotFromChannelOpenIdMetadataUrl"] = LabHttp.MetadataUrl(fixture.Tenant),
        }).Build(),
        fixture.Credentials));

    /// <summary>The smallest card with a text.</summary>
    public static JObject Card(string text) => JObject.FromObject(
        new { type = "AdaptiveCard", version = "1.5", body = new[] { new { type = "TextBlock", text } } });

    public override Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        Heard.Enqueue(turnContext.Activity);
        return base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        turnContext.Activity.RemoveRecipientMention();
        var said = turnContext.Activity.Text ?? JObject.FromObject(turnContext.Activity.Value).ToString(Newtonsoft.Json.Formatting.None);
        await turnContext.SendActivityAsync(MessageFactory.Text($"Echo: {said}"), cancellationToken);
    }

    protected override Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(
        ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken) =>
        Task.FromResult(new AdaptiveCardInvokeResponse
        {
            StatusCode = 200,
            Type = "application/vnd.microsoft.card.adaptive",
            Value = Card($"{invokeValue.Action.Verb}: {((JObject)invokeValue.Action.Data)["comment"]}"),
        });
}
