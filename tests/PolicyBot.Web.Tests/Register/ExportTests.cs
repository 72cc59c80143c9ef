using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

/// <summary>What can be taken away from the page, and by whom.</summary>
public sealed class ExportTests
{
    private static readonly ARecord[] Held =
    [
        new ARequest { Id = IdOf(1) }.Granted(),
        new ARequest { Id = IdOf(2), Confidential = true }.Granted(),
        new ARequest { Id = IdOf(3), Title = "Rejected key" }.InReview().After(Ana.Rejects()),
        new ARequest { Id = IdOf(4), Requester = Iam, Confidential = true, Title = "=1+1" }.InReview(),
    ];

    public static TheoryData<string, int[]> Roles => new()
    {
        { Deputy.Name, [1, 2, 3, 4] }, // auditor
        { Lee.Name, [1, 2, 3, 4] }, // administrator
        { Iam.Name, [1, 3, 4] }, // policy owner, who asked for the fourth
        { Ciso.Name, [1, 3] }, // area owner
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Each_role_takes_away_what_it_may_and_nothing_else_in_every_form(string name, int[] expected)
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(People.Single(one => one.Name == name));

        foreach (var format in new[] { "csv", "jsonl", "xlsx" })
        {
            var (status, text, file) = await TakeAsync(browser, $"/register/export?format={format}&state=any");

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal($"attachment; filename=\"register-2026-11-20.{format}\"", file);
            Assert.Equal(expected, Regex.Matches(text, "PX-0000000([1-9])").Select(id => id.Groups[1].Value[0] - '0').Distinct().Order());
        }
    }

    [Fact]
    public async Task An_export_with_a_filter_that_is_not_understood_is_refused_and_not_larger_than_asked_for()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        var (status, text, _) = await TakeAsync(browser, "/register/export?format=csv&state=huge");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("state=huge", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PX-", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_takes_anything_away_without_a_session_or_the_right_to_the_register()
    {
        await using var served = await OpenAsync(null, Held);
        using var stranger = served.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await TakeAsync(stranger, "/register/export?format=csv")).Status);
        using var browser = await served.EnterAsync(Deputy);

        served.Catalog.Current = served.Catalog.Current with { Roles = new CatalogRoles([], [Lee.Person]) };

        var (status, text, _) = await TakeAsync(browser, "/register/export?format=csv");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain("PX-0000000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_links_of_a_list_take_its_filters_along_and_all_that_is_found_beyond_the_page()
    {
        await using var served = await OpenAsync(null, Held);
        for (var number = 100; number < 100 + (2 * RegisterPages.MostRows); number++)
        {
            await served.HoldAsync(new ARequest { Id = IdOf(number) }.Granted());
        }

        using var browser = await served.EnterAsync(Deputy);
        var (_, page) = await ReadAsync(browser, "/register?state=inforce&q=svc-build&shown=50");
        var links = Regex.Matches(page, "href=\"(/register/export[^\"]*)\"").Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).ToList();

        var (_, text, _) = await TakeAsync(browser, links.Single(link => link.Contains("format=csv", StringComparison.Ordinal)));

        Assert.Equal(3, links.Count);
        Assert.Equal(1 + 2 + (2 * RegisterPages.MostRows), text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("PX-00000003", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=pdf")]
    [InlineData("?format=7")]
    public async Task A_form_that_there_is_not_is_refused_with_words(string query)
    {
        await using var served = await OpenAsync();
        using var browser = await served.EnterAsync(Deputy);

        var (status, page) = await ReadAsync(browser, $"/register/export{query}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("it is csv, xlsx or jsonl", page, StringComparison.Ordinal);
    }

    private static ExceptionId IdOf(int number) => ExceptionId.Parse($"PX-{number:D8}");

    private static async Task<(HttpStatusCode Status, string Text, string? File)> TakeAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        if (text.StartsWith("PK", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            using var sheet = new StreamReader(zip.Entries.Single(entry => entry.FullName == "xl/worksheets/sheet1.xml").Open());
            text = await sheet.ReadToEndAsync();
        }

        return (answer.StatusCode, text, answer.Content.Headers.ContentDisposition?.ToString());
    }
}
