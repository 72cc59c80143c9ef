using System.Net;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

public sealed partial class SignInTests
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Nobody_is_signed_in_by_a_form_of_another_site(string header, string value)
    {
        await using var served = await OpenAsync();
        var link = await served.AskAsync(Deputy);
        using var browser = served.NewBrowser();

        using var pressed = await PressAsync(browser, link, (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, pressed.StatusCode);
        Assert.False(pressed.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, link)).Status);
    }

    [Theory]
    [InlineData(null, "policybot=", false)]
    [InlineData("https://bot.contoso.example", "__Host-policybot=", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_over_TLS_of_other_hosts(string? origin, string name, bool secure)
    {
        await using var served = await OpenAsync(origin is null ? null : new Uri(origin));
        using var browser = served.NewBrowser();

        using var entered = await PressAsync(browser, await served.AskAsync(Deputy));

        var cookie = entered.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant();
        Assert.StartsWith(name.ToLowerInvariant(), cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal));
    }
}
