using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.BotFramework.Tests;

/// <summary>The Lab's tokens, good and bad: PolicyBot's verdict beside that of Microsoft's <c>JwtTokenValidation</c>.</summary>
[Collection(SharedOracle.Name)]
public sealed class TokenVerdictTests(OracleFixture fixture)
{
    [Fact]
    public async Task Both_let_a_genuine_token_in()
    {
        Assert.Equal(new Verdicts(true, true), await fixture.AskBothAsync());
    }

    [Theory]
    [InlineData(-64)]
    [InlineData(4)]
    public async Task Both_let_a_token_in_that_is_less_than_five_minutes_out_of_its_hour(int minutes)
    {
        Assert.Equal(new Verdicts(true, true), await fixture.AskBothAsync(new() { Shift = TimeSpan.FromMinutes(minutes) }));
    }

    [Theory]
    [InlineData(-66)]
    [InlineData(6)]
    public async Task Both_refuse_a_token_that_is_more_than_five_minutes_out_of_its_hour(int minutes)
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(new() { Shift = TimeSpan.FromMinutes(minutes) }));
    }

    [Theory]
    [InlineData(ConnectorTokenSignature.ForeignKey)]
    [InlineData(ConnectorTokenSignature.None)]
    [InlineData(ConnectorTokenSignature.PublicKeyAsSecret)]
    public async Task Both_refuse_a_signature_that_is_not_the_connectors(ConnectorTokenSignature signature)
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(new() { Signature = signature }));
    }

    [Theory]
    [InlineData(ConnectorTokenSignature.KeyWithoutEndorsement)]
    [InlineData(ConnectorTokenSignature.KeyOfAnotherChannel)]
    public async Task Both_refuse_a_key_that_is_not_endorsed_for_Teams(ConnectorTokenSignature signature)
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(new() { Signature = signature }));
    }

    [Fact]
    public async Task Both_refuse_a_foreign_key_under_an_id_that_is_not_published()
    {
        var verdicts = await fixture.AskBothAsync(new() { Signature = ConnectorTokenSignature.ForeignKey, KeyId = "made-up" });

        Assert.Equal(new Verdicts(false, false), verdicts);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://api.botframework.com/")]
    [InlineData("https://api.botframework.us")]
    [InlineData("https://sts.windows.net/5f0c1c5e-6d11-4f6e-9c3b-c0470500c0de/")]
    public async Task Both_refuse_another_issuer(string issuer)
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(new() { Issuer = issuer }));
    }

    [Fact]
    public async Task Both_refuse_a_token_for_another_bot()
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(new() { Audience = "5f0c3c1e-1111-4222-8333-944444444444" }));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("")]
    public async Task Both_refuse_a_token_for_another_service_url_or_for_none(string serviceUrl)
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(new() { ServiceUrl = serviceUrl }));
    }

    [Fact]
    public async Task Both_refuse_a_request_without_a_token()
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(token: _ => null));
    }

    [Fact]
    public async Task Both_refuse_a_token_whose_claims_were_changed_after_signing()
    {
        var verdicts = await fixture.AskBothAsync(new() { Audience = "another-bot" }, token =>
        {
            var parts = token.Split('.');
            var claims = JsonNode.Parse(Base64UrlEncoder.DecodeBytes(parts[1]))!;
            claims["aud"] = fixture.Tenant.Options.AppId;
            return $"{parts[0]}.{Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}";
        });

        Assert.Equal(new Verdicts(false, false), verdicts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(342)]
    public async Task Both_refuse_a_token_whose_signature_is_cut(int characters)
    {
        Assert.Equal(new Verdicts(false, false), await fixture.AskBothAsync(token: token => token[..^characters]));
    }

    [Fact]
    public async Task Both_take_a_service_url_in_other_capitals_for_the_same()
    {
        var verdicts = await fixture.AskBothAsync(new() { ServiceUrl = fixture.Tenant.ServiceUrl.ToUpperInvariant() });

        Assert.Equal(new Verdicts(true, true), verdicts);
    }

    [Fact]
    public async Task Ours_is_stricter_a_key_counts_only_under_the_id_that_the_token_names()
    {
        Assert.Equal(new Verdicts(false, true), await fixture.AskBothAsync(new() { KeyId = "made-up" }));
    }

    [Fact]
    public async Task Ours_is_stricter_only_Teams_may_speak_to_it_though_the_key_is_endorsed_for_others()
    {
        Assert.Equal(new Verdicts(false, true), await fixture.AskBothAsync(change: activity => activity["channelId"] = "webchat"));
    }

    [Fact]
    public async Task Ours_is_stricter_only_tenants_that_are_served_may_speak_to_it()
    {
        var verdicts = await fixture.AskBothAsync(change: activity =>
        {
            activity["conversation"]!["tenantId"] = "foreign";
            activity["channelData"]!["tenant"]!["id"] = "foreign";
        });

        Assert.Equal(new Verdicts(false, true), verdicts);
    }

    [Fact]
    public async Task Ours_is_stricter_a_service_url_must_be_one_that_tokens_may_go_to_even_when_the_token_names_it()
    {
        const string Foreign = "https://evil.example/";

        var verdicts = await fixture.AskBothAsync(new() { ServiceUrl = Foreign }, change: activity => activity["serviceUrl"] = Foreign);

        Assert.Equal(new Verdicts(false, true), verdicts);
    }

    [Fact]
    public async Task Ours_is_stricter_the_activity_must_be_addressed_to_this_bot_as_the_token_is()
    {
        var verdicts = await fixture.AskBothAsync(change: activity => activity["recipient"]!["id"] = "28:another-bot");

        Assert.Equal(new Verdicts(false, true), verdicts);
    }

    [Fact]
    public async Task Ours_is_more_lenient_a_service_url_may_end_in_a_slash_or_not()
    {
        Assert.Equal(new Verdicts(true, false), await fixture.AskBothAsync(new() { ServiceUrl = fixture.Tenant.ServiceUrl.TrimEnd('/') }));
    }

    [Fact]
    public async Task Ours_is_more_lenient_an_app_id_may_be_written_in_capitals()
    {
        var verdicts = await fixture.AskBothAsync(new() { Audience = fixture.Tenant.Options.AppId.ToUpperInvariant() });

        Assert.Equal(new Verdicts(true, false), verdicts);
    }

    [Fact]
    public async Task Ours_finds_a_rotated_key_at_once_and_the_SDK_only_with_its_next_refresh()
    {
        var rotated = new OracleFixture(); // of its own: the SDK would miss the old key in every later test
        await rotated.InitializeAsync();
        try
        {
            Assert.Equal(new Verdicts(true, true), await rotated.AskBothAsync());

            rotated.Tenant.Tokens.Rotate();

            Assert.Equal(new Verdicts(true, false), await rotated.AskBothAsync());
        }
        finally
        {
            await rotated.DisposeAsync();
        }
    }
}
