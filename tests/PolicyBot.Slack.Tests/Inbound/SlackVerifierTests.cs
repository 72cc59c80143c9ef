using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Slack.Inbound;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>The verifier behind a real web server.</summary>
public sealed class SlackVerifierTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private readonly List<SlackVerifiedRequest> _arrivals = [];
    private readonly HttpClient _http = new();
    private ALoopbackServer _bot = null!;

    public async Task InitializeAsync()
    {
        var door = new SlackVerifier([Secret], new FakeTimeProvider(Now), NullLogger<SlackVerifier>.Instance);
        _bot = await ALoopbackServer.StartAsync(async context =>
        {
            var arrival = await door.ReceiveAsync(context.Request, context.RequestAborted);
            _arrivals.Add(arrival);
            context.Response.StatusCode = arrival is SlackVerifiedRequest.Refused refused ? refused.Status : StatusCodes.Status200OK;
        });
    }

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("event.app_mention.json", "app_mention")]
    [InlineData("event.message_im.json", "message")]
    [InlineData("event.message_bot_without_subtype.json", "message")]
    [InlineData("event.message_changed.json", "message")]
    [InlineData("event.app_home_opened.org_install.json", "app_home_opened")]
    [InlineData("event.tokens_revoked.json", "tokens_revoked")]
    public async Task Events_arrive(string sample, string type)
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sample.Text(sample)));

        Assert.Equal(type, Assert.IsType<SlackVerifiedRequest.Event>(Assert.Single(_arrivals)).Envelope.Text("event", "type"));
    }

    [Theory]
    [InlineData("interaction.block_actions.home.json", "block_actions")]
    [InlineData("interaction.block_actions.message.json", "block_actions")]
    [InlineData("interaction.block_actions.thread_state.json", "block_actions")]
    [InlineData("interaction.block_suggestion.json", "block_suggestion")]
    [InlineData("interaction.shortcut.json", "shortcut")]
    [InlineData("interaction.view_closed.json", "view_closed")]
    [InlineData("interaction.view_submission.json", "view_submission")]
    [InlineData("interaction.view_submission.slack_connect.json", "view_submission")]
    public async Task Interactions_arrive(string sample, string type)
    {
        Assert.Equal(HttpStatusCode.OK,
            await PostAsync("payload=" + WebUtility.UrlEncode(Sample.Text(sample)), "application/x-www-form-urlencoded"));

        Assert.Equal(type, Assert.IsType<SlackVerifiedRequest.Interaction>(Assert.Single(_arrivals)).Payload.Text("type"));
    }

    [Fact]
    public async Task A_slash_command_arrives_and_does_not_print_its_secrets()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sample.Text("command.slash.form.txt"), "application/x-www-form-urlencoded"));

        var command = Assert.IsType<SlackVerifiedRequest.Command>(Assert.Single(_arrivals)).Typed;
        Assert.Equal(("/hello-world", "T111", "W111", "111.111.xxx"), (command.Command, command.TeamId, command.UserId, command.TriggerId));
        Assert.StartsWith("https://hooks.slack.com/commands/T111/", command.ResponseUrl, StringComparison.Ordinal);
        Assert.DoesNotContain("111.111.xxx", command.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.slack.com", command.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_of_the_media_type_do_not_matter()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Sample.Text("event.message_im.json"), "application/json; charset=utf-8"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("payload=%7B%7D", "Application/X-WWW-Form-URLEncoded; charset=utf-8"));
    }

    [Fact]
    public async Task A_challenge_is_heard_only_when_it_is_signed()
    {
        const string Body = """{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV","type":"url_verification"}""";

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Body));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostSignedAsync(Body, null));

        Assert.Equal("3eZbrw1aBm2rZgRNFdxV", Assert.IsType<SlackVerifiedRequest.Challenged>(_arrivals[0]).Challenge);
    }

    [Fact]
    public async Task A_look_at_the_certificate_needs_no_signature_and_gets_nothing_else_in()
    {
        Assert.Equal(HttpStatusCode.OK, await PostSignedAsync("ssl_check=1&token=x", null, "application/x-www-form-urlencoded"));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await PostSignedAsync("ssl_check=1&token=x&command=%2Fpolicy-exception", null, "application/x-www-form-urlencoded"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v0=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_bad_signature_is_refused_without_a_word(string signature)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostSignedAsync(Sample.Text("event.message_im.json"), signature));
    }

    [Fact]
    public async Task Two_signatures_are_none()
    {
        var body = Sample.Text("event.message_im.json");
        using var request = Request(body, "application/json", Signed(body));
        request.Headers.Add("X-Slack-Signature", Signed(body));

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task An_old_request_is_refused_as_one_from_the_future_is(int seconds)
    {
        var body = Sample.Text("event.message_im.json");
        var timestamp = Now.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(HttpStatusCode.Unauthorized,
            await PostSignedAsync(body, SlackSignatureTests.Sign(Secret, timestamp, body), timestamp: timestamp));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":")]
    [InlineData("{\"type\":\"event_callback\"}}")]
    public async Task What_is_signed_and_no_JSON_object_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

    [Theory]
    [InlineData("")]
    [InlineData("payload=")]
    [InlineData("payload=%7B")]
    [InlineData("text=hello")]
    public async Task A_form_without_payload_or_command_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, "application/x-www-form-urlencoded"));

    [Fact]
    public async Task Nesting_without_end_is_a_bad_request() =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(new string('[', 500_000)));

    [Fact]
    public async Task Text_that_is_no_Unicode_is_a_bad_request()
    {
        byte[] body = [.. "{\"event\":{\"text\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        using var request = Request(body, "application/json", SlackSignatureTests.Sign(Secret, Stamp, body));

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_text_that_was_cut_inside_an_emoji_is_read_up_to_there()
    {
        await PostAsync("""{"event":{"text":"vendor \ud83d"}}""");

        Assert.Equal("vendor \ufffd", Assert.IsType<SlackVerifiedRequest.Event>(Assert.Single(_arrivals)).Envelope.Text("event", "text"));
    }

    [Fact]
    public async Task Methods_types_and_sizes_are_looked_at_first()
    {
        using var get = await _http.GetAsync(_bot.Address);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync("{}", "text/plain"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync($$"""{"text":"{{new string('x', SlackVerifier.LargestBody - 11)}}"}"""));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync($$"""{"x":"{{new string('x', SlackVerifier.LargestBody)}}"}"""));
    }

    [Fact]
    public async Task A_body_without_a_stated_length_ends_where_the_limit_is()
    {
        using var request =
            new HttpRequestMessage(
                HttpMethod.Post, _bot.Address)
            { Content = new StreamContent(new MemoryStream(new byte[2 * SlackVerifier.LargestBody])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_in_two_pieces_is_one_body()
    {
        var body = Encoding.UTF8.GetBytes(Sample.Text("event.message_im.json"));
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _bot.Address.Port);
        await using var stream = socket.GetStream();
        var head =
            $"POST /slack/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
            + $"x-slack-request-timestamp: {Stamp}\r\nX-SLACK-SIGNATURE: {SlackSignatureTests.Sign(Secret, Stamp, body)}\r\n\r\n";

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body.AsMemory(0, 100));
        await stream.FlushAsync();
        await stream.WriteAsync(body.AsMemory(100));

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.IsType<SlackVerifiedRequest.Event>(Assert.Single(_arrivals));
    }

    [Fact]
    public void Members_of_another_kind_count_as_missing()
    {
        var payload =
            SlackPayload.Parse(
                Encoding.UTF8.GetBytes(
                    new JsonObject
                    {
                        ["team"] = null,
                        ["user"] = 7,
                        ["actions"] = "x",
                        ["state"] = new JsonArray()
                    }.ToJsonString()))!.Value;

        Assert.Equal(
            ("", "", "", false), (payload.Text("team", "id"), payload.Text("user", "id"), payload.Text("user"), payload.Is("actions")));
        Assert.Empty(payload.Each("actions"));
        Assert.Empty(payload.Members("state", "values"));
    }

    private static string Stamp => Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Signed(string body) => SlackSignatureTests.Sign(Secret, Stamp, body);

    private Task<HttpStatusCode> PostAsync(string body, string type = "application/json") => PostSignedAsync(body, Signed(body), type);

    private async Task<HttpStatusCode> PostSignedAsync(
        string body, string? signature, string type = "application/json", string? timestamp = null)
    {
        using var request = Request(body, type, signature, timestamp);
        using var answer = await _http.SendAsync(request);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        return answer.StatusCode;
    }

    private HttpRequestMessage Request(string body, string type, string? signature, string? timestamp = null) =>
        Request(Encoding.UTF8.GetBytes(body), type, signature, timestamp);

    private HttpRequestMessage Request(byte[] body, string type, string? signature, string? timestamp = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _bot.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp ?? Stamp);
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Signature", signature);
        }

        return request;
    }
}
