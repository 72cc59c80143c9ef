using System.Net;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Api;

/// <summary>What one exception tells a key of another.</summary>
public sealed class LinkTests
{
    private static readonly ARecord[] Held =
    [
        new ARequest { Id = IdOf(1) }.Granted().After(Wishes.StartsRenewal(IdOf(2))),
        new ARequest { Id = IdOf(2), Renews = IdOf(1), Renewal = 1, Confidential = true }.InReview(),
        new ARequest { Id = IdOf(3) }.Granted().After(Wishes.StartsRenewal(IdOf(4))),
        new ARequest { Id = IdOf(4), Renews = IdOf(3), Renewal = 1 }.InReview(),
    ];

    [Fact]
    public async Task The_number_of_a_confidential_counterpart_is_left_out_and_that_of_another_stands()
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Read);

        Assert.Equal(JsonValueKind.Null, (await GetAsync(machine, "/api/exceptions/PX-00000001")).Json.GetProperty("renewedBy").ValueKind);
        Assert.Equal("PX-00000004", (await GetAsync(machine, "/api/exceptions/PX-00000003")).Json.GetProperty("renewedBy").GetString());
        Assert.Equal("PX-00000003", (await GetAsync(machine, "/api/exceptions/PX-00000004")).Json.GetProperty("renews").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(machine, "/api/exceptions/PX-00000001/history")).Status); // it names it
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(machine, "/api/exceptions/PX-00000003/history")).Status);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Neither_does_an_export_name_it(string format)
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Export);

        var text = await machine.GetStringAsync(new Uri($"/api/exceptions/export?format={format}", UriKind.Relative));

        Assert.Contains("PX-00000001", text, StringComparison.Ordinal);
        Assert.Contains("PX-00000004", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PX-00000002", text, StringComparison.Ordinal);
    }
}
