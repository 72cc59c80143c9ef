using System.Collections.Concurrent;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Benchmarks;

/// <summary>Ten thousand exceptions of as many owners end in two weeks, on the same morning: what it takes to tell them all. The store makes its records as they are read.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 0, iterationCount: 1)]
public class BacklogBenchmarks
{
    private const int Exceptions = 10_000;
    private const long Most = 250L << 20;

    private readonly WholeCore.DeafChannel channel = new();
    private ServiceProvider services = null!;
    private WorkSweep sweep = null!;
    private long before;
    private long peak;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        var work = new FakeWork();
        var morning = new DateTimeOffset(2027, 2, 1, 8, 0, 0, TimeSpan.Zero); // 14 days before the end, at nine in Berlin
        services = new ServiceCollection()
            .AddWholeCore(new ManualTime(morning), channel)
            .AddSingleton<IChannel>(channel)
            .AddSingleton<IWork>(work)
            .AddSingleton<IRegister>(new MadeRegister())
            .BuildServiceProvider();
        for (var number = 0; number < Exceptions; number++)
        {
            await work.AddAsync(new WorkItem(morning, MadeRegister.Number(number).Value, WorkItem.Wake), CancellationToken.None);
        }

        sweep = services.GetRequiredService<WorkSweep>();
        before = GC.GetTotalMemory(forceFullCollection: true);
    }

    [Benchmark(Description = "tell 10,000 owners on one morning", OperationsPerInvoke = Exceptions)]
    public async Task WorkOffAsync()
    {
        var done = 0;
        while (done < Exceptions)
        {
            done += await sweep.RunAsync(CancellationToken.None);
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }

        if (channel.Sent < Exceptions || peak > Most)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{channel.Sent} messages, and {peak >> 20} MB at the peak."));
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {channel.Sent} messages; managed memory: {before >> 20} MB before, {peak >> 20} MB at the peak, {Environment.WorkingSet >> 20} MB working set."));
        services.Dispose();
    }

    /// <summary>Has every exception there could be, and keeps only what is written about its messages.</summary>
    private sealed class MadeRegister : IRegister
    {
        private readonly ConcurrentDictionary<(ExceptionId Id, NoticeKey Key), Notice> notices = new();

        public static ExceptionId Number(int number) => ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"));

        public Task<Head?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) => Task.FromResult<Head?>(new Head(Made(id).State, "1"));

        public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken)
        {
            var made = Made(id);
            var grantedBy = made.State.Grant!.GrantedBy;
            NoticeKey[] out1 = [.. Core.Notices.NoticePlan.For(made.State, TestCatalog.Contoso, made.State.Grant.Since)];
            return Task.FromResult<ExceptionRecord?>(new ExceptionRecord(
                new Head(made.State, "1"),
                made.Events,
                [
                    .. out1.Select(key => notices.GetValueOrDefault((id, key)) ?? new Notice { Key = key, Message = new MessageRef("teams", "", key.Person.Value, "1"), ETag = "1" }),
                    .. notices.Where(pair => pair.Key.Id == id && !out1.Contains(pair.Key.Key)).Select(pair => pair.Value),
                ]));
        }

        public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is decided here.");

        public Task<Notice?> TryWriteAsync(ExceptionId id, Notice notice, CancellationToken cancellationToken) =>
            Task.FromResult<Notice?>(notices[(id, notice.Key)] = notice with { ETag = "1" });

        public Task RemoveAsync(ExceptionId id, NoticeKey key, CancellationToken cancellationToken) => Task.CompletedTask;

        public async IAsyncEnumerable<ExceptionId> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }

        private static ARecord Made(ExceptionId id)
        {
            var address = $"{id.Value.ToLowerInvariant()}@contoso.example";
            return new ARequest { Id = id, Requester = new Actor(PersonId.Parse(address), id.Value, "teams", $"teams|72f988bf|{address}") }.Granted();
        }
    }
}
