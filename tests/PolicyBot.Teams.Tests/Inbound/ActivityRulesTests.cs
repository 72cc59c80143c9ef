using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class ActivityRulesTests
{
    private static readonly ActivityRules Rules = new(AConnector.AppId, [AConnector.Tenant], new ServiceUrlAllowList([], loopback: false));
    private static readonly ConnectorClaims Claims = new(AConnector.ServiceUrl, ["msteams"]);

    [Fact]
    public void An_activity_that_fits_its_token_passes()
    {
        Assert.Null(Rules.FaultIn(AnActivity.Message(), Claims));
    }

    [Theory]
    [InlineData("webchat")]
    [InlineData("MSTEAMS")]
    [InlineData(null)]
    public void Other_channels_are_refused(string? channel)
    {
        Assert.Equal(TokenFault.WrongChannel, Rules.FaultIn(AnActivity.Message(activity => activity["channelId"] = channel), Claims));
    }

    [Fact]
    public void A_key_that_may_not_speak_for_Teams_is_refused()
    {
        Assert.Equal(TokenFault.NotEndorsed, Rules.FaultIn(AnActivity.Message(), Claims with { Endorsements = ["webchat"] }));
        Assert.Equal(TokenFault.NotEndorsed, Rules.FaultIn(AnActivity.Message(), Claims with { Endorsements = [] }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://smba.trafficmanager.net/apac/")]
    public void A_token_for_another_service_url_is_refused(string? claimed)
    {
        Assert.Equal(TokenFault.OtherServiceUrl, Rules.FaultIn(AnActivity.Message(), Claims with { ServiceUrl = claimed }));
    }

    [Fact]
    public void Case_and_one_trailing_slash_of_the_service_url_do_not_matter()
    {
        var claims = Claims with { ServiceUrl = AConnector.ServiceUrl.TrimEnd('/').ToUpperInvariant() };

        Assert.Null(Rules.FaultIn(AnActivity.Message(), claims));
    }

    [Theory]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://evil.example/")]
    [InlineData("http://127.0.0.1:3979/")]
    public void Answers_do_not_go_just_anywhere(string serviceUrl)
    {
        var fault =
            Rules.FaultIn(AnActivity.Message(activity => activity["serviceUrl"] = serviceUrl), Claims with { ServiceUrl = serviceUrl });

        Assert.Equal(TokenFault.ForeignServiceUrl, fault);
    }

    [Fact]
    public void Other_tenants_get_nothing()
    {
        var foreign = AnActivity.Message(activity =>
        {
            activity["conversation"]!["tenantId"] = "foreign";
            activity["channelData"]!["tenant"]!["id"] = "foreign";
        });

        Assert.Equal(TokenFault.ForeignTenant, Rules.FaultIn(foreign, Claims));
    }

    [Fact]
    public void An_activity_that_names_two_tenants_is_refused()
    {
        var torn = AnActivity.Message(activity => activity["channelData"]!["tenant"]!["id"] = "foreign");

        Assert.Equal(TokenFault.ForeignTenant, Rules.FaultIn(torn, Claims));
    }

    [Fact]
    public void One_place_for_the_tenant_is_enough()
    {
        var ofConversation = AnActivity.Message(activity => activity.Remove("channelData"));
        var ofChannel = AnActivity.Message(activity => activity["conversation"]!.AsObject().Remove("tenantId"));

        Assert.Null(Rules.FaultIn(ofConversation, Claims));
        Assert.Null(Rules.FaultIn(ofChannel, Claims));
    }

    [Fact]
    public void An_activity_without_a_tenant_is_refused()
    {
        var nowhere = AnActivity.Message(activity =>
        {
            activity["channelData"] = null;
            activity["conversation"]!["tenantId"] = null;
        });

        Assert.Equal(TokenFault.ForeignTenant, Rules.FaultIn(nowhere, Claims));
    }

    [Fact]
    public void A_registered_bot_without_tenants_serves_none()
    {
        Assert.Equal(TokenFault.ForeignTenant, (Rules with { Tenants = [] }).FaultIn(AnActivity.Message(), Claims));
    }

    [Fact]
    public void What_is_addressed_to_another_bot_is_refused()
    {
        Assert.Equal(
            TokenFault.OtherRecipient, Rules.FaultIn(AnActivity.Message(activity => activity["recipient"]!["id"] = "28:other"), Claims));
        Assert.Equal(TokenFault.OtherRecipient, Rules.FaultIn(AnActivity.Message(activity => activity["recipient"] = null), Claims));
    }

    [Fact]
    public void Misfits_are_forbidden_not_unauthorized()
    {
        foreach (var fault in Enum.GetValues<TokenFault>().Where(fault => fault >= TokenFault.WrongChannel))
        {
            Assert.Equal(403, new TokenVerdict.Refused(fault).Status);
        }
    }
}
