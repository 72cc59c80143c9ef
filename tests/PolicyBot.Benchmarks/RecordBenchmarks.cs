using BenchmarkDotNet.Attributes;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Benchmarks;

/// <summary>What every fact costs on its way into the record, and every reconcile on its way out.</summary>
[MemoryDiagnoser]
public class RecordBenchmarks
{
    private const int Facts = 50;

    private readonly List<(RecordedEvent Event, string Hash)> recorded = [];

    [GlobalSetup]
    public void Setup()
    {
        var life = new ARequest().InReview();
        while (life.Events.Count < Facts)
        {
            life = life.After(Sal.Says());
        }

        recorded.AddRange(life.Events.Select(stored => (RecordedEvent.Read(stored.Json), stored.Hash)));
    }

    [Benchmark(Description = "canonical JSON and hash of the submission")]
    public string Hash() => RecordedEvent.HashOf(recorded[0].Event.ToCanonicalJson());

    [Benchmark(Description = "fold 50 events into a head")]
    public ExceptionState Fold()
    {
        var state = ExceptionState.New(recorded[0].Event.Exception);
        foreach (var (fact, hash) in recorded)
        {
            state = state.Apply(fact, hash);
        }

        return state;
    }
}
