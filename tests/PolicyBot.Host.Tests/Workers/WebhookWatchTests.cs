using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Host.Workers;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Host.Tests.Workers;

/// <summary>What is said when the webhook endpoints cannot be read.</summary>
public sealed class WebhookWatchTests : ILogger<WebhookWatch>
{
    private readonly Channel<(LogLevel Level, int Event)> said = Channel.CreateUnbounded<(LogLevel, int)>();

    [Fact]
    public async Task An_outage_of_the_store_is_said_and_no_fault()
    {
        await using var services = new ServiceCollection().AddWholeCore(TimeProvider.System, new FakeChannel("teams"))
            .AddSingleton<IWebhooks, Down>().BuildServiceProvider();
        using var watch = new WebhookWatch(
            services.GetRequiredService<WebhookEndpoints>(), services.GetRequiredService<WebhookNotices>(), this);

        await watch.StartAsync(default);
        var first = await said.Reader.ReadAsync().AsTask().WaitAsync(WebhookEndpoints.AskedEvery + TimeSpan.FromSeconds(30));
        await watch.StopAsync(default);

        Assert.Equal((LogLevel.Warning, 342), first);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        said.Writer.TryWrite((logLevel, eventId.Id));

    private sealed class Down : IWebhooks
    {
        public Task<WebhookEndpoint?> FindAsync(string id, CancellationToken cancellationToken) =>
            throw new StoreUnavailableException("down");

        public Task<IReadOnlyList<WebhookEndpoint>> AllAsync(CancellationToken cancellationToken) =>
            throw new StoreUnavailableException("down");

        public Task RemoveAsync(string id, CancellationToken cancellationToken) => throw new StoreUnavailableException("down");

        public Task<bool> TryWriteAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken) =>
            throw new StoreUnavailableException("down");
    }
}
