using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PolicyBot.Teams.Cards;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests;

public sealed class TeamsOptionsTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private static readonly string Pin = new('a', 64);

    [Fact]
    public void Nothing_set_is_nothing_wrong()
    {
        Assert.Empty(Faults(new TeamsOptions(), development: false));
    }

    [Theory]
    [InlineData("SingleTenant")]
    [InlineData("MultiTenant")]
    [InlineData("UserAssignedMSI")]
    public void A_whole_registration_of_each_type_passes(string type)
    {
        Assert.Empty(Faults(Registered(options => options.MicrosoftAppType = type), development: false));
    }

    [Fact]
    public void A_type_nobody_knows_is_named()
    {
        Assert.Contains("SingleTenant, MultiTenant or UserAssignedMSI",
            OneFault(Registered(options => options.MicrosoftAppType = "Single")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_without_an_app_is_half_a_registration()
    {
        Assert.StartsWith("Teams:MicrosoftAppId", OneFault(new TeamsOptions { MicrosoftAppPassword = "secret" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_missing_part_is_a_line_of_its_own()
    {
        var faults = Faults(new TeamsOptions { MicrosoftAppId = "app" }, development: false);

        Assert.Equal(
            ["Teams:MicrosoftAppPassword is missing; SingleTenant needs it.",
                "Teams:MicrosoftAppTenantId is missing; SingleTenant needs it."], faults);
    }

    [Theory]
    [InlineData("MultiTenant")]
    [InlineData("UserAssignedMSI")]
    public void Somebody_must_be_served(string type)
    {
        var nobody = Registered(options => (options.MicrosoftAppType, options.MicrosoftAppTenantId) = (type, ""));

        Assert.StartsWith("Teams:AllowedTenants", OneFault(nobody), StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_identity_needs_no_secret()
    {
        var managed = Registered(options => (options.MicrosoftAppType, options.MicrosoftAppPassword) = ("UserAssignedMSI", ""));

        Assert.Empty(Faults(managed, development: false));
    }

    [Theory]
    [InlineData("http://127.0.0.1:4000/")]
    [InlineData("login.contoso.example")]
    public void The_authority_is_HTTPS_everywhere(string authority)
    {
        Assert.Equal("Teams:AuthorityHost must be an HTTPS URL.",
            OneFault(Registered(options => options.AuthorityHost = authority), development: true));
    }

    [Theory]
    [InlineData("https://login.contoso.example/openid", false, true)]
    [InlineData("http://127.0.0.1:4000/openid", true, true)]
    [InlineData("http://127.0.0.1:4000/openid", false, false)]
    [InlineData("http://login.contoso.example/openid", true, false)]
    [InlineData("openid", true, false)]
    public void Metadata_is_HTTPS_but_on_this_machine_in_Development(string url, bool development, bool passes)
    {
        var faults = Faults(Registered(options => options.OpenIdMetadataUrl = url), development);

        Assert.Equal(passes, faults.Count == 0);
    }

    [Theory]
    [InlineData("https://127.0.0.1:4000/", true, true)]
    [InlineData("https://127.0.0.1:4000/", false, false)]
    [InlineData("https://login.contoso.example/", true, false)]
    [InlineData("", true, false)]
    public void A_certificate_is_pinned_on_this_machine_in_Development_only(string authority, bool development, bool passes)
    {
        var pinned = Registered(options => (options.AuthorityHost, options.AuthorityCertificateSha256) = (authority, Pin));

        Assert.Equal(passes, Faults(pinned, development).Count == 0);
    }

    [Fact]
    public void A_pin_is_64_hexadecimal_digits()
    {
        var odd = Registered(options => (options.AuthorityHost, options.AuthorityCertificateSha256) = ("https://localhost/", "AA:BB"));

        Assert.Equal("Teams:AuthorityCertificateSha256 must be 64 hexadecimal digits.", OneFault(odd, development: true));
    }

    [Theory]
    [InlineData("connector.contoso.example", false, true)]
    [InlineData("*.contoso.example", false, true)]
    [InlineData("localhost", true, true)]
    [InlineData("localhost", false, false)]
    [InlineData("http://127.0.0.1:4000/", false, false)]
    [InlineData("not a host", true, false)]
    public void Service_hosts_are_hosts_and_not_this_machine_outside_Development(string host, bool development, bool passes)
    {
        Assert.Equal(passes, Faults(Registered(options => options.ServiceUrls = [host]), development).Count == 0);
    }

    [Fact]
    public void Buttons_work_in_one_of_two_ways()
    {
        Assert.StartsWith("Teams:CardActions", OneFault(Registered(options => options.CardActions = "both")), StringComparison.Ordinal);
        Assert.Equal(TeamsCardActions.Execute, new TeamsOptions().Buttons);
        Assert.Equal(TeamsCardActions.Submit, new TeamsOptions { CardActions = "submit" }.Buttons);
    }

    [Fact]
    public void The_bots_own_tenant_is_served_unless_others_are_named()
    {
        Assert.Equal(["tenant"], Registered(_ => { }).Tenants);
        Assert.Equal(["other"], Registered(options => options.AllowedTenants = ["other"]).Tenants);
    }

    [Fact]
    public async Task A_list_may_be_given_item_by_item_or_with_commas()
    {
        await using var items = fixture.Compose(("Teams:AllowedTenants:0", "one"), ("Teams:AllowedTenants:1", "two"));
        await using var commas = fixture.Compose(("Teams:AllowedTenants", "one, two"));

        Assert.Equal(["one", "two"], items.GetRequiredService<IOptions<TeamsOptions>>().Value.Tenants);
        Assert.Equal(["one", "two"], commas.GetRequiredService<IOptions<TeamsOptions>>().Value.Tenants);
    }

    private static TeamsOptions Registered(Action<TeamsOptions> change)
    {
        var options = new TeamsOptions { MicrosoftAppId = "app", MicrosoftAppPassword = "secret", MicrosoftAppTenantId = "tenant" };
        change(options);
        return options;
    }

    private static List<string> Faults(TeamsOptions options, bool development) =>
        [.. new TeamsOptionsValidator(new AnEnvironment(development)).Validate(null, options).Failures ?? []];

    private static string OneFault(TeamsOptions options, bool development = false) => Assert.Single(Faults(options, development));
}
