using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class TeamsVerifierTests : IDisposable
{
    private readonly AConnector _connector = new();
    private readonly Keys _keys;

    public TeamsVerifierTests() => _keys = new Keys { Published = _connector };

    public void Dispose()
    {
        _connector.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task What_the_connector_sends_comes_in()
    {
        var arrival = await Door().ReceiveAsync(Request(AnActivity.MessageJson(), _connector.Bearer()), default);

        Assert.Equal("help", Assert.IsType<TeamsVerifiedRequest.Admitted>(arrival).Activity.Text);
    }

    [Fact]
    public async Task Without_a_token_the_body_is_not_even_read()
    {
        var request = Request(AnActivity.MessageJson(), authorization: null);

        var arrival = await Door().ReceiveAsync(request, default);

        Assert.Equal(new TeamsVerifiedRequest.Refused(401), arrival);
        Assert.Equal(0, request.Body.Position);
    }

    [Fact]
    public async Task Two_authorization_headers_are_none()
    {
        var request = Request(AnActivity.MessageJson(), null);
        request.Headers.Authorization = new([_connector.Bearer(), _connector.Bearer()]);

        Assert.Equal(new TeamsVerifiedRequest.Refused(401), await Door().ReceiveAsync(request, default));
    }

    [Fact]
    public async Task A_valid_token_with_a_foreign_tenant_is_forbidden()
    {
        var foreign = AnActivity.MessageJson(activity =>
        {
            activity["conversation"]!["tenantId"] = "foreign";
            activity["channelData"] = null;
        });

        Assert.Equal(new TeamsVerifiedRequest.Refused(403), await Door().ReceiveAsync(Request(foreign, _connector.Bearer()), default));
    }

    [Fact]
    public async Task A_key_published_since_we_last_looked_is_found_with_one_reading()
    {
        var door = Door();
        await door.ReceiveAsync(Request(AnActivity.MessageJson(), _connector.Bearer()), default);
        using var rotated = new AConnector(keyId: "key-2");
        _keys.Published = rotated;

        var arrival = await door.ReceiveAsync(Request(AnActivity.MessageJson(), rotated.Bearer()), default);

        Assert.IsType<TeamsVerifiedRequest.Admitted>(arrival);
        Assert.Equal(2, _keys.Readings);
    }

    [Fact]
    public async Task Made_up_keys_cost_one_reading_not_two()
    {
        var door = Door();
        using var stranger = new AConnector(keyId: "made-up");

        var first = await door.ReceiveAsync(Request(AnActivity.MessageJson(), stranger.Bearer()), default);
        var readings = _keys.Readings;
        var second = await door.ReceiveAsync(Request(AnActivity.MessageJson(), stranger.Bearer()), default);

        Assert.Equal((new TeamsVerifiedRequest.Refused(401), new TeamsVerifiedRequest.Refused(401)), (first, second));
        Assert.Equal(readings, _keys.Readings);
    }

    [Theory]
    [InlineData("GET", "application/json", 405)]
    [InlineData("PUT", "application/json", 405)]
    [InlineData("POST", "text/plain", 415)]
    [InlineData("POST", null, 415)]
    public async Task Only_JSON_is_posted_here(string method, string? contentType, int status)
    {
        var request = Request(AnActivity.MessageJson(), _connector.Bearer());
        request.Method = method;
        request.ContentType = contentType;

        Assert.Equal(new TeamsVerifiedRequest.Refused(status), await Door().ReceiveAsync(request, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_256_KB_is_refused_whether_it_says_its_length_or_not(bool saysLength)
    {
        var request =
            Request(AnActivity.MessageJson(activity => activity["text"] = new string('x', TeamsVerifier.LargestBody)), _connector.Bearer());
        request.ContentLength = saysLength ? request.ContentLength : null;

        Assert.Equal(new TeamsVerifiedRequest.Refused(413), await Door().ReceiveAsync(request, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"text":"no type"}""")]
    public async Task A_body_without_an_activity_is_a_bad_request(string body)
    {
        Assert.Equal(new TeamsVerifiedRequest.Refused(400), await Door().ReceiveAsync(Request(body, _connector.Bearer()), default));
    }

    [Theory]
    [InlineData(true, "127.0.0.1", "http://localhost:56150/_connector", null, 0)]
    [InlineData(true, "::1", "http://127.0.0.1:56150/_connector", null, 0)]
    [InlineData(false, "127.0.0.1", "http://localhost:56150/_connector", null, 401)]
    [InlineData(true, "10.0.0.7", "http://localhost:56150/_connector", null, 401)]
    [InlineData(true, "127.0.0.1", "http://localhost:56150/_connector", "203.0.113.9", 401)]
    [InlineData(true, "127.0.0.1", AConnector.ServiceUrl, null, 403)]
    public async Task Where_no_bot_is_registered_only_Development_on_this_machine_is_served(
        bool development, string remote, string serviceUrl, string? forwardedFor, int refused)
    {
        var request = Request(AnActivity.MessageJson(activity => activity["serviceUrl"] = serviceUrl), null);
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        if (forwardedFor is not null)
        {
            request.Headers["X-Forwarded-For"] = forwardedFor;
        }

        var rules = new ActivityRules("", [], new ServiceUrlAllowList([], loopback: development));
        var door = new TeamsVerifier(rules, null, development, new FakeTimeProvider(AConnector.Now), NullLogger<TeamsVerifier>.Instance);
        var arrival = await door.ReceiveAsync(request, default);

        Assert.Equal(refused, (arrival as TeamsVerifiedRequest.Refused)?.Status ?? 0);
    }

    private static HttpRequest Request(string body, string? authorization)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.ContentType = "application/json; charset=utf-8";
        request.ContentLength = bytes.Length;
        request.Body = new MemoryStream(bytes);
        request.Headers.Authorization = authorization;
        return request;
    }

    private TeamsVerifier Door()
    {
        var time = new FakeTimeProvider(AConnector.Now);
        var keys =
            new SigningKeys(
                new HttpClient(_keys), new Uri(ConnectorToken.OpenIdMetadataUrl), false, time, NullLogger<SigningKeys>.Instance);
        var rules = new ActivityRules(AConnector.AppId, [AConnector.Tenant], new ServiceUrlAllowList([], loopback: false));
        return new TeamsVerifier(rules, keys, false, time, NullLogger<TeamsVerifier>.Instance);
    }

    private sealed class Keys : HttpMessageHandler
    {
        public required AConnector Published { get; set; }

        public int Readings { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isKeys = request.RequestUri!.AbsolutePath.EndsWith("keys", StringComparison.Ordinal);
            Readings += isKeys ? 1 : 0;
            var body = isKeys
                ? new JsonObject { ["keys"] = new JsonArray(Published.Jwk()) }
                : new JsonObject { ["jwks_uri"] = "https://login.botframework.com/v1/.well-known/keys" };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString()) });
        }
    }
}
