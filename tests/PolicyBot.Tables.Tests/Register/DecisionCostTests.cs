using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.People;
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

    [Fact]
    public async Task A_decision_with_two_approvers_costs_23_requests_in_all()
    {
        var requests = new Recorded();
        var options = new TableClientOptions();
        options.AddPolicy(requests, HttpPipelinePosition.PerCall);
        var chat = new FakeChannel("teams");
        await using var services = new ServiceCollection()
            .AddWholeCore(new FakeTimeProvider(ARequest.Sent), chat)
            .AddSingleton(await azurite.NewStoreAsync(options))
            .AddSingleton<IEventStore, TableEventStore>()
            .AddSingleton<IWork, TableWork>()
            .AddSingleton<IIndex, TableIndex>()
            .AddSingleton<Application.Ports.IPeople, TablePeople>()
            .AddSingleton<IDelegations, TableDelegations>()
            .BuildServiceProvider();
        foreach (var actor in new[] { Sal, Ana, Bo, Iam })
        {
            var (id, mail) = (actor.Person.Value.Split('@')[0], actor.Person.Value);
            chat.Directory[id] = new DirectoryAnswer(DirectoryVerdict.Member, mail, mail, actor.Name);
            await services.GetRequiredService<Identification>().OfAsync(Account(actor), default); // they have met
        }

        var request = new ARequest();
        var background = (FakeBackground)services.GetRequiredService<IBackgroundTasks>();
        await services.GetRequiredService<ExceptionCommits>()
            .CommitAsync(request.Id, _ => request.Submit(ARequest.Sent), null, default);
        await services.GetRequiredService<Reconciler>().ReconcileAsync(request.Id, default);
        await background.DrainAsync();
        var card = chat.Sent.Single(message => message.To.Id == "ana");
        requests.Lines.Clear();

        var answer = await services.GetRequiredService<InteractionRouter>().PressAsync(
            new Sender(Account(Ana), Private: true, card.Message),
            new ButtonAction(
                Verbs.Approve, request.Id.Value, 1, new Dictionary<string, string> { ["comment"] = "Agreed until the vendor delivers." }),
            default);
        var before = requests.Lines.Order(StringComparer.Ordinal).ToArray();
        await background.DrainAsync();

        Assert.Equal(5, before.Length); // who it is, head and work row side by side; then what else waits, and the batch
        Assert.Equal(["GET head", "POST $batch", "PUT work"], before.Where(line => !line.Contains('?', StringComparison.Ordinal)));
        Assert.StartsWith("Approved", answer.View.Done, StringComparison.Ordinal);
        Assert.Equal(["ana", "bo", "iam", "sal", "sal"], chat.Sent.Select(message => message.To.Id).Order());
        Assert.True(requests.Lines.Count <= 23, $"{requests.Lines.Count}:\n{string.Join('\n', requests.Lines)}");
    }

    private static KnownAccount Account(Actor actor)
    {
        var id = actor.Person.Value.Split('@')[0];
        return new KnownAccount
        {
            Account = new ChannelAccount("teams", "tenant", id),
            Person = actor.Person,
            Conversation = $"chat-{id}",
            LastSeen = ARequest.Sent,
            Directory = new DirectoryAnswer(DirectoryVerdict.Member, actor.Person.Value, actor.Person.Value, actor.Name),
            DirectoryAskedAt = ARequest.Sent,
            Name = actor.Name,
        };
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
                : path.Contains("Exceptions(", StringComparison.Ordinal) && path.Contains("'head'", StringComparison.Ordinal) ? "head"
                : Uri.UnescapeDataString(message.Request.Uri.PathAndQuery);
            Lines.Enqueue($"{message.Request.Method} {what}");
        }
    }
}
