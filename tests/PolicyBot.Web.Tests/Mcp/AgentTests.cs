using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab;
using PolicyBot.Testing;
using PolicyBot.Web.Mcp;
using PolicyBot.Web.Tests.Api;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Mcp;

/// <summary>What agents can do, and what they can't.</summary>
public sealed partial class AgentTests
{
    private const string Good = """
        {
          "requesterEmail": "sal@contoso.example", "policyId": "SEC-MFA", "title": "MFA off on svc-build",
          "justification": "The build account signs in by script; the vendor has no support for keys before March.",
          "scope": "svc-build, on the build server only", "compensatingControls": "Sign-in only from 10.0.4.12.",
          "expiresOn": "2027-02-15", "fields": { "accountType": "service" }, "assets": ["svc-build"], "department": "Engineering"
        }
        """;

    private static readonly ARecord[] Held =
    [
        new ARequest { Id = IdOf(1) }.Granted(),
        new ARequest { Id = IdOf(2), Confidential = true, Assets = ["svc-secret"] }.Granted(),
    ];

    [Fact]
    public async Task The_recipe_finds_asks_explains_and_drafts_as_it_is_written()
    {
        await using var served = await OpenAsync(Held);
        await served.MeetAsync(Sal);
        using var key = await served.EnterAsync(Scopes.Read | Scopes.Active | Scopes.Submit);
        using var agent = new AnAgent(served, key);
        var page = await File.ReadAllTextAsync(Path.Combine(WorkingCopy.Root, "docs", "agents.md"));
        var commands = Shell().Match(page).Groups[1].Value;

        var (exitCode, lines) = await agent.RunAsync("sh", ["-e", "-c", commands[commands.IndexOf("node ", StringComparison.Ordinal)..]]);

        Assert.True(exitCode == 0, string.Join('\n', lines));
        var (found, covered, route, draft) =
            (JsonElement.Parse(lines[0]), JsonElement.Parse(lines[1]), JsonElement.Parse(lines[2]), JsonElement.Parse(lines[3]));
        Assert.Equal("SEC-MFA", Assert.Single(found.GetProperty("policies").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(IdOf(1).Value, Assert.Single(covered.GetProperty("exceptions").EnumerateArray()).GetProperty("id").GetString());
        Assert.All(route.GetProperty("routes").EnumerateArray(), one => Assert.NotEmpty(one.GetProperty("why").EnumerateArray()));
        Assert.Equal(
            ["medium", "high", "critical"],
            route.GetProperty("routes").EnumerateArray().Select(one => one.GetProperty("risk").GetString()));
        Assert.Equal("awaitsConfirmation", draft.GetProperty("state").GetString());
        Assert.Contains("ci prepared a request in your name", Assert.Single(served.Chat.Sent).View.Summary, StringComparison.Ordinal);
        Assert.Equal(draft.GetProperty("id").GetString(), Assert.Single(await served.Drafts.OfAsync(Sal.Person, default)).Id.Value);
        Assert.Equal(2, await CountAsync(served)); // in the register there is what there was
    }

    [Fact]
    public async Task There_are_four_tools_and_each_says_of_itself_what_it_takes_and_gives()
    {
        await using var served = await OpenAsync();
        using var key = await served.EnterAsync(Scopes.Read);
        using var agent = new AnAgent(served, key);

        var (_, lines) = await agent.RunAsync("node", ["agent.mjs"]);

        Assert.Equal(["draft_exception", "explain_route", "find_policy", "is_covered"], lines.Select(line => line.Split(':')[0]).Order());
    }

    [Fact]
    public async Task A_refused_call_says_why_and_keeps_nothing()
    {
        await using var served = await OpenAsync(Held);
        await served.MeetAsync(Sal);
        using var key = await served.EnterAsync(Scopes.Read | Scopes.Active | Scopes.Submit);
        using var agent = new AnAgent(served, key);
        (string Tool, string Arguments, string Why)[] refused =
        [
            ("find_policy", """{"text":7}""", "text: "),
            ("find_policy", """{"txt":"x"}""", "txt: "),
            ("find_policy", $$"""{"text":"{{new string('x', 501)}}"}""", "text: It is longer"),
            ("is_covered", "{}", "policyId: Name a policy"),
            ("is_covered", """{"policyId":"SEC-MFE"}""", "policyId: The catalog has no policy \"SEC-MFE\"."),
            ("is_covered", """{"asset":null}""", "asset: "),
            ("explain_route", "{}", "policyId: It is missing."),
            ("explain_route", """{"policyId":"NO"}""", "Call find_policy."),
            ("explain_route", """{"policyId":"SEC-MFA"}""", "requesterEmail: It is no address"),
            ("explain_route", """{"policyId":"SEC-MFA","requesterEmail":"sal@contoso.example","days":0}""", "days: It is no whole"),
            ("explain_route", """{"policyId":"SEC-MFA","requesterEmail":"sal@contoso.example","days":1.5}""", "days: It is no whole"),
            ("draft_exception", "{}", "requesterEmail: "),
            ("draft_exception", Good.Replace("\"title\"", "\"titel\"", StringComparison.Ordinal), "titel: "),
            ("draft_exception", Good.Replace("service", "huge", StringComparison.Ordinal), "fields.accountType: "),
            ("draft_exception", Good.Replace("sal@", "nobody@", StringComparison.Ordinal), "No chat reaches the requester"),
        ];

        var answers = await agent.CallAsync([.. refused.Select(call => (call.Tool, call.Arguments))]);

        Assert.Equal(refused.Length, answers.Count);
        Assert.All(refused.Zip(answers), one =>
            Assert.Contains(one.First.Why, one.Second.GetProperty("refused").GetString(), StringComparison.Ordinal));
        Assert.Empty(served.Chat.Sent);
        Assert.Empty(await served.Drafts.OfAsync(Sal.Person, default));
        Assert.Equal(2, await CountAsync(served));
    }

    [Theory]
    [InlineData(Scopes.Read, "find_policy explain_route")]
    [InlineData(Scopes.Active, "is_covered")]
    [InlineData(Scopes.Submit, "find_policy explain_route draft_exception")]
    [InlineData(Scopes.Export, "")]
    public async Task A_key_opens_the_tools_of_its_scopes_and_the_others_name_the_scope_that_is_missing(Scopes scopes, string open)
    {
        await using var served = await OpenAsync(Held);
        await served.MeetAsync(Sal);
        using var key = await served.EnterAsync(scopes);
        using var agent = new AnAgent(served, key);
        (string Tool, string Arguments)[] calls =
        [
            ("find_policy", "{}"), ("is_covered", """{"policyId":"SEC-MFA"}"""),
            ("explain_route", """{"policyId":"SEC-MFA","requesterEmail":"sal@contoso.example"}"""), ("draft_exception", Good),
        ];

        var answers = await agent.CallAsync(calls);

        var refused = calls.Zip(answers).Where(one => one.Second.TryGetProperty("refused", out _)).ToList();
        Assert.Equal(
            open.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            calls.Select(call => call.Tool).Except(refused.Select(one => one.First.Tool)));
        Assert.All(refused, one =>
            Assert.Contains("it needs the scope", one.Second.GetProperty("refused").GetString(), StringComparison.Ordinal));
        Assert.Equal(scopes == Scopes.Submit ? 1 : 0, served.Chat.Sent.Count);
    }

    [Fact]
    public async Task With_a_persons_token_it_sees_what_they_see_and_asks_in_no_other_name()
    {
        await using var served = await OpenAsync(Held);
        await served.MeetAsync(Sal);
        await served.MeetAsync(Mallory);
        using var key = await served.EnterAsync(Scopes.Active);
        using var sals = served.EnterAs(Sal);
        using var mallorys = served.EnterAs(Mallory);
        using var machine = new AnAgent(served, key);
        using var sal = new AnAgent(served, sals);
        using var mallory = new AnAgent(served, mallorys);
        var asked = ("is_covered", """{"asset":"svc-secret"}""");

        Assert.False((await machine.CallAsync(asked))[0].GetProperty("active").GetBoolean());
        var seen = await sal.CallAsync(asked, ("explain_route", """{"policyId":"SEC-MFA"}"""));
        var unseen = await mallory.CallAsync(
            asked, ("explain_route", """{"policyId":"SEC-MFA","requesterEmail":"sal@contoso.example"}"""), ("draft_exception", Good));

        Assert.True(seen[0].GetProperty("active").GetBoolean());
        Assert.NotEmpty(seen[1].GetProperty("routes").EnumerateArray());
        Assert.False(unseen[0].GetProperty("active").GetBoolean());
        Assert.All(unseen.Skip(1), one =>
            Assert.Contains("in their own name", one.GetProperty("refused").GetString(), StringComparison.Ordinal));
        Assert.Empty(served.Chat.Sent);
    }

    [Fact]
    public async Task A_call_is_a_line_in_the_log_and_a_figure_with_the_id_of_its_key_and_nothing_that_was_said()
    {
        await using var served = await OpenAsync(Held);
        await served.MeetAsync(Sal);
        using var key = await served.EnterAsync(Scopes.Submit);
        using var agent = new AnAgent(served, key);
        var figures = new List<string>();
        var id = key.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Meter.Name == AgentTelemetry.MeterName)
            {
                heard.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var line = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            lock (figures)
            {
                figures.Add($"{line} {value}");
            }
        });
        listener.Start();

        await agent.CallAsync(("draft_exception", Good), ("is_covered", """{"asset":"svc-hush"}"""));

        Assert.Contains($"The agent of {id} called draft_exception: answered.", served.Log.All, StringComparison.Ordinal);
        Assert.Contains($"The agent of {id} called is_covered: refused.", served.Log.All, StringComparison.Ordinal);
        Assert.All(["svc-build", "svc-hush", "signs in by script", "sal@"], said =>
            Assert.DoesNotContain(said, served.Log.All, StringComparison.OrdinalIgnoreCase));
        lock (figures)
        {
            Assert.Equal(
                [$"draft_exception {id} answered 1", $"is_covered {id} refused 1"],
                figures.Where(figure => figure.Contains(id, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(false, "{", HttpStatusCode.Unauthorized)]
    [InlineData(true, "{", HttpStatusCode.BadRequest)]
    [InlineData(true, "[]", HttpStatusCode.BadRequest)]
    [InlineData(true, null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_is_no_call_is_refused_at_the_door(bool hasKey, string? body, HttpStatusCode expected)
    {
        await using var served = await OpenAsync();
        using var caller = hasKey ? await served.EnterAsync(Scopes.Submit) : served.NewMachine();
        using var content = new StringContent(body ?? $"\"{new string('x', 300_000)}\"", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");

        using var answer = await caller.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<int> CountAsync(ServedApi served)
    {
        var count = 0;
        await foreach (var id in served.Record.AllAsync(default))
        {
            count++;
        }

        return count;
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();
}
