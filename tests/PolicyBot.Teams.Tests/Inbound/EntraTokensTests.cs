using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.Teams.Tests.Inbound;

/// <summary>Tokens of people, made by the Lab's Entra ID and checked with the keys that it publishes, over sockets.</summary>
public sealed class EntraTokensTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private const string Other = "11111111-2222-4333-8444-555555555555";

    public static TheoryData<string, PersonTokenShape> Bad => new()
    {
        { "of another key under the published id", new() { IsForged = true } },
        { "of a key that is not published", new() { IsForged = true, KeyId = "made-up" } },
        { "unsigned by its own word", new() { Algorithm = "none" } },
        { "of another algorithm", new() { Algorithm = "HS256" } },
        { "of another tenant", new() { TenantId = Other } },
        { "of another tenant that names ours", new() { Change = claims => claims["tid"] = Other } },
        { "of another issuer", new() { Issuer = "https://evil.example/v2.0" } },
        { "of the connector's issuer", new() { Issuer = ConnectorTokens.Issuer } },
        { "for Graph", new() { Audience = "00000003-0000-0000-c000-000000000000" } },
        { "for two", new() { Change = claims => claims["aud"] = new JsonArray(claims["aud"]!.DeepClone(), "other") } },
        { "over", new() { Shift = TimeSpan.FromMinutes(-66) } },
        { "not good yet", new() { Shift = TimeSpan.FromMinutes(7) } },
        { "without an end", new() { Change = claims => claims.Remove("exp") } },
        { "of version 1.0", new() { Change = claims => claims["ver"] = "1.0" } },
        { "of an app without a person", new() { Change = claims => { claims.Remove("scp"); claims["idtyp"] = "app"; } } },
        { "of an app by its type alone", new() { Change = claims => claims["idtyp"] = "app" } },
        { "to sign in with only", new() { Change = claims => claims.Remove("scp") } },
        { "for another permission", new() { Change = claims => claims["scp"] = "access_as_user.read openid" } },
        { "without a person", new() { Change = claims => claims.Remove("oid") } },
        { "with an address for a person", new() { ObjectId = "sal.ortiz@contoso.example" } },
    };

    [Fact]
    public async Task A_token_of_the_tenant_for_the_bots_app_proves_the_account_that_chat_knows()
    {
        var account = fixture.Tenant.People.First().Account;
        var known = new ChannelAccount("teams", fixture.Tenant.Options.TenantId, account.ObjectId);

        Assert.Equal(known, await FindAsync(new PersonTokenShape()));
        Assert.Equal(known, await FindAsync(new PersonTokenShape { Audience = $"api://{fixture.Tenant.Options.AppId}" }));
        Assert.Equal(known, await FindAsync(new PersonTokenShape { Audience = $"api://botid-{fixture.Tenant.Options.AppId}" }));
        Assert.Equal(known, await FindAsync(new PersonTokenShape { ObjectId = account.ObjectId.ToUpperInvariant() }));
        Assert.Equal(known, await FindAsync(new PersonTokenShape { Shift = TimeSpan.FromMinutes(-64) })); // 5 minutes of skew
        Assert.Equal(known, await FindAsync(new PersonTokenShape { Change = claims => claims["scp"] = "openid access_as_user" }));
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task A_token_that_differs_proves_nobody(string how, PersonTokenShape shape)
    {
        Assert.True(await FindAsync(shape) is null, how);
    }

    [Fact]
    public async Task A_token_of_the_connector_proves_nobody() =>
        Assert.Equal(default, await Tokens(fixture.Services).FindAsync($"Bearer {fixture.Tenant.Tokens.Issue()}", default));

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer pbk_0123456789ab_x")]
    public async Task What_is_no_token_proves_nobody(string header) =>
        Assert.Equal(default, await Tokens(fixture.Services).FindAsync(header, default));

    [Fact]
    public async Task Without_a_bot_no_token_proves_anybody()
    {
        await using var without = fixture.Compose(("Teams:MicrosoftAppId", ""), ("Teams:MicrosoftAppPassword", ""));

        Assert.Equal(default, await Tokens(without).FindAsync(
            $"Bearer {fixture.Tenant.Authority.IssueFor(fixture.Tenant.People.First().Account)}", default));
    }

    [Fact]
    public async Task A_token_whose_keys_cannot_be_read_is_not_called_wrong()
    {
        await using var silent = fixture.Compose(("Teams:AuthorityHost", "https://127.0.0.1:1/"));
        var shape = new PersonTokenShape { Issuer = $"https://127.0.0.1:1/{fixture.Tenant.Options.TenantId}/v2.0" };

        var proven = await Tokens(silent).FindAsync(
            $"Bearer {fixture.Tenant.Authority.IssueFor(fixture.Tenant.People.First().Account, shape)}", default);

        Assert.Equal(new ProvenAccount(null, IsUnsure: true), proven);
    }

    private async Task<ChannelAccount?> FindAsync(PersonTokenShape shape)
    {
        var proven = await Tokens(fixture.Services)
            .FindAsync($"Bearer {fixture.Tenant.Authority.IssueFor(fixture.Tenant.People.First().Account, shape)}", default);
        Assert.False(proven.IsUnsure);
        return proven.Account;
    }

    private static IPersonTokens Tokens(IServiceProvider services) => services.GetRequiredService<IPersonTokens>();
}
