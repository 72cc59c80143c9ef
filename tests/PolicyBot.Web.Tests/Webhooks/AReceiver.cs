using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;
using PolicyBot.Testing;
using PolicyBot.Web.Outside;
using PolicyBot.Web.Webhooks;

namespace PolicyBot.Web.Tests.Webhooks;

/// <summary>A receiver on loopback, and what calls it.</summary>
internal sealed class AReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private AReceiver(WebApplication app, string host, IReadOnlyList<string> allowed)
    {
        this.app = app;
        var url = new UriBuilder(app.Urls.Single()) { Host = host, Path = "/in", Query = "?token=s3cret" }.Uri;
        Http = new OutsideHttp(Options.Create(new WebhookOptions { AllowedHosts = allowed }));
        Call = new WebhookCall(Http, new RegisterAddress(new Uri("https://bot.example")), new FakeTimeProvider(Now));
        Endpoint = new WebhookEndpoint("0a1b2c3d4e5f", "sheet", url, WebhookSecret.Draw(), Now);
    }

    /// <summary>The real clock.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    public OutsideHttp Http { get; }

    public WebhookCall Call { get; }

    public WebhookEndpoint Endpoint { get; }

    /// <summary>What came, oldest first.</summary>
    public ConcurrentQueue<Received> Received { get; } = new();

    /// <summary>Answers; 204 by default.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    /// <summary>Listens.</summary>
    /// <param name="host">By which name it is called.</param>
    /// <param name="allowed">Which hosts may have addresses that are not public.</param>
    public static async Task<AReceiver> OpenAsync(string host = "127.0.0.1", params string[] allowed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        AReceiver? receiver = null;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            receiver!.Received.Enqueue(new Received(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
                await reader.ReadToEndAsync()));
            await receiver.Answer(context);
        });
        await app.StartAsync();
        return receiver = new AReceiver(app, host, allowed.Length == 0 ? [host] : allowed);
    }

    /// <summary>Every event of an exception.</summary>
    public static IReadOnlyList<SentEvent> Events(ARecord record)
    {
        var read = new ExceptionRecord(new StreamHead(record.State, "1"), record.Events, []);
        var catalog = TestCatalog.Contoso with
        {
            Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { Controls = ["ISO27001:A.8.5"] })],
        };
        return [.. Application.Webhooks.WebhookPlan.Behind(read, 0, catalog)];
    }

    /// <summary>Posts an event.</summary>
    public Task<SendOutcome> SendAsync(SentEvent? sent = null) =>
        Call.SendAsync(Endpoint, sent ?? Events(new ARequest().InReview())[0], default);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>A request that came.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
