using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>
/// Two hosts side by side on a real table service, with two chats and a clock to turn. Each host dies at some call to store or chat, before
/// or after it was done, and another takes its place. The seed decides when; the store's answers decide which of the two comes first.
/// </summary>
internal sealed class TwoHosts
{
    /// <summary>How long after what was due the last that follows an accident is done.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan CallTakes = TimeSpan.FromMilliseconds(5);
    private const int MostSweeps = 400;

    private readonly Random random;
    private readonly StoreTables tables;
    private readonly FakeTimeProvider time = new(ARequest.Sent);
    private readonly Lock turning = new();
    private readonly FakeIds ids = new();
    private readonly TableEventStore register;
    private readonly TableWork work;
    private readonly MortalHost[] hosts;
    private readonly List<(string Message, DateTimeOffset At)> given = [];
    private readonly List<(string Message, PersonId To, DateTimeOffset At)> sent = [];
    private int born;

    public TwoHosts(StoreTables tables, ICatalog catalog, int seed)
    {
        (this.tables, Catalog, random) = (tables, catalog, new Random(seed));
        (register, work) = (new TableEventStore(tables), new TableWork(tables));
        Story.Add($"seed {seed}");
        hosts = [NewHost(), NewHost()];
    }

    public ICatalog Catalog { get; }

    /// <summary>A chat that can't find a message again.</summary>
    public FakeChannel Teams { get; } = new("teams");

    /// <summary>A chat that can.</summary>
    public FakeChannel Slack { get; } = new("slack");

    /// <summary>What gets every event.</summary>
    public Receiver Receiver { get; } = new();

    /// <summary>What happened, to explain a failure.</summary>
    public List<string> Story { get; } = [];

    /// <summary>How many hosts died.</summary>
    public int Deaths => born - hosts.Length;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Messages that a host gave to a chat and died over before that was noted: each may be there once more. With when.</summary>
    public IReadOnlyList<(string Message, DateTimeOffset At)> GivenAndNotNoted => given;

    /// <summary>Every message that arrived, by the id it was sent with, and when.</summary>
    public IReadOnlyList<(string Message, PersonId To, DateTimeOffset At)> Sent => sent;

    /// <summary>A person has a chat with the bot.</summary>
    public Task MeetAsync(Actor person)
    {
        var parts = ((PersonActor)person).Account.Split('|');
        return new TablePeople(tables, time).WriteAsync(
            new KnownAccount
            {
                Account = new ChannelAccount(parts[0], parts[1], parts[2]),
                Person = person.Person,
                Name = person.Name,
                Conversation = $"chat-{parts[2]}"
            }, default);
    }

    /// <summary>A person delegates their reviews; the exceptions that wait for them are reconciled.</summary>
    public async Task DelegateAsync(Delegation delegation, ExceptionId waiting)
    {
        await new TableDelegations(tables).WriteAsync(delegation, default);
        await work.AddAsync(new WakeUp(Now, waiting.Value, WakeUp.Wake), default);
    }

    /// <summary>A person presses a button, again and again until there is an answer, while the other host sweeps.</summary>
    public async Task PressAsync(ExceptionId id, ExceptionCommand command)
    {
        CommitResult? answer = null;
        while (answer is null)
        {
            var at = random.Next(hosts.Length);
            await Task.WhenAll(
                BuryAsync(at, hosts[at].PressAsync(id, command, given => answer = given)), BuryAsync(1 - at, hosts[1 - at].SweepAsync()));
        }

        Story.Add(
            $"{Now:u} {command.By.Person} {command.GetType().Name} on {id}: {(answer as CommitResult.Refused)?.Why.ToString() ?? "stored"}");
    }

    /// <summary>Turns the clock, and processes what is due then and soon after.</summary>
    /// <exception cref="InvalidOperationException">It never comes to rest.</exception>
    public async Task PassToAsync(DateTimeOffset instant)
    {
        Turn(instant - Now);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            await Task.WhenAll(BuryAsync(0, hosts[0].SweepAsync()), BuryAsync(1, hosts[1].SweepAsync()));
            var next = await work.DueAsync(Now + Soon, 1, default);
            if (next.Count == 0)
            {
                return;
            }

            Turn(next[0].Due - Now);
        }

        throw new InvalidOperationException($"Never at rest.\n{string.Join('\n', Story.TakeLast(40))}");
    }

    /// <summary>An exception as it is stored.</summary>
    public async Task<ExceptionRecord> RecordAsync(ExceptionId id) => (await register.ReadAsync(id, default))!;

    /// <summary>What does not match the record while everything is at rest.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<ExceptionId> exceptions)
    {
        var faults = new List<string>();
        foreach (var id in exceptions)
        {
            if (await register.ReadAsync(id, default) is not { } record)
            {
                continue;
            }

            faults.AddRange(Receiver.Faults(record));
            var (state, now, current) = (record.Head.State, Now, Catalog.Current);
            if (ChainVerifier.Verify(id, record.Events, state) is not ChainVerdict.Ok and var broken)
            {
                faults.Add($"The chain of {id} is broken: {broken}.");
            }

            var wanted = NotificationPlan.For(state, current, now);
            var all = NotificationPlan.Living(wanted, record.Notices);
            faults.AddRange(wanted.Where(key => !NotificationPlan.IsSuperseded(key, all, state, current))
                .Where(key =>
                    record.Notices.FirstOrDefault(notice => notice.Key == key) is not { } notice
                    || notice is { Message: null, InDigest: false, Digest: "" })
                .Select(key => $"{Now:u} {id}: {key.Kind} was never sent to {key.Person}."));
            foreach (var notice in record.Notices.Where(notice => notice is { Message: not null, DeadBecause: "" }))
            {
                var chat = notice.Message!.Channel == Teams.Name ? Teams : Slack;
                var shows = chat.Draw(chat.Sent.Single(message => message.Message == notice.Message).View).Hash;
                var should = chat.Draw(NotificationViews.Render(notice.Key, all, state, current, now)).Hash;
                if (shows != should)
                {
                    faults.Add($"{Now:u} {id}: {notice.Key.Kind} of {notice.Key.Person} shows {shows} and should show {should}.");
                }
            }
        }

        return faults;
    }

    /// <summary>Rows of work that are left, however late.</summary>
    public Task<IReadOnlyList<WakeUp>> PlannedAsync() => work.DueAsync(DateTimeOffset.MaxValue.AddDays(-1), int.MaxValue, default);

    private async Task BuryAsync(int at, Task<bool> living)
    {
        var host = hosts[at];
        if (await living)
        {
            return;
        }

        Story.Add($"{Now:u} {host.Life.Name} died {host.Life.LastCall}");
        lock (given)
        {
            given.AddRange(host.Life.Unnoted.Select(message => (message, Now)));
        }

        hosts[at] = NewHost();
    }

    private MortalHost NewHost()
    {
        lock (random)
        {
            var (counted, calls) = random.Next(6) switch
            {
                0 => (CallKind.Other, random.Next(1, 40)), // hardly begins
                1 => (CallKind.Other, random.Next(40, 600)),
                2 or 3 => (CallKind.Tells, random.Next(1, 8)),
                _ => (CallKind.Claims, random.Next(1, 4)),
            };
            var life =
                new Life(string.Create(CultureInfo.InvariantCulture, $"host {++born}"), calls, callIsDone: random.Next(2) == 0, counted,
                () => Turn(CallTakes));
            return new MortalHost(life, tables, time, Catalog, ids, Teams, Slack, Receiver, Arrived);
        }
    }

    private void Arrived(string message, PersonId to)
    {
        lock (sent)
        {
            sent.Add((message, to, Now));
        }
    }

    private void Turn(TimeSpan by)
    {
        lock (turning)
        {
            if (by > TimeSpan.Zero)
            {
                time.Advance(by);
            }
        }
    }
}
