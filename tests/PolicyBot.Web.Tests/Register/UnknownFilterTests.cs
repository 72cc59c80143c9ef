using System.Net;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

/// <summary>What the list says of filters that it does not understand, and of what it does not hold.</summary>
public sealed class UnknownFilterTests
{
    private static readonly ARecord[] Held = [new ARequest().Granted()];

    [Theory]
    [InlineData("/register?state=huge", "state=huge")]
    [InlineData("/register?risk=7", "risk=7")]
    [InlineData("/register?area=nowhere&policy=NO", "policy=NO, area=nowhere")]
    [InlineData("/register?sort=title", "sort=title")]
    [InlineData("/register?stat=ended", "stat=ended")]
    public async Task A_filter_that_is_not_understood_is_named_and_the_list_is_without_it(string address, string named)
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        var (status, page) = await ReadAsync(browser, address);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"Not understood, and left out: {named}.", page, StringComparison.Ordinal);
        Assert.Contains(Held[0].State.Id.Value, page, StringComparison.Ordinal);
        Assert.DoesNotContain("huge&", page, StringComparison.Ordinal); // nor in the addresses that go on from here
    }

    [Fact]
    public async Task A_filter_that_is_too_long_is_named_too()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        var (_, page) = await ReadAsync(browser, $"/register?q={new string('x', 400)}");

        Assert.Contains($"{new string('x', 38)}…", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/register?state=any", true)]
    [InlineData("/register", false)]
    public async Task A_list_of_what_has_ended_says_where_retired_ones_are(string address, bool says)
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        var (_, page) = await ReadAsync(browser, address);

        Assert.Equal(says, page.Contains("they are in the signed bundle", StringComparison.Ordinal));
        Assert.DoesNotContain("Not understood", page, StringComparison.Ordinal);
    }
}
