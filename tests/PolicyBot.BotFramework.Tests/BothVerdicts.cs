using System.Text.Json.Nodes;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.BotFramework.Tests;

/// <summary>What PolicyBot and Microsoft's SDK say about one request: true lets it in.</summary>
internal readonly record struct Verdicts(bool Ours, bool Sdk);

/// <summary>Shows one activity with one token to PolicyBot, behind its web server, and to Microsoft's <c>JwtTokenValidation</c>.</summary>
internal static class BothVerdicts
{
    private static readonly HttpClient Unused = new(); // the SDK reads keys with the client that the fixture gave it first

    /// <param name="shape">How the token differs from a genuine one.</param>
    /// <param name="token">The change to the token on its way; null: it is not sent.</param>
    /// <param name="change">The change to the activity.</param>
    public static async Task<Verdicts> AskBothAsync(
        this OracleFixture fixture,
        ConnectorTokenShape? shape = null,
        Func<string, string?>? token = null,
        Action<JsonObject>? change = null)
    {
        var activity = fixture.Tenant.TextActivity("ana@contoso.example", "help");
        change?.Invoke(activity);
        var issued = fixture.Tenant.Tokens.Issue(shape);
        var sent = token is null ? issued : token(issued);
        return new Verdicts(await OursAsync(fixture, activity, sent), await SdkAsync(fixture, activity, sent));
    }

    private static async Task<bool> OursAsync(OracleFixture fixture, JsonObject activity, string? token)
    {
        fixture.Tenant.BotAddress = fixture.ProductAddress;
        var status = (await fixture.Tenant.DeliverAsync(activity, token, default)).Status;
        Assert.Contains(status, new[] { 200, 401, 403 });
        return status == 200;
    }

#pragma warning disable CS0618 // obsolete as the whole SDK is, and the one entrance that says what the SDK thinks of a token
    private static async Task<bool> SdkAsync(OracleFixture fixture, JsonObject activity, string? token)
    {
        ChannelValidation.OpenIdMetadataUrl = LabHttp.MetadataUrl(fixture.Tenant);
        var read = JsonConvert.DeserializeObject<Activity>(activity.ToJsonString());
        var bot = new SimpleCredentialProvider(fixture.Tenant.Options.AppId, fixture.Tenant.Options.AppPassword);
        try
        {
            var header = token is null ? "" : $"Bearer {token}";
            return (await JwtTokenValidation.AuthenticateRequest(read, header, bot, new SimpleChannelProvider(), Unused)).IsAuthenticated;
        }
        catch (Exception refusal) when (refusal is UnauthorizedAccessException or SecurityTokenException or SecurityTokenArgumentException)
        {
            return false;
        }
    }
#pragma warning restore CS0618
}
