using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class SigningKeysTests : IDisposable
{
    private static readonly Uri Metadata = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    private readonly FakeTimeProvider _time = new(AConnector.Now);
    private readonly AConnector _first = new(keyId: "key-1");
    private readonly AConnector _second = new(keyId: "key-2");
    private readonly Publisher _publisher = new();
    private readonly SigningKeys _keys;

    public SigningKeysTests()
    {
        _publisher.Publish(_first);
        _keys = Keys(Metadata, loopbackHttp: false);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task Keys_are_read_once_and_kept()
    {
        var sets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _keys.CurrentAsync(default)));

        Assert.All(sets, set => Assert.NotNull(set.Find("key-1")));
        Assert.Equal(1, _publisher.Readings);
    }

    [Fact]
    public async Task After_12_hours_the_old_keys_serve_while_new_ones_are_read()
    {
        await _keys.CurrentAsync(default);
        _publisher.Publish(_second);
        _time.Advance(TimeSpan.FromHours(12));

        var meanwhile = await _keys.CurrentAsync(default);
        await _publisher.ReadingEnded(2);
        var afterwards = await _keys.AfterUnknownKeyAsync(meanwhile, default);

        Assert.NotNull(meanwhile.Find("key-1"));
        Assert.NotNull(afterwards.Find("key-2"));
        Assert.Equal(2, _publisher.Readings);
    }

    [Fact]
    public async Task An_unknown_key_makes_us_read_again_though_once_in_5_minutes()
    {
        var known = await _keys.CurrentAsync(default);

        var again = await _keys.AfterUnknownKeyAsync(known, default);
        await _keys.AfterUnknownKeyAsync(again, default);
        Assert.Equal(2, _publisher.Readings);

        _time.Advance(TimeSpan.FromMinutes(5));
        await _keys.AfterUnknownKeyAsync(again, default);
        Assert.Equal(3, _publisher.Readings);
    }

    [Fact]
    public async Task Many_unknown_keys_at_once_are_one_reading()
    {
        var known = await _keys.CurrentAsync(default);
        _publisher.Publish(_second);
        _publisher.Hold();

        var waiting = Enumerable.Range(0, 8).Select(_ => _keys.AfterUnknownKeyAsync(known, default)).ToArray();
        _publisher.Release();
        var sets = await Task.WhenAll(waiting);

        Assert.All(sets, set => Assert.NotNull(set.Find("key-2")));
        Assert.Equal(2, _publisher.Readings);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_reading_to_the_others()
    {
        _publisher.Hold();
        using var impatient = new CancellationTokenSource();
        var given = _keys.CurrentAsync(impatient.Token);
        var patient = _keys.CurrentAsync(default);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _publisher.Release();

        Assert.NotNull((await patient).Find("key-1"));
        Assert.Equal(1, _publisher.Readings);
    }

    [Fact]
    public async Task Keys_that_cannot_be_refreshed_serve_for_5_days_and_no_longer()
    {
        await _keys.CurrentAsync(default);
        _publisher.Fail();

        _time.Advance(TimeSpan.FromDays(5) - TimeSpan.FromMinutes(1));
        var old = await _keys.CurrentAsync(default);
        await _publisher.ReadingEnded(2);
        _time.Advance(TimeSpan.FromMinutes(1));
        var over = await _keys.CurrentAsync(default);

        Assert.NotNull(old.Find("key-1"));
        Assert.True(over.IsEmpty);
    }

    [Fact]
    public async Task A_failed_first_reading_is_tried_again_after_10_seconds()
    {
        _publisher.Fail();
        Assert.True((await _keys.CurrentAsync(default)).IsEmpty);
        _publisher.Publish(_first);

        Assert.True((await _keys.CurrentAsync(default)).IsEmpty);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull((await _keys.CurrentAsync(default)).Find("key-1"));
    }

    [Theory]
    [InlineData("http://login.botframework.com/keys")]
    [InlineData("https://evil.example/keys")]
    [InlineData("http://127.0.0.1/keys")]
    [InlineData("nowhere")]
    public async Task Keys_come_by_HTTPS_from_the_host_of_the_metadata(string keysUrl)
    {
        _publisher.KeysUrl = keysUrl;

        Assert.True((await _keys.CurrentAsync(default)).IsEmpty);
        Assert.Equal(0, _publisher.Readings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_Development_reads_keys_over_HTTP_from_this_machine(bool development)
    {
        _publisher.KeysUrl = "http://127.0.0.1:3979/keys";

        var keys = await Keys(new Uri("http://127.0.0.1:3979/openid"), development).CurrentAsync(default);

        Assert.Equal(development, !keys.IsEmpty);
    }

    [Fact]
    public void Keys_that_are_no_RSA_keys_are_passed_over()
    {
        var set = SigningKeySet.Parse(Encoding.UTF8.GetBytes($$"""
            {"keys":[{"kty":"EC","kid":"e"},{"kty":"RSA","kid":"broken","n":"***","e":"AQAB"},7,{"kty":"RSA"},{{_first.Jwk().ToJsonString()}}]}
            """));

        Assert.NotNull(set.Find("key-1"));
        Assert.Null(set.Find("broken"));
        Assert.Null(set.Find("e"));
    }

    [Fact]
    public void A_key_without_endorsements_speaks_for_nobody()
    {
        var jwk = _first.Jwk();
        jwk.Remove("endorsements");

        var key = SigningKeySet.Parse(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray(jwk) }.ToJsonString()))
            .Find("key-1");

        Assert.Empty(key!.Endorsements);
    }

    private SigningKeys Keys(Uri metadata, bool loopbackHttp) =>
        new(new HttpClient(_publisher), metadata, loopbackHttp, _time, NullLogger<SigningKeys>.Instance);

    /// <summary>Answers for the connector's metadata and keys, and counts the readings of the latter.</summary>
    private sealed class Publisher : HttpMessageHandler
    {
        private readonly SemaphoreSlim _ended = new(0);
        private volatile string? _keys;
        private TaskCompletionSource _open = Opened();
        private int _readings;

        public string KeysUrl { get; set; } = "https://login.botframework.com/v1/.well-known/keys";

        public int Readings => Volatile.Read(ref _readings);

        public void Publish(AConnector connector) => _keys = new JsonObject { ["keys"] = new JsonArray(connector.Jwk()) }.ToJsonString();

        public void Fail() => _keys = null;

        public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _open.TrySetResult();

        public async Task ReadingEnded(int readings)
        {
            while (Readings < readings)
            {
                Assert.True(await _ended.WaitAsync(TimeSpan.FromSeconds(30)), "The keys were not read.");
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await _open.Task.WaitAsync(cancellationToken);
            if (!request.RequestUri!.AbsolutePath.EndsWith("keys", StringComparison.Ordinal))
            {
                return Json(new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = KeysUrl }.ToJsonString());
            }

            Interlocked.Increment(ref _readings);
            _ended.Release();
            return _keys is { } keys ? Json(keys) : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }

        protected override void Dispose(bool disposing)
        {
            _ended.Dispose();
            base.Dispose(disposing);
        }

        private static TaskCompletionSource Opened()
        {
            var open = new TaskCompletionSource();
            open.SetResult();
            return open;
        }

        private static HttpResponseMessage Json(string body) =>
            new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
