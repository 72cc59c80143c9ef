using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class ServiceUrlAllowListTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/aaaaaaaa-0000-4000-8000-000000000001/")]
    [InlineData("https://SMBA.trafficmanager.net/emea")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams")]
    [InlineData("https://smba.infra.dod.teams.microsoft.us/teams")]
    [InlineData("https://europe.botframework.com/")]
    public void Microsofts_service_hosts_are_allowed(string serviceUrl)
    {
        Assert.True(new ServiceUrlAllowList([], loopback: false).TryRead(serviceUrl, out var address));
        Assert.Equal(new Uri(serviceUrl), address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/v3")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://smba.trafficmanager.net./")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://me@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net/?to=evil")]
    [InlineData("https://smba.trafficmanager.net/#evil")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://localhost/")]
    [InlineData("http://127.0.0.1:3979/")]
    public void Nothing_else_is(string? serviceUrl)
    {
        Assert.False(new ServiceUrlAllowList([], loopback: false).TryRead(serviceUrl, out _));
    }

    [Theory]
    [InlineData("http://localhost:56150/_connector")]
    [InlineData("http://127.0.0.1:3979/")]
    [InlineData("http://[::1]:3979/")]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    public void Development_adds_this_machine(string serviceUrl)
    {
        Assert.True(new ServiceUrlAllowList([], loopback: true).TryRead(serviceUrl, out _));
    }

    [Fact]
    public void Development_adds_nothing_but_this_machine()
    {
        Assert.False(new ServiceUrlAllowList([], loopback: true).TryRead("http://192.168.0.7/", out _));
    }

    [Theory]
    [InlineData("connector.contoso.example", "https://connector.contoso.example/x", true)]
    [InlineData("connector.contoso.example", "https://a.connector.contoso.example/x", false)]
    [InlineData("*.contoso.example", "https://a.contoso.example/", true)]
    [InlineData("*.contoso.example", "https://contoso.example/", false)]
    [InlineData("https://connector.contoso.example/teams", "https://connector.contoso.example/other", true)]
    [InlineData("connector.contoso.example", "https://smba.trafficmanager.net/emea/", false)]
    public void A_list_of_ones_own_takes_the_place_of_Microsofts(string host, string serviceUrl, bool allowed)
    {
        Assert.Equal(allowed, new ServiceUrlAllowList([host], loopback: false).TryRead(serviceUrl, out _));
    }
}
