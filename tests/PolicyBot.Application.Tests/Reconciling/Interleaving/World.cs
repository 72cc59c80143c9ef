using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>How things stand before the hosts begin.</summary>
internal sealed record Situation(
    DateTimeOffset Now,
    IReadOnlyList<ExceptionRecord> Records,
    IReadOnlyCollection<IndexEntry> Index,
    IReadOnlyList<WakeUp> Work,
    IReadOnlyList<KeyValuePair<string, (PersonId To, string Drawn)>> Messages,
    IReadOnlyList<PersonId> Reachable,
    int Commits = 0);

/// <summary>What all hosts share: the store, the chat, the clock.</summary>
internal sealed class World : IIdSource, ICatalog
{
    private readonly IReadOnlyList<PersonId> reachable;
    private int commits;

    public World(Situation situation)
    {
        Time = new FakeTimeProvider(situation.Now);
        People.Time = Time;
        (reachable, commits) = (situation.Reachable, situation.Commits);
        Index.ProjectAsync(situation.Index, [], default).GetAwaiter().GetResult();
        foreach (var (head, events, notices) in situation.Records)
        {
            var commit =
                new Commit(head.State.CommitId, head.State, null, events, [.. notices.Select(notice => notice with { ETag = null })]);
            Register.TryCommitAsync(commit, default).GetAwaiter().GetResult();
        }

        foreach (var item in situation.Work)
        {
            Work.AddAsync(item, default).GetAwaiter().GetResult();
        }

        foreach (var (message, shown) in situation.Messages)
        {
            Chat.Messages.Add(message, shown);
        }

        foreach (var person in reachable)
        {
            People.WriteAsync(new KnownAccount { Account = new ChannelAccount("teams", "tenant", person.Value), Person = person }, default)
                .GetAwaiter().GetResult();
        }
    }

    public FakeTimeProvider Time { get; }

    public FakeRegister Register { get; } = new();

    public FakeWork Work { get; } = new();

    public FakeIndex Index { get; } = new();

    public FakePeople People { get; } = new();

    public FakeSeen Seen { get; } = new();

    public Chat Chat { get; } = new();


    /// <summary>What people were told of their presses.</summary>
    public List<CommitResult> Answers { get; } = [];

    /// <summary>How often hosts were at a standstill.</summary>
    public int Stalls { get; set; }

    public PolicyCatalog Current => TestCatalog.Contoso;

    public string CommitId() => "c" + (++commits).ToString("D4", CultureInfo.InvariantCulture);

    public ExceptionId ExceptionId() => throw new NotSupportedException("Nobody draws a number here.");

    /// <summary>Every exception there is.</summary>
    public IEnumerable<ExceptionRecord> Records =>
        Register.AllAsync(default).ToBlockingEnumerable().Select(id => Register.ReadAsync(id, default).GetAwaiter().GetResult()!);

    /// <summary>How things stand now, to begin from.</summary>
    public Situation Stands() => new(
        Time.GetUtcNow(), [.. Records], [.. Index.All], Work.All, [.. Chat.Messages], reachable, commits);
}
