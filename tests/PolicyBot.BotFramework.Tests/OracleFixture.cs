using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.IdentityModel.Tokens;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Tests;
using PolicyBot.Testing;
using SdkConnectorClient = Microsoft.Bot.Connector.ConnectorClient;

namespace PolicyBot.BotFramework.Tests;

/// <summary>One Lab tenant that PolicyBot and Microsoft's SDK both talk to.</summary>
public sealed class OracleFixture : IAsyncLifetime
{
    private ALoopbackServer _product = null!;

    public TenantFixture Product { get; } = new();

    public TeamsTenant Tenant => Product.Tenant;

    /// <summary>PolicyBot's endpoint for activities: 200 for each that it accepts.</summary>
    public Uri ProductAddress => _product.Address;

    /// <summary>Where the SDK gets the tokens that it sends.</summary>
    public ServiceClientCredentialsFactory Credentials { get; private set; } = null!;

    /// <summary>Where bots of this tenant ask for tokens.</summary>
    public string LoginUrl => new Uri(Tenant.AuthorityHost, Tenant.Options.TenantId).ToString();

    public async Task InitializeAsync()
    {
        await Product.InitializeAsync();
        _product = await ALoopbackServer.StartAsync(async context =>
        {
            var arrival = await Product.Door.ReceiveAsync(context.Request, context.RequestAborted);
            context.Response.StatusCode = arrival is TeamsVerifiedRequest.Refused refused ? refused.Status : StatusCodes.Status200OK;
        });
        var http = new HttpClient(new LabHttp(Tenant));
        Credentials = new PasswordServiceClientCredentialFactory(
            Tenant.Options.AppId, Tenant.Options.AppPassword, Tenant.Options.TenantId, http, logger: null);

        // For the life of the process the SDK keeps one reader of keys an address, with the client that came first.
        _ = new JwtTokenExtractor(http, new TokenValidationParameters(), LabHttp.MetadataUrl(Tenant), []);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await Product.DisposeAsync();
    }

    /// <summary>The SDK's client for the tenant's connector, with tokens of the tenant's authority.</summary>
    public async Task<SdkConnectorClient> ConnectAsync(string? serviceUrl = null)
    {
        var credentials = await Credentials.CreateCredentialsAsync(
            Tenant.Options.AppId, AuthenticationConstants.ToChannelFromBotOAuthScope, LoginUrl, validateAuthority: false, default);
        return new SdkConnectorClient(new Uri(serviceUrl ?? Tenant.ServiceUrl), credentials);
    }
}

[CollectionDefinition(Name)]
public sealed class SharedOracle : ICollectionFixture<OracleFixture>
{
    public const string Name = "One Lab for product and SDK";
}
