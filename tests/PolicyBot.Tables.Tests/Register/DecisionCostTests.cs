using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Tables.Tests.Register;

public sealed class DecisionCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_decision_costs_one_round_trip_and_one_batch_before_it_is_acknowledged()
    {
        var requests = new Recorded();
        var options = new TableClientOptions();
        options.AddPolicy(requests, HttpPipelinePosition.PerCall);
        var store = await azurite.NewStoreAsync(options);
        var time = new FakeTimeProvider(ARequest.Sent);
        var commits = new ExceptionCommits(new TableEventStore(store), new TableWork(store), new FakeCatalog(), new Numbered(), time);
        var request = new ARequest();
        await commits.CommitAsync(request.Id, _ => request.Submit(ARequest.Sent), null, default);
        requests.Lines.Clear();

        var decided = await commits.CommitAsync(request.Id, _ => Ana.Approves(), null, default);

        Assert.IsType<CommitResult.Committed>(decided);
        var lines = requests.Lines.ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Equal(["GET head", "PUT work"], lines[..2].Order(StringComparer.Ordinal)); // side by side: one round trip
        Assert.Equal("POST $batch", lines[2]);
    }

    private sealed class Numbered : IIdSource
    {
        private int _drawn;

        public string CommitId() => $"commit-{Interlocked.Increment(ref _drawn)}";

        public ExceptionId ExceptionId() => throw new InvalidOperationException("A decision needs no new number.");
    }

    private sealed class Recorded : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public override void OnSendingRequest(HttpMessage message)
        {
            var path = message.Request.Uri.Path;
            var what = path.EndsWith("$batch", StringComparison.Ordinal) ? "$batch"
                : path.Contains("Work(", StringComparison.Ordinal) ? "work"
                : "head";
            Lines.Enqueue($"{message.Request.Method} {what}");
        }
    }
}
