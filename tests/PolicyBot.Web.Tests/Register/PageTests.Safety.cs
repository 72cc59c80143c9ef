using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

public sealed partial class PageTests
{
    [Fact]
    public async Task Typed_text_is_shown_and_never_run()
    {
        var hostile = """<script>alert(1)</script><img src=x onerror="alert(2)">'"&\u202Egpj""";
        await using var served = await OpenAsync(null, Of(1, request => (request with { Title = hostile, Scope = hostile }).Granted()));
        using var browser = await served.EnterAsync(Deputy);

        foreach (var address in new[] { "/register", "/register/PX-00000001", $"/register?q={Uri.EscapeDataString(hostile)}&person={Uri.EscapeDataString(hostile)}" })
        {
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u202E', page);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/register")]
    [InlineData("/register/overview")]
    [InlineData("/register/PX-00000001")]
    [InlineData("/register/PX-99999999")]
    [InlineData("/register/enter")]
    [InlineData("/register/register.css")]
    public async Task Every_answer_lets_the_browser_run_nothing_frame_nothing_and_tell_nobody(string address)
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));

        string Header(string name) => string.Join(",", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.StartsWith("default-src 'none'; style-src 'self';", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "same-origin"), (Header("X-Content-Type-Options"), Header("Referrer-Policy")));
        Assert.Equal(!address.EndsWith(".css", StringComparison.Ordinal), answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotMatch(Inline(), await answer.Content.ReadAsStringAsync());
    }
}
