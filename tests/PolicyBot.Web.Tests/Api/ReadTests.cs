using System.Net;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Api;

/// <summary>The doors that read, and who opens which.</summary>
public sealed class ReadTests
{
    private static readonly ARecord[] Held =
    [
        new ARequest { Id = IdOf(1) }.Granted(),
        new ARequest { Id = IdOf(2), Confidential = true }.Granted(),
        new ARequest { Id = IdOf(3), Title = "Rejected key" }.InReview().After(Ana.Rejects()),
        new ARequest { Id = IdOf(4), Title = "Kiosk in hall 3" }.InReview(),
    ];

    public static TheoryData<string, Scopes> Doors => new()
    {
        { "/api/exceptions", Scopes.Read },
        { "/api/exceptions/PX-00000001", Scopes.Read },
        { "/api/exceptions/PX-00000001/history", Scopes.Read },
        { "/api/exceptions/PX-00000001/why", Scopes.Read },
        { "/api/exceptions/export", Scopes.Export },
        { "/api/active?policyId=SEC-MFA", Scopes.Active },
        { "/api/active/export?format=opa", Scopes.Active },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_door_opens_to_its_scope_and_to_no_other_and_to_nobody_without_a_key(string address, Scopes scope)
    {
        await using var served = await OpenAsync(Held);
        using var stranger = served.NewMachine();
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, address)).Status);

        foreach (var one in Enum.GetValues<Scopes>().Where(one => one != Scopes.None))
        {
            using var machine = await served.EnterAsync(one);
            var (status, json) = await GetAsync(machine, address);
            Assert.True(status == (one == scope ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{one}: {status} {json}");
        }
    }

    [Theory]
    [InlineData("", "1,4")]
    [InlineData("?state=any", "1,3,4")]
    [InlineData("?state=rejected", "3")]
    [InlineData("?state=inForce&state=open", "1,4")]
    [InlineData("?q=kiosk", "4")]
    [InlineData("?risk=low", "")]
    [InlineData("?policyId=SEC-MFA&person=sal@contoso.example", "1,4")]
    public async Task A_list_shows_what_is_asked_for_and_nothing_confidential(string asked, string expected)
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Read);

        var (status, json) = await GetAsync(machine, $"/api/exceptions{asked}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, string.Join(',', json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()![^1]).Order()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("?state=running", "state")]
    [InlineData("?risk=huge", "risk")]
    [InlineData("?policyId=NO", "policyId")]
    [InlineData("?areaId=no", "areaId")]
    [InlineData("?person=sal", "person")]
    [InlineData("?sort=title", "sort")]
    [InlineData("?stat=ended", "stat")]
    public async Task A_filter_that_is_unknown_is_named_and_filters_nothing_silently(string asked, string field)
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Read | Scopes.Export);

        foreach (var door in new[] { "/api/exceptions", "/api/exceptions/export" })
        {
            var (status, json) = await GetAsync(machine, door + asked);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.True(json.GetProperty("errors").TryGetProperty(field, out _), json.ToString());
        }
    }

    [Fact]
    public async Task An_exception_is_shown_with_its_decisions_its_events_and_the_reasons_of_its_route()
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Read);

        var (_, one) = await GetAsync(machine, "/api/exceptions/px-00000001");
        Assert.Equal("approved", one.GetProperty("status").GetString());
        Assert.Equal("approved", one.GetProperty("decisions")[0].GetProperty("kind").GetString());
        Assert.NotEqual(JsonValueKind.Null, one.GetProperty("reviewPolicy").ValueKind);

        var (_, history) = await GetAsync(machine, "/api/exceptions/PX-00000001/history");
        Assert.Equal(Held[0].Events.Count, history.GetProperty("events").GetArrayLength());
        Assert.Equal(Held[0].State.LastHash, history.GetProperty("events").EnumerateArray().Last().GetProperty("hash").GetString());

        var (_, why) = await GetAsync(machine, "/api/exceptions/PX-00000001/why");
        Assert.NotEmpty(why.GetProperty("parts").EnumerateArray());
    }

    [Theory]
    [InlineData("PX-00000002")]
    [InlineData("PX-00000009")]
    [InlineData("nonsense")]
    public async Task A_confidential_one_is_as_if_there_were_none(string id)
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Read);

        foreach (var part in new[] { "", "/history", "/why" })
        {
            var (status, json) = await GetAsync(machine, $"/api/exceptions/{id}{part}");
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Equal("There is no such exception.", json.GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task What_was_confidential_in_an_earlier_revision_keeps_its_events_from_keys()
    {
        var request = new ARequest { Id = IdOf(5), Confidential = true };
        var open = request.InReview().After(Ana.SendsBack());
        open = open.After(request.Submit(open.Now) with { Content = request.Content with { Confidential = false } });
        await using var served = await OpenAsync(open);
        using var machine = await served.EnterAsync(Scopes.Read | Scopes.Export);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(machine, "/api/exceptions/PX-00000005")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(machine, "/api/exceptions/PX-00000005/history")).Status);
        var line = JsonElement.Parse(await machine.GetStringAsync(new Uri("/api/exceptions/export?format=jsonl", UriKind.Relative)));
        Assert.Equal("PX-00000005", line.GetProperty("id").GetString());
        Assert.Empty(line.GetProperty("events").EnumerateArray());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task An_export_holds_what_a_key_may_take_away(string format)
    {
        await using var served = await OpenAsync(Held);
        using var machine = await served.EnterAsync(Scopes.Export);

        var text = await machine.GetStringAsync(new Uri($"/api/exceptions/export?format={format}&state=any", UriKind.Relative));

        Assert.Contains("PX-00000001", text, StringComparison.Ordinal);
        Assert.Contains("PX-00000003", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PX-00000002", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var served = await OpenAsync();
        using var machine = await served.EnterAsync(Scopes.Read);
        using var other = await served.EnterAsync(Scopes.Read);
        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            answer = await machine.GetAsync(new Uri("/api/exceptions", UriKind.Relative));
        }
        while (answer.StatusCode == HttpStatusCode.OK && ++asked < 2_000);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(other, "/api/exceptions")).Status);
    }

    [Fact]
    public async Task The_document_describes_every_door_and_the_page_shows_it()
    {
        await using var served = await OpenAsync();
        using var stranger = served.NewMachine();

        var (_, document) = await GetAsync(stranger, "/api/openapi.json");

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            Doors.Select(door => ((string)door[0]).Split('?')[0].Replace("PX-00000001", "{id}", StringComparison.Ordinal))
                .Concat(["/api/requests", "/api/requests/{id}", "/api/inbox"]).Distinct().Order(),
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order());
        var page = await stranger.GetStringAsync(new Uri("/api/docs/", UriKind.Relative));
        Assert.Contains("<title>PolicyBot", page, StringComparison.Ordinal);
    }
}
