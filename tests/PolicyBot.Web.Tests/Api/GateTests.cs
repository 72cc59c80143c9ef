using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Api;

/// <summary>The gate: what it opens for, and when it closes.</summary>
public sealed class GateTests
{
    private static readonly ARecord Granted = new ARequest { Id = IdOf(1) }.Granted();

    [Theory]
    [InlineData("policyId=SEC-MFA&asset=svc-build")]
    [InlineData("policyId=sec-mfa&asset=SVC-BUILD")]
    [InlineData("policyId=SEC-MFA")]
    [InlineData("asset=svc-build")]
    public async Task An_approved_exception_opens_it(string asked)
    {
        await using var served = await OpenAsync(Granted);
        using var machine = await served.EnterAsync(Scopes.Active);

        var (status, json) = await GetAsync(machine, $"/api/active?{asked}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(json.GetProperty("active").GetBoolean());
        var one = Assert.Single(json.GetProperty("exceptions").EnumerateArray());
        Assert.Equal(Granted.State.Id.Value, one.GetProperty("id").GetString());
        Assert.Equal(Granted.State.HoldsUntil, one.GetProperty("until").GetDateTimeOffset());
        Assert.Equal("2027-02-15", one.GetProperty("expiresOn").GetString());
        Assert.Equal("ana@contoso.example", one.GetProperty("approvedBy")[0].GetProperty("email").GetString());
    }

    [Fact]
    public async Task List_one_and_gate_say_which_controls_are_not_met_and_for_which_kind_of_reason()
    {
        await using var served = await OpenAsync(Granted);
        served.Catalog.Current = served.Catalog.Current with
        {
            Policies = [.. served.Catalog.Current.Policies.Select(policy => policy with { Controls = ["ISO27001:A.8.5"] })],
        };
        using var machine = await served.EnterAsync(Scopes.Active | Scopes.Read);

        JsonElement[] told =
        [
            (await GetAsync(machine, "/api/exceptions")).Json.GetProperty("items")[0],
            (await GetAsync(machine, $"/api/exceptions/{Granted.State.Id}")).Json,
            (await GetAsync(machine, "/api/active?policyId=SEC-MFA")).Json.GetProperty("exceptions")[0],
        ];
        Assert.All(told, one => Assert.Equal("ISO27001:A.8.5", Assert.Single(one.GetProperty("controls").EnumerateArray()).GetString()));
        Assert.All(told, one => Assert.Equal("technical", one.GetProperty("reasonKind").GetString()));
    }

    [Theory]
    [InlineData("policyId=SEC-MFA&asset=svc-other")]
    [InlineData("asset=svc-buil")]
    public async Task Another_thing_does_not(string asked)
    {
        await using var served = await OpenAsync(Granted);
        using var machine = await served.EnterAsync(Scopes.Active);

        var (status, json) = await GetAsync(machine, $"/api/active?{asked}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(json.GetProperty("active").GetBoolean());
        Assert.Empty(json.GetProperty("exceptions").EnumerateArray());
    }

    [Fact]
    public async Task What_waits_was_rejected_or_is_confidential_does_not_open_it()
    {
        await using var served = await OpenAsync(
            new ARequest { Id = IdOf(1) }.InReview(),
            new ARequest { Id = IdOf(2) }.InReview().After(Ana.Rejects()),
            new ARequest { Id = IdOf(3), Confidential = true }.Granted());
        using var machine = await served.EnterAsync(Scopes.Active);

        Assert.False((await GetAsync(machine, "/api/active?policyId=SEC-MFA")).Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task It_closes_at_the_instant_of_the_end_whatever_the_index_says()
    {
        await using var served = await OpenAsync(Granted);
        using var machine = await served.EnterAsync(Scopes.Active);

        served.Time.SetUtcNow(Granted.State.HoldsUntil.AddTicks(-1));
        Assert.True((await GetAsync(machine, "/api/active?asset=svc-build")).Json.GetProperty("active").GetBoolean());
        served.Time.SetUtcNow(Granted.State.HoldsUntil);
        Assert.False((await GetAsync(machine, "/api/active?asset=svc-build")).Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task It_closes_when_a_missed_promise_suspends_and_says_that_instant_before()
    {
        var promised = new ARequest { Id = IdOf(1) }.Granted();
        promised = promised with
        {
            State = promised.State with
            {
                Promises =
                [
                    new Promise
                    {
                        Number = 1, Text = "Rotate the key.", DueOn = new DateOnly(2026, 12, 1), SetBy = Ana.Person,
                        DueBy = ARequest.Sent.AddDays(11), SuspendsAt = ARequest.Sent.AddDays(14),
                    },
                ],
            },
        };
        await using var served = await OpenAsync(promised);
        using var machine = await served.EnterAsync(Scopes.Active);

        var (_, json) = await GetAsync(machine, "/api/active?asset=svc-build");
        Assert.Equal(ARequest.Sent.AddDays(14), json.GetProperty("exceptions")[0].GetProperty("until").GetDateTimeOffset());

        served.Time.SetUtcNow(ARequest.Sent.AddDays(14));
        Assert.False((await GetAsync(machine, "/api/active?asset=svc-build")).Json.GetProperty("active").GetBoolean());
    }

    [Theory]
    [InlineData("", "policyId")]
    [InlineData("policyId=SEC-MFAA", "policyId")]
    [InlineData("policyId=%20", "policyId")]
    [InlineData("policyId=SEC-MFA&assetId=svc-other", "assetId")]
    [InlineData("policyid=SEC-MFA&Asset=svc-build", "policyid")]
    public async Task A_question_that_names_nothing_known_is_told_which_field(string asked, string field)
    {
        await using var served = await OpenAsync(Granted);
        using var machine = await served.EnterAsync(Scopes.Active);

        var (status, json) = await GetAsync(machine, $"/api/active?{asked}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(json.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task The_bundle_for_opa_holds_what_is_in_force_and_is_sent_once()
    {
        await using var served = await OpenAsync(Granted, new ARequest { Id = IdOf(2) }.InReview());
        using var machine = await served.EnterAsync(Scopes.Active);
        using var first = await machine.GetAsync(new Uri("/api/active/export?format=opa", UriKind.Relative));
        var files = Untar(await first.Content.ReadAsByteArrayAsync());

        var listed = JsonElement.Parse(files["policybot/active/data.json"]).GetProperty("SEC-MFA");
        Assert.Equal(Granted.State.Id.Value, Assert.Single(listed.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("policybot/active", JsonElement.Parse(files[".manifest"]).GetProperty("roots")[0].GetString());

        machine.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await machine.GetAsync(new Uri("/api/active/export?format=opa", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);

        served.Time.SetUtcNow(Granted.State.HoldsUntil);
        using var third = await machine.GetAsync(new Uri("/api/active/export?format=opa", UriKind.Relative));
        Assert.Equal("{}", Untar(await third.Content.ReadAsByteArrayAsync())["policybot/active/data.json"]);
    }

    [Fact]
    public async Task The_exemptions_for_azure_policy_end_with_the_exception()
    {
        await using var served = await OpenAsync(new ARequest { Id = IdOf(1), Assets = ["it's ${x}\\"] }.Granted());
        using var machine = await served.EnterAsync(Scopes.Active);

        var text = await machine.GetStringAsync(new Uri("/api/active/export?format=azure-policy", UriKind.Relative));

        Assert.Contains("expiresOn: '2027-02-15T23:00:00Z'", text, StringComparison.Ordinal);
        Assert.Contains(@"assets: ['it\'s \${x}\\']", text, StringComparison.Ordinal);
        served.Time.SetUtcNow(Granted.State.HoldsUntil);
        text = await machine.GetStringAsync(new Uri("/api/active/export?format=azure-policy", UriKind.Relative));
        Assert.DoesNotContain("PX-", text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Untar(byte[] bundle)
    {
        using var zip = new GZipStream(new MemoryStream(bundle), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        var files = new Dictionary<string, string>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            files[entry.Name] = reader.ReadToEnd();
        }

        return files;
    }
}
