using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyBot.Application.Ports;
using PolicyBot.Testing;
using PolicyBot.Web.Outside;
using StandardWebhooks;

namespace PolicyBot.Web.Tests.Webhooks;

/// <summary>What is posted, to whom it is not, and what an answer means.</summary>
public sealed class WebhookCallTests
{
    [Fact]
    public async Task An_event_is_what_the_history_gives_with_the_exception_as_the_event_left_it()
    {
        var record = new ARequest().InReview();
        await using var receiver = await AReceiver.OpenAsync();

        foreach (var one in AReceiver.Events(record))
        {
            Assert.IsType<SendOutcome.Sent>(await receiver.SendAsync(one));
        }

        var bodies = receiver.Received.Select(received => JsonElement.Parse(received.Body)).ToList();
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened"], bodies.Select(body => body.GetProperty("type").GetString()![20..^3]));
        Assert.Equal(["1", "2", "3", "4"], bodies.Select(body => body.GetProperty("sequence").GetString()));
        Assert.Equal(["submitted", "submitted", "inReview", "inReview"], bodies.Select(body =>
            body.GetProperty("data").GetProperty("exception").GetProperty("status").GetString()));
        Assert.All(bodies.Zip(record.Events), pair =>
        {
            var (body, stored) = pair;
            Assert.Equal($"{record.State.Id}-{stored.Sequence}", body.GetProperty("id").GetString());
            Assert.Equal(record.State.Id.Value, body.GetProperty("subject").GetString());
            Assert.Equal("https://bot.example", body.GetProperty("source").GetString());
            var data = body.GetProperty("data");
            Assert.Equal(stored.Hash, data.GetProperty("hash").GetString());
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(stored.Json), data.GetProperty("event")));
            Assert.Equal("technical", data.GetProperty("exception").GetProperty("reasonKind").GetString());
            Assert.Equal(
                ["ISO27001:A.8.5"],
                data.GetProperty("exception").GetProperty("controls").EnumerateArray().Select(control => control.GetString()));
            Assert.False(data.TryGetProperty("controls", out _));
        });
        var received = receiver.Received.First();
        Assert.Equal(("POST", "/in?token=s3cret"), (received.Method, received.Path));
        Assert.Equal("application/cloudevents+json; charset=utf-8", received.Headers["content-type"]);
        Assert.DoesNotContain("traceparent", received.Headers.Keys);
        Assert.Equal($"{record.State.Id}-1", received.Headers["webhook-id"]);
    }

    [Fact]
    public async Task A_receiver_that_looks_at_the_first_signature_alone_goes_on_through_a_rotation_until_it_is_confirmed()
    {
        await using var receiver = await AReceiver.OpenAsync();
        var (old, next) = (receiver.Endpoint.Secret, WebhookSecret.Draw());
        var rotating = receiver.Endpoint with { NextSecret = next };
        var confirmed = rotating with { Secret = next, NextSecret = null };

        foreach (var endpoint in new[] { receiver.Endpoint, rotating, confirmed })
        {
            await receiver.Call.SendAsync(endpoint, AReceiver.Events(new ARequest().InReview())[0], default);
        }

        var received = receiver.Received.ToList();
        Assert.Equal([1, 2, 1], received.Select(one => one.Headers["webhook-signature"].Split(' ').Length));
        Assert.Equal([true, true, false], received.Select(one => IsTaken(one, old)));
        Assert.Equal([false, false, true], received.Select(one => IsTaken(one, next))); // the package that looks at the first alone
    }

    [Theory]
    [InlineData(200, typeof(SendOutcome.Sent), null)]
    [InlineData(204, typeof(SendOutcome.Sent), null)]
    [InlineData(410, typeof(SendOutcome.Gone), null)]
    [InlineData(429, typeof(SendOutcome.Later), PauseReason.Throttled)]
    [InlineData(500, typeof(SendOutcome.Later), PauseReason.Trouble)]
    [InlineData(503, typeof(SendOutcome.Later), PauseReason.Trouble)]
    [InlineData(400, typeof(SendOutcome.Later), PauseReason.Refused)]
    [InlineData(401, typeof(SendOutcome.Later), PauseReason.Refused)]
    [InlineData(404, typeof(SendOutcome.Later), PauseReason.Refused)]
    [InlineData(302, typeof(SendOutcome.Later), PauseReason.Refused)]
    public async Task An_answer_says_whether_it_was_taken(int status, Type outcome, PauseReason? because)
    {
        await using var receiver = await AReceiver.OpenAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.RetryAfter = "90";
            return Task.CompletedTask;
        };

        var said = await receiver.SendAsync();

        Assert.IsType(outcome, said);
        Assert.Equal(because, (said as SendOutcome.Later)?.Because);
        Assert.Equal(because is null ? null : TimeSpan.FromSeconds(90), (said as SendOutcome.Later)?.After);
        Assert.Single(receiver.Received); // a redirect is not followed
    }

    [Theory]
    [InlineData("999999", 6 * 3600)]
    [InlineData("-5", 0)]
    [InlineData("soon", 0)]
    public async Task How_long_it_asks_to_stay_away_has_limits(string asked, int seconds)
    {
        await using var receiver = await AReceiver.OpenAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = asked;
            return Task.CompletedTask;
        };

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<SendOutcome.Later>(await receiver.SendAsync()).After);
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_called_unless_it_is_named()
    {
        // over TLS, so that only the address decides: where it is allowed, the receiver's plain HTTP is the trouble
        await using var refused = await AReceiver.OpenAsync("localhost", "other.example");
        await using var allowed = await AReceiver.OpenAsync("localhost", "localhost");

        SendOutcome[] said = [await OverTlsAsync(refused), await OverTlsAsync(allowed)];

        Assert.Equal(["addressRefused", "SecureConnectionError"], said.Cast<SendOutcome.Later>().Select(later => later.Code));

        static Task<SendOutcome> OverTlsAsync(AReceiver receiver) => receiver.Call.SendAsync(
            receiver.Endpoint with { Url = new UriBuilder(receiver.Endpoint.Url) { Scheme = "https" }.Uri },
            AReceiver.Events(new ARequest().InReview())[0], default);
    }

    [Theory]
    [InlineData("http://hooks.example/", false)]
    [InlineData("ftp://hooks.example/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://user:word@hooks.example/", false)]
    [InlineData("https://hooks.example/#part", false)]
    [InlineData("https://10.0.0.1/", false)]
    [InlineData("https://[::ffff:127.0.0.1]/", false)]
    [InlineData("https://0x0a000001/", false)]
    [InlineData("https://167772161/", false)]
    [InlineData("http://127.0.0.2/", false)]
    [InlineData("http://127.0.0.1/", true)] // it is named
    [InlineData("http://lan.example/", false)] // named, but not this machine
    [InlineData("https://lan.example/", true)]
    [InlineData("https://hooks.example/in?token=1", true)]
    public async Task What_may_be_called_is_said_before_it_is_stored(string url, bool may)
    {
        using var http = new OutsideHttp(
            Microsoft.Extensions.Options.Options.Create(new WebhookOptions { AllowedHosts = ["127.0.0.1", "lan.example"] }));

        Assert.Equal(may, http.WhyNot(new Uri(url)) is null);
        if (!may)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            Assert.Equal("addressRefused", (await http.SendAsync(request, default)).Code);
        }
    }

    [Fact]
    public async Task A_long_answer_is_read_for_64_KB_and_counts_by_its_status()
    {
        await using var receiver = await AReceiver.OpenAsync();
        const long Endless = 512L * 1024 * 1024;
        var ended = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = async context =>
        {
            var much = new byte[64 * 1024];
            var written = 0L;
            for (; written < Endless && !context.RequestAborted.IsCancellationRequested; written += much.Length)
            {
                await context.Response.Body.WriteAsync(much, CancellationToken.None); // goes nowhere once the connection is closed
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }

            ended.SetResult(written);
        };

        Assert.IsType<SendOutcome.Sent>(await receiver.SendAsync());
        Assert.InRange(await ended.Task, 64 * 1024, Endless / 8); // what lay in buffers
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(200, false)]
    [InlineData(410, true)]
    public async Task Once_the_status_is_there_it_counts_whatever_becomes_of_the_rest(int status, bool breaksOff)
    {
        await using var receiver = await AReceiver.OpenAsync();
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("half of it");
            await context.Response.Body.FlushAsync();
            if (breaksOff)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500)); // else the reset may overtake the status
                context.Abort();
            }
            else
            {
                await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        };

        Assert.IsType(status == 200 ? typeof(SendOutcome.Sent) : typeof(SendOutcome.Gone), await receiver.SendAsync());
    }

    [Fact]
    public async Task A_receiver_that_says_nothing_is_left_after_10_seconds()
    {
        await using var receiver = await AReceiver.OpenAsync();
        receiver.Answer = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        var begun = TimeProvider.System.GetTimestamp();

        var said = await receiver.SendAsync();

        Assert.Equal("Timeout", Assert.IsType<SendOutcome.Later>(said).Code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 9, 20);
    }

    [Fact]
    public void Neither_a_secret_nor_an_address_stands_in_what_a_log_would_keep()
    {
        var endpoint = new WebhookEndpoint(
            "0a1b2c3d4e5f", "sheet", new Uri("https://hooks.example/in?token=s3cret"), WebhookSecret.Draw(), AReceiver.Now)
        { NextSecret = WebhookSecret.Draw() };

        Assert.Equal("0a1b2c3d4e5f (sheet)", $"{endpoint}");
        Assert.Equal("…", $"{endpoint.Secret}");
    }

    private static bool IsTaken(Received received, WebhookSecret secret)
    {
        try
        {
            var headers = new HeaderDictionary();
            foreach (var (name, value) in received.Headers)
            {
                headers[name] = value;
            }

            new StandardWebhook(secret.ToKey()).Verify(received.Body, headers);
            return true;
        }
        catch (StandardWebhooks.Diagnostics.WebhookVerificationException)
        {
            return false;
        }
    }
}
