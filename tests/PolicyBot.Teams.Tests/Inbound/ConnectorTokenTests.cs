using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class ConnectorTokenTests : IDisposable
{
    private readonly AConnector _connector = new();

    public void Dispose() => _connector.Dispose();

    [Fact]
    public void A_token_of_the_connector_passes_and_says_where_answers_go()
    {
        var verdict = Validate(_connector.Bearer());

        var valid = Assert.IsType<TokenVerdict.Valid>(verdict);
        Assert.Equal(AConnector.ServiceUrl, valid.Claims.ServiceUrl);
        Assert.Equal(["msteams", "directline"], valid.Claims.Endorsements);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer a.b.c d")]
    public void Without_one_bearer_token_nobody_gets_in(string? authorization)
    {
        AssertRefused(TokenFault.NoToken, Validate(authorization));
    }

    [Theory]
    [InlineData("Bearer a")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer a.b.c.d")]
    [InlineData("Bearer e30.e30.")]
    [InlineData("Bearer e30=.e30.e30")]
    [InlineData("Bearer e30.e+0.e30")]
    [InlineData("Bearer bm90anNvbg.e30.e30")]
    public void What_is_no_signed_token_proves_nothing(string authorization)
    {
        Assert.Equal(401, Assert.IsType<TokenVerdict.Refused>(Validate(authorization)).Status);
    }

    [Fact]
    public void A_token_over_8_KB_is_not_even_read()
    {
        var tooLong = _connector.Bearer(claims => claims["filler"] = new string('x', 8 * 1024));

        AssertRefused(TokenFault.Malformed, Validate(tooLong));
    }

    [Fact]
    public void A_token_that_says_a_thing_twice_is_not_believed_either_time()
    {
        var payload = AConnector.Claims().ToJsonString();
        var twice = _connector.Signed(_connector.Header().ToJsonString(), payload[..^1] + ",\"aud\":\"somebody-else\"}");

        AssertRefused(TokenFault.Malformed, Validate("Bearer " + twice));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RS384")]
    [InlineData("rs256")]
    [InlineData("")]
    public void Only_RS256_counts(string algorithm)
    {
        AssertRefused(TokenFault.Algorithm, Validate(_connector.Bearer(header: header => header["alg"] = algorithm)));
    }

    [Fact]
    public void The_public_key_is_no_secret_to_sign_with()
    {
        var head = _connector.Header();
        head["alg"] = "HS256";
        var signing = $"{AConnector.Encode(head.ToJsonString())}.{AConnector.Encode(AConnector.Claims().ToJsonString())}";
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_connector.PublicKeyPem()), Encoding.ASCII.GetBytes(signing));

        AssertRefused(TokenFault.Algorithm, Validate($"Bearer {signing}.{Base64Url.EncodeToString(mac)}"));
    }

    [Fact]
    public void An_unsigned_token_is_refused()
    {
        var unsigned = _connector.Bearer();

        AssertRefused(TokenFault.Signature, Validate(unsigned[..(unsigned.LastIndexOf('.') + 1)]));
    }

    [Fact]
    public void A_token_without_a_key_id_is_refused()
    {
        AssertRefused(TokenFault.Header, Validate(_connector.Bearer(header: header => header.Remove("kid"))));
    }

    [Fact]
    public void A_token_that_demands_an_extension_is_refused()
    {
        AssertRefused(TokenFault.Header, Validate(_connector.Bearer(header: header => header["crit"] = new JsonArray("exp"))));
    }

    [Fact]
    public void A_key_that_the_token_brings_along_is_not_used()
    {
        using var stranger = new AConnector(keyId: "key-1", pair: "stranger");
        var brought = stranger.Bearer(header: header =>
        {
            header["jwk"] = stranger.Jwk();
            header["jku"] = "https://evil.example/keys";
            header["x5u"] = "https://evil.example/certificate";
        });

        AssertRefused(TokenFault.Signature, Validate(brought));
    }

    [Fact]
    public void A_key_that_is_not_published_is_reported_as_such()
    {
        using var rotated = new AConnector(keyId: "key-2");

        AssertRefused(TokenFault.UnknownKey, Validate(rotated.Bearer()));
    }

    [Fact]
    public void A_token_that_could_never_pass_does_not_ask_for_new_keys()
    {
        using var rotated = new AConnector(keyId: "key-2");

        AssertRefused(TokenFault.Issuer, Validate(rotated.Bearer(claims => claims["iss"] = "https://evil.example")));
    }

    [Fact]
    public void A_key_under_2048_bits_is_too_weak()
    {
        using var weak = new AConnector(bits: 1024);

        AssertRefused(TokenFault.Signature, ConnectorToken.Validate(weak.Bearer(), weak.Keys, AConnector.AppId, AConnector.Now));
    }

    [Fact]
    public void A_changed_payload_breaks_the_signature()
    {
        var parts = _connector.Bearer().Split('.');
        var changed = AConnector.Claims();
        changed["serviceurl"] = "https://smba.trafficmanager.net/apac/";

        AssertRefused(TokenFault.Signature, Validate($"{parts[0]}.{AConnector.Encode(changed.ToJsonString())}.{parts[2]}"));
    }

    [Theory]
    [InlineData("https://API.botframework.com")]
    [InlineData("https://api.botframework.com/")]
    [InlineData("https://api.botframework.us")]
    [InlineData("https://login.microsoftonline.com/aaaaaaaa-0000-4000-8000-000000000001/v2.0")]
    public void Only_the_connector_is_an_issuer(string issuer)
    {
        AssertRefused(TokenFault.Issuer, Validate(_connector.Bearer(claims => claims["iss"] = issuer)));
    }

    [Fact]
    public void A_token_for_another_bot_is_refused()
    {
        AssertRefused(TokenFault.Audience, Validate(_connector.Bearer(claims => claims["aud"] = "another-bot")));
    }

    [Fact]
    public void The_audience_may_stand_in_a_list_of_one()
    {
        Assert.IsType<TokenVerdict.Valid>(Validate(_connector.Bearer(claims => claims["aud"] = new JsonArray(AConnector.AppId))));
    }

    [Fact]
    public void A_token_for_several_bots_is_refused()
    {
        var shared = _connector.Bearer(claims => claims["aud"] = new JsonArray(AConnector.AppId, "another-bot"));

        AssertRefused(TokenFault.Audience, Validate(shared));
    }

    [Theory]
    [InlineData("iss", TokenFault.Issuer)]
    [InlineData("aud", TokenFault.Audience)]
    [InlineData("exp", TokenFault.NoLifetime)]
    [InlineData("nbf", TokenFault.NoLifetime)]
    public void Every_claim_must_be_there(string claim, object fault)
    {
        AssertRefused((TokenFault)fault, Validate(_connector.Bearer(claims => claims.Remove(claim))));
    }

    [Theory]
    [InlineData(-4, true)]
    [InlineData(-6, false)]
    public void A_token_that_is_over_passes_for_five_more_minutes(int minutes, bool passes)
    {
        var verdict = Validate(_connector.Bearer(claims => claims["exp"] = AConnector.Now.AddMinutes(minutes).ToUnixTimeSeconds()));

        Assert.Equal(passes ? null : TokenFault.Expired, (verdict as TokenVerdict.Refused)?.Fault);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public void A_token_of_the_near_future_passes_five_minutes_early(int minutes, bool passes)
    {
        var verdict = Validate(_connector.Bearer(claims => claims["nbf"] = AConnector.Now.AddMinutes(minutes).ToUnixTimeSeconds()));

        Assert.Equal(passes ? null : TokenFault.NotYetValid, (verdict as TokenVerdict.Refused)?.Fault);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Absurd_instants_are_refused_and_break_nothing(long seconds)
    {
        var absurd = _connector.Bearer(claims =>
        {
            claims["exp"] = seconds;
            claims["nbf"] = seconds;
        });

        Assert.IsType<TokenVerdict.Refused>(Validate(absurd));
    }

    [Fact]
    public void A_broken_surrogate_in_a_claim_is_refused_and_breaks_nothing()
    {
        var payload = AConnector.Claims().ToJsonString().Replace("https://api.botframework.com", "\\ud800", StringComparison.Ordinal);

        AssertRefused(TokenFault.Malformed, Validate("Bearer " + _connector.Signed(_connector.Header().ToJsonString(), payload)));
    }

    private TokenVerdict Validate(string? authorization) =>
        ConnectorToken.Validate(authorization, _connector.Keys, AConnector.AppId, AConnector.Now);

    private static void AssertRefused(TokenFault fault, TokenVerdict verdict)
    {
        var refused = Assert.IsType<TokenVerdict.Refused>(verdict);
        Assert.Equal((fault, 401), (refused.Fault, refused.Status));
    }
}
