using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.Lab.Tests.Teams;

public sealed class TokensTests
{
    [Fact]
    public async Task The_metadata_leads_to_keys_that_verify_a_genuine_token()
    {
        await using var lab = await TenantFixture.StartAsync();
        var metadata = JsonNode.Parse(await lab.GetAsync(lab.Tenant.OpenIdMetadataUrl))!;

        var keys = JsonNode.Parse(await lab.GetAsync(new Uri(metadata.Text("jwks_uri")!)))!["keys"]!.AsArray();
        var (header, claims, verified) = Read(lab.Tenant.Tokens.Issue(), keys);

        Assert.True(verified);
        Assert.Equal("RS256", header.Text("alg"));
        Assert.Equal("https://api.botframework.com", metadata.Text("issuer"));
        Assert.Equal(metadata.Text("issuer"), claims.Text("iss"));
        Assert.Equal(lab.Tenant.Options.AppId, claims.Text("aud"));
        Assert.Equal(lab.Tenant.ServiceUrl, claims.Text("serviceurl"));
        Assert.Equal(3600, claims["exp"]!.GetValue<long>() - claims["nbf"]!.GetValue<long>());
        var endorsed = keys.Single(key => key.Text("kid") == header.Text("kid"))!["endorsements"]!.AsArray();
        Assert.Contains(endorsed, channel => channel!.GetValue<string>() == "msteams");
    }

    [Fact]
    public async Task A_forged_token_differs_in_exactly_what_was_asked_for()
    {
        await using var lab = await TenantFixture.StartAsync();
        var keys = JsonNode.Parse(await lab.GetAsync(new Uri(lab.Tenant.OpenIdMetadataUrl, "/v1/.well-known/keys")))!["keys"]!.AsArray();
        var tokens = lab.Tenant.Tokens;

        var foreign = Read(tokens.Issue(new ConnectorTokenShape { Signature = ConnectorTokenSignature.ForeignKey }), keys);
        var bare = Read(tokens.Issue(new ConnectorTokenShape { Signature = ConnectorTokenSignature.KeyWithoutEndorsement }), keys);
        var unsigned = tokens.Issue(new ConnectorTokenShape { Signature = ConnectorTokenSignature.None });
        var symmetric = Read(tokens.Issue(new ConnectorTokenShape { Signature = ConnectorTokenSignature.PublicKeyAsSecret }), keys);
        var others =
            Read(tokens.Issue(new ConnectorTokenShape { Audience = "other", Issuer = "https://evil.example", ServiceUrl = "" }), keys);

        Assert.False(foreign.Verified);
        Assert.True(bare.Verified);
        Assert.Null(keys.Single(key => key.Text("kid") == bare.Header.Text("kid"))!["endorsements"]);
        Assert.EndsWith(".", unsigned, StringComparison.Ordinal);
        Assert.Equal("HS256", symmetric.Header.Text("alg"));
        Assert.Equal(("other", "https://evil.example"), (others.Claims.Text("aud"), others.Claims.Text("iss")));
        Assert.False(others.Claims.ContainsKey("serviceurl"));
    }

    [Fact]
    public async Task A_rotated_key_takes_the_old_ones_place_in_the_key_set()
    {
        await using var lab = await TenantFixture.StartAsync();
        var before = lab.Tenant.Tokens.Issue();

        lab.Tenant.Tokens.Rotate();
        var keys = JsonNode.Parse(await lab.GetAsync(new Uri(lab.Tenant.OpenIdMetadataUrl, "/v1/.well-known/keys")))!["keys"]!.AsArray();

        Assert.False(Read(before, keys).Verified);
        Assert.True(Read(lab.Tenant.Tokens.Issue(), keys).Verified);
        Assert.Equal(1, lab.Tenant.Tokens.KeyRequests);
    }

    private static (JsonObject Header, JsonObject Claims, bool Verified) Read(string token, JsonArray keys)
    {
        var parts = token.Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        var key = keys.SingleOrDefault(one => one.Text("kid") == header.Text("kid"));
        if (key is null)
        {
            return (header, claims, false);
        }

        using var rsa =
            RSA.Create(
                new RSAParameters
                {
                    Modulus = Base64Url.DecodeFromChars(key.Text("n")),
                    Exponent = Base64Url.DecodeFromChars(key.Text("e"))
                });
        var verified = rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1);
        return (header, claims, verified);
    }
}
