using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Host.Workers;

namespace PolicyBot.Host.Tests.Workers;

public sealed class BackgroundTasksTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AList log = new();
    private readonly BackgroundTasks background;

    public BackgroundTasksTests() => background = new BackgroundTasks(log);

    public Task InitializeAsync() => background.StartAsync(default);

    public Task DisposeAsync() => background.StopAsync(default);

    public void Dispose() => background.Dispose();

    [Fact]
    public async Task What_follows_an_answer_is_done()
    {
        await DoneAsync();

        Assert.True(log.IsEmpty);
    }

    [Fact]
    public async Task A_fault_is_logged_and_stops_nothing_that_comes_after()
    {
        background.Run(_ => throw new InvalidOperationException("a bug"));

        await DoneAsync();

        Assert.Equal(LogLevel.Error, await log.NextAsync());
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_an_outage_and_no_fault()
    {
        background.Run(_ => throw new StoreUnavailableException("down"));

        await DoneAsync();

        Assert.Equal(LogLevel.Warning, await log.NextAsync());
    }

    [Fact]
    public async Task One_slow_piece_of_work_does_not_hold_up_the_next()
    {
        using var release = new SemaphoreSlim(0);
        background.Run(release.WaitAsync);

        await DoneAsync();

        release.Release();
    }

    [Fact]
    public async Task However_much_waits_for_somebody_outside_the_rest_is_done()
    {
        using var release = new SemaphoreSlim(0);
        for (var waits = 0; waits < 200; waits++)
        {
            background.Wait(release.WaitAsync);
        }

        await DoneAsync();

        release.Release(200);
    }

    [Fact]
    public async Task When_the_host_stops_what_is_under_way_is_told_and_it_is_no_fault()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        background.Run(async cancellationToken =>
        {
            using var stop = cancellationToken.Register(told.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await begun.Task.WaitAsync(Patience);

        await background.StopAsync(default).WaitAsync(Patience);

        await told.Task.WaitAsync(Patience);
        Assert.True(log.IsEmpty);
    }

    private async Task DoneAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        background.Run(_ =>
        {
            done.SetResult();
            return Task.CompletedTask;
        });
        await done.Task.WaitAsync(Patience);
    }

    /// <summary>What was logged, by its level.</summary>
    private sealed class AList : ILogger<BackgroundTasks>
    {
        private readonly Channel<LogLevel> levels = Channel.CreateUnbounded<LogLevel>();

        public bool IsEmpty => !levels.Reader.TryPeek(out _);

        public async Task<LogLevel> NextAsync() => await levels.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => levels.Writer.TryWrite(logLevel);
    }
}
