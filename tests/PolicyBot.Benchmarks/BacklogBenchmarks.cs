using System.Collections.Concurrent;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Benchmarks;

/// <summary>
/// Ten thousand exceptions of as many owners end in two weeks, on the same morning: what it takes to tell them all. The store makes its
/// records as they are read.
/// </summary>
[InvocationCount(1)]
[WarmupCount(0)]
[IterationCount(1)]
public class BacklogBenchmarks
{
    private const int Exceptions = 10_000;
    private const long Most = 250L << 20;

    private static readonly DateTimeOffset Morning = new(2027, 2, 1, 8, 0, 0, TimeSpan.Zero); // 14 days before the end, at nine in Berlin

    private readonly DeafChannel channel = new();
    private readonly MadeRegister register = new();
    private readonly FakeWork work = new();
    private ServiceProvider services = null!;
    private DueWorkProcessor sweep = null!;
    private long before;
    private long peak;
    private int sent;

    [GlobalSetup]
    public void Setup()
    {
        services = new ServiceCollection()
            .AddWholeCore(new FakeTimeProvider(Morning), channel)
            .AddSingleton<IWork>(work)
            .AddSingleton<IEventStore>(register)
            .BuildServiceProvider();
        sweep = services.GetRequiredService<DueWorkProcessor>();
    }

    [IterationSetup]
    public void PlanAll()
    {
        register.Forget();
        for (var number = 0; number < Exceptions; number++)
        {
            work.AddAsync(new WakeUp(Morning, MadeRegister.Number(number).Value, WakeUp.Wake), CancellationToken.None).GetAwaiter()
                .GetResult();
        }

        before = GC.GetTotalMemory(forceFullCollection: true);
        (peak, sent) = (0, channel.Sent);
    }

    [Benchmark(Description = "tell 10,000 owners on one morning", OperationsPerInvoke = Exceptions)]
    public async Task WorkOffAsync()
    {
        while (await sweep.RunAsync(CancellationToken.None) > 0)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }

        if (channel.Sent - sent != Exceptions || peak > Most)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{channel.Sent - sent} messages, and {peak >> 20} MB at the peak."));
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
            $"// {channel.Sent - sent} messages; managed memory: {before >> 20} MB before, {peak >> 20} MB at the peak, {Environment.WorkingSet >> 20} MB working set."));
        services.Dispose();
    }

    /// <summary>Has every exception there could be, and keeps only what is written about its messages.</summary>
    private sealed class MadeRegister : IEventStore
    {
        private readonly ConcurrentDictionary<ExceptionId, ConcurrentDictionary<OutboxKey, OutboxMessage>> notices = new();

        public void Forget() => notices.Clear();

        public static ExceptionId Number(int number) => ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"));

        public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
            Task.FromResult<StreamHead?>(new StreamHead(Made(id).State, "1"));

        public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken)
        {
            var made = Made(id);
            var written = notices.GetValueOrDefault(id) ?? [];
            OutboxKey[] told =
                [.. Application.Notifications.NotificationPlan.For(made.State, TestCatalog.Contoso, made.State.Grant!.Since)];
            return Task.FromResult<ExceptionRecord?>(new ExceptionRecord(
                new StreamHead(made.State, "1"),
                made.Events,
                [
                    .. told.Select(key =>
                        written.GetValueOrDefault(key)
                        ?? new OutboxMessage { Key = key, Message = new MessageRef("teams", "", key.Person.Value, "1"), ETag = "1" }),
                    .. written.Where(pair => !told.Contains(pair.Key)).Select(pair => pair.Value),
                ]));
        }

        public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nothing is decided here.");

        public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
            ExceptionId id, IReadOnlyList<OutboxMessage> written, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<OutboxMessage?>>(
                [.. written.Select(notice => notices.GetOrAdd(id, _ => new())[notice.Key] = notice with { ETag = "1" })]);

        public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) => Task.CompletedTask;

        public async IAsyncEnumerable<ExceptionId> AllAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }

        private static ARecord Made(ExceptionId id)
        {
            var address = $"{id.Value.ToLowerInvariant()}@contoso.example";
            return new ARequest
            {
                Id = id,
                Requester = new PersonActor(PersonId.Parse(address), id.Value, "teams", $"teams|72f988bf|{address}")
            }.Granted();
        }
    }
}
