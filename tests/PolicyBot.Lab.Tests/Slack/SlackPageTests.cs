using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Page;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Sockets;
using PolicyBot.Testing;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class SlackPageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime, IDisposable
{
    private const string Kim = "kim@contoso.example";
    private readonly HttpClient _http = new();
    private PolicyBotLab _lab = null!;
    private LabPage _page = null!;
    private LoopbackServer _app = null!;

    public async Task InitializeAsync()
    {
        var options =
            new PolicyBotLabOptions
            {
                StorageConnectionString = azurite.ConnectionString,
                TablePrefix = azurite.TablePrefix,
                HostPort = 0,
                Workspace = new SlackWorkspaceOptions()
            };
        _lab = await PolicyBotLab.StartAroundAsync(options, CancellationToken.None);
        _app = await LoopbackServer.StartAsync(AnswerAsync, CancellationToken.None);
        _lab.Workspace!.AppAddress = _app.Address;
        _page = await LabPage.StartAsync(_lab, 0, CancellationToken.None);
        _http.BaseAddress = _page.Address;
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _lab.DisposeAsync();
        await _app.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Everybody_is_there_once_with_the_apps_they_have()
    {
        var people = (await GetAsync("state"))!["people"]!.AsArray();

        Assert.Equal((true, true), Has(people, Ana));
        Assert.Equal((true, false), Has(people, "fay@contoso.example"));
        Assert.Equal((false, true), Has(people, Kim));
        Assert.DoesNotContain(people, person => person.Text("email") == "dena@contoso.example");
    }

    [Fact]
    public async Task Somebody_with_three_addresses_is_there_once_with_all_of_them_as_they_are_now()
    {
        const string Cleo = "cleo@contoso.example";
        var before = await PersonAsync(Cleo);

        _lab.Tenant.Change(Cleo, cleo => cleo with { Email = "cleo.berg@contoso.example" });
        await _lab.Workspace!.ChangeAsync(Cleo, cleo => cleo with { Email = "c.berg@contoso.example" }, CancellationToken.None);
        var after = await PersonAsync(Cleo);

        Assert.Equal(("cleo.marin@contoso.example", Cleo, "c.marin@contoso.example"), before);
        Assert.Equal(("cleo.berg@contoso.example", Cleo, "c.berg@contoso.example"), after);
    }

    [Fact]
    public async Task What_is_typed_in_Slack_stands_in_Slack()
    {
        await PostAsync($"slack/{Kim}/say", new JsonObject { ["text"] = "request" });

        var seen = await GetAsync($"slack/{Kim}");
        Assert.Equal(
            (_lab.Workspace!.Person(Kim).Account.Id, "request"), (seen!["messages"]![0].Text("from"), seen["messages"]![0].Text("text")));
    }

    [Fact]
    public async Task A_modal_is_filled_in_refused_and_closed_on_the_page()
    {
        await PostAsync($"slack/{Kim}/shortcut", []);
        var view = (await GetAsync($"slack/{Kim}"))!["views"]![0];

        var refused =
            await PostAsync($"slack/{Kim}/submit",
            new JsonObject { ["view"] = view.Text("id"), ["inputs"] = new JsonObject { ["comment"] = "short" } });
        var shown = (await GetAsync($"slack/{Kim}"))!["views"]![0];
        await PostAsync($"slack/{Kim}/close", new JsonObject { ["view"] = view.Text("id") });

        Assert.Equal("errors", refused.Text("shown"));
        Assert.Equal(
            ("Please enter at least 10 characters.", "short"), (shown!["errors"].Text("comment"), shown["values"].Text("comment")));
        Assert.Empty((await GetAsync($"slack/{Kim}"))!["views"]!.AsArray());
    }

    [Fact]
    public void The_Host_is_told_where_Slack_is()
    {
        var environment = _lab.Environment;

        Assert.Equal(_lab.Workspace!.ApiBaseUrl.ToString(), environment["Slack__ApiBaseUrl"]);
        Assert.Equal((_lab.Workspace.Options.BotToken, _lab.Workspace.Options.TeamId),
            (environment["Slack__BotToken"], environment["Slack__TeamId"]));
        Assert.False(environment.ContainsKey("Slack__AppToken"));
    }

    private async Task<(string? Mail, string? PrincipalName, string? Slack)> PersonAsync(string email)
    {
        var person = (await GetAsync("state"))!["people"]!.AsArray().Single(one => one.Text("email") == email)!;
        return (person["teams"].Text("mail"), person["teams"].Text("principalName"), person["slack"].Text("mail"));
    }

    private static (bool Teams, bool Slack) Has(JsonArray people, string email)
    {
        var person = people.Single(one => one.Text("email") == email)!;
        return (person["teams"] is not null, person["slack"] is not null);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(context.RequestAborted));
        if (context.Request.Path.Value!.EndsWith("/interactions", StringComparison.Ordinal)
            && Wire.TryParseObject(QueryHelpers.ParseQuery(body)["payload"].ToString()).Text("trigger_id") is { } trigger)
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(_lab.Workspace!.ApiBaseUrl, "views.open"));
            call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _lab.Workspace.Options.BotToken);
            call.Content =
                new StringContent(new JsonObject { ["trigger_id"] = trigger, ["view"] = Modal(Input("comment")) }.ToJsonString(),
                Encoding.UTF8, "application/json");
            using var opened = await _http.SendAsync(call);
        }
    }

    private async Task<JsonNode?> GetAsync(string path) =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri($"/api/{path}", UriKind.Relative)));

    private async Task<JsonNode?> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync(new Uri($"/api/{path}", UriKind.Relative), content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }
}
