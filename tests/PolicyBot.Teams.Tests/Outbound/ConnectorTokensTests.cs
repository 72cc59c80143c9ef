using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Teams.Outbound;

namespace PolicyBot.Teams.Tests.Outbound;

public sealed class ConnectorTokensTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private int _credentials;
    private int _fetched;

    [Fact]
    public async Task A_token_is_fetched_once_for_everybody()
    {
        using var tokens = Tokens();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.GetAsync(null, default)));

        Assert.All(taken, token => Assert.Equal("token-1", token));
    }

    [Fact]
    public async Task A_token_is_replaced_5_minutes_before_its_end()
    {
        using var tokens = Tokens();
        await tokens.GetAsync(null, default);

        _time.Advance(TimeSpan.FromMinutes(54));
        var early = await tokens.GetAsync(null, default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var late = await tokens.GetAsync(null, default);

        Assert.Equal(("token-1", "token-2"), (early, late));
        Assert.Equal(1, _credentials);
    }

    [Fact]
    public async Task A_refused_token_is_dropped_with_the_credential_that_kept_it_though_not_the_one_after()
    {
        using var tokens = Tokens();
        var refused = await tokens.GetAsync(null, default);

        var replacement = await tokens.GetAsync(refused, default);
        var forTheNextWhoWasRefused = await tokens.GetAsync(refused, default);

        Assert.Equal(("token-2", "token-2"), (replacement, forTheNextWhoWasRefused));
        Assert.Equal(2, _credentials);
    }

    [Fact]
    public async Task Where_no_bot_is_registered_calls_go_without()
    {
        using var tokens = new ConnectorTokens(ConnectorCredential.Factory(new TeamsOptions()), _time);

        Assert.Null(await tokens.GetAsync(null, default));
    }

    [Theory]
    [InlineData("SingleTenant", typeof(ClientSecretCredential))]
    [InlineData("MultiTenant", typeof(ClientSecretCredential))]
    [InlineData("UserAssignedMSI", typeof(ManagedIdentityCredential))]
    public void Each_type_of_registration_has_its_credential(string type, Type credential)
    {
        var options =
            new TeamsOptions
            {
                MicrosoftAppType = type,
                MicrosoftAppId = "app",
                MicrosoftAppPassword = "secret",
                MicrosoftAppTenantId = "tenant"
            };

        Assert.IsType(credential, ConnectorCredential.Factory(options)!());
    }

    private ConnectorTokens Tokens() => new(
        () =>
        {
            _credentials++;
            return DelegatedTokenCredential.Create((asked, _) => Fetch(asked), (asked, _) => ValueTask.FromResult(Fetch(asked)));
        },
        _time);

    private AccessToken Fetch(TokenRequestContext asked)
    {
        Assert.Equal(["https://api.botframework.com/.default"], asked.Scopes);
        return new AccessToken($"token-{++_fetched}", _time.GetUtcNow().AddHours(1));
    }
}
