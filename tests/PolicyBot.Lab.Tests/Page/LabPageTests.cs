using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Model;
using PolicyBot.Lab.Page;
using PolicyBot.Lab.Sockets;
using PolicyBot.Testing;

namespace PolicyBot.Lab.Tests.Page;

public sealed class LabPageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime, IDisposable
{
    private const string Sal = "sal@contoso.example";
    private readonly HttpClient _http = new();
    private PolicyBotLab _lab = null!;
    private LabPage _page = null!;
    private LoopbackServer _bot = null!;

    public async Task InitializeAsync()
    {
        _lab = await PolicyBotLab.StartAroundAsync(
            new PolicyBotLabOptions { StorageConnectionString = azurite.ConnectionString, TablePrefix = azurite.TablePrefix, HostPort = 0 },
                CancellationToken.None);
        _bot = await LoopbackServer.StartAsync(AnswerAsync, CancellationToken.None);
        _lab.Tenant.BotAddress = new Uri(_bot.Address, "/api/messages");
        _page = await LabPage.StartAsync(_lab, 0, CancellationToken.None);
        _http.BaseAddress = _page.Address;
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _bot.DisposeAsync();
        await _lab.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/story.js", "text/javascript")]
    [InlineData("/year.js", "text/javascript")]
    [InlineData("/plays.js", "text/javascript")]
    [InlineData("/player.js", "text/javascript")]
    [InlineData("/elements.js", "text/javascript")]
    [InlineData("/model.js", "text/javascript")]
    [InlineData("/blocks.js", "text/javascript")]
    [InlineData("/slack.js", "text/javascript")]
    [InlineData("/style.css", "text/css")]
    [InlineData("/lib/adaptivecards.min.js", "text/javascript")]
    [InlineData("/lib/markdown-it.min.js", "text/javascript")]
    public async Task The_page_and_its_parts_are_served_so_that_nothing_foreign_can_run(string path, string type)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_can_neither_read_the_Lab_nor_press_its_buttons()
    {
        using var renamed = new HttpRequestMessage(HttpMethod.Get, "/api/state") { Headers = { Host = "evil.example" } };
        using var form = new StringContent("{}", Encoding.UTF8, "text/plain");

        using var read = await _http.SendAsync(renamed);
        using var pressed = await _http.PostAsync(new Uri("/api/clock", UriKind.Relative), form);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, pressed.StatusCode));
        Assert.Equal(TimeSpan.Zero, _lab.Clock.Offset);
    }

    [Fact]
    public async Task What_somebody_types_reaches_the_bot_and_stands_in_their_chat()
    {
        var answer = await PostAsync($"/api/people/{Sal}/say", new JsonObject { ["text"] = "request" });

        var chat = JsonNode.Parse(await _http.GetStringAsync(new Uri($"/api/chats/{Sal}", UriKind.Relative)))!.AsArray();
        Assert.Equal(200, answer!["status"]!.GetValue<int>());
        Assert.Equal((Sal, "request"), (chat.Single().Text("from"), chat.Single().Text("text")));
    }

    [Fact]
    public async Task A_press_shows_what_the_bot_answered()
    {
        await PostAsync($"/api/people/{Sal}/say", new JsonObject { ["text"] = "request" });
        var message = _lab.Tenant.Person(Sal).Chat.Messages[0];

        var outcome =
            await PostAsync($"/api/people/{Sal}/execute",
            new JsonObject { ["messageId"] = message.Id, ["verb"] = "review.approve", ["data"] = new JsonObject() });

        Assert.Equal(("notice", "Decided already."), (outcome.Text("shown"), outcome.Text("text")));
    }

    [Fact]
    public async Task The_clock_is_turned_for_the_Host_and_for_the_messages()
    {
        var state = await PostAsync("/api/clock", new JsonObject { ["hours"] = 336 });

        await _lab.Tenant.Person(Sal).SayAsync("hello", CancellationToken.None);
        Assert.Equal("14.00:00:00", state.Text("offset"));
        Assert.Equal("14.00:00:00", await File.ReadAllTextAsync(_lab.Clock.Path));
        Assert.InRange(_lab.Tenant.Person(Sal).Chat.Messages[^1].At, _lab.Clock.Now.AddMinutes(-1), _lab.Clock.Now);
    }

    [Fact]
    public async Task The_page_hears_of_every_change()
    {
        using var stream = await _http.GetStreamAsync(new Uri("/api/changes", UriKind.Relative));
        using var lines = new StreamReader(stream);
        var first = await lines.ReadLineAsync();

        await _lab.Tenant.Person(Sal).SayAsync("hello", CancellationToken.None);
        await lines.ReadLineAsync();
        var second = await lines.ReadLineAsync();

        Assert.StartsWith("data: ", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Asking_for_somebody_unknown_is_a_refusal_in_words()
    {
        using var answer = await _http.GetAsync(new Uri("/api/chats/nobody@contoso.example", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync()).Text("fault"));
    }

    [Fact]
    public async Task What_the_model_does_is_chosen_on_the_page_and_the_rest_stays_as_it_was()
    {
        var raised = await PostAsync("/api/model", new JsonObject { ["answer"] = "critical" });

        var late = await PostAsync("/api/model", new JsonObject { ["delay"] = "5s" });

        var answer = Assert.IsType<ModelAnswer.Conforming>(_lab.Model.Otherwise);
        Assert.Equal(("critical", 5.0), (answer.Members.Text("label"), answer.Delay.TotalSeconds));
        Assert.Equal(("critical", ""), (raised!["model"].Text("answer"), raised["model"].Text("delay")));
        Assert.Equal(("critical", "5s", ""), (late!["model"].Text("answer"), late["model"].Text("delay"), late["model"].Text("fault")));
    }

    [Theory]
    [InlineData("throttled", typeof(ModelAnswer.Throttled))]
    [InlineData("failed", typeof(ModelAnswer.Failed))]
    [InlineData("refused", typeof(ModelAnswer.Refused))]
    [InlineData("filtered", typeof(ModelAnswer.PromptFiltered))]
    [InlineData("cutOff", typeof(ModelAnswer.CutOff))]
    [InlineData("noJson", typeof(ModelAnswer.NoJson))]
    public async Task A_chosen_fault_comes_instead_of_the_chosen_answer(string fault, Type answer)
    {
        await PostAsync("/api/model", new JsonObject { ["answer"] = "high", ["fault"] = fault });

        Assert.IsType(answer, _lab.Model.Otherwise);
    }

    [Fact]
    public async Task A_choice_that_the_model_does_not_have_changes_nothing()
    {
        var refused = await PostAsync("/api/model", new JsonObject { ["delay"] = "for ever" });

        Assert.NotNull(refused.Text("fault"));
        Assert.Equal(ModelChoice.Usual, _lab.Model.Choice);
    }

    [Fact]
    public async Task What_a_test_told_the_model_is_not_shown_as_a_choice()
    {
        _lab.Model.Otherwise = new ModelAnswer.NoChoice();

        var state = JsonNode.Parse(await _http.GetStringAsync(new Uri("/api/state", UriKind.Relative)))!;

        Assert.Null(state["model"]!["answer"]);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var activity = Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(context.RequestAborted)));
        if (activity.Text("type") == "invoke")
        {
            await context.Response.WriteJsonAsync(
                200, new JsonObject
                {
                    ["statusCode"] = 200,
                    ["type"] = "application/vnd.microsoft.activity.message",
                    ["value"] = "Decided already."
                }, context.RequestAborted);
        }
    }

    private async Task<JsonNode?> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }
}
