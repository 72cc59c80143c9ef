using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Testing.Interleaving;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>The parts of a host that commit a press and reconcile after it, as the product composes them.</summary>
internal sealed class Host : IBackgroundTasks
{
    private static readonly DeliveryMetrics Metrics = new();
    private readonly World world;
    private TurnTaker? turns;
    private readonly ExceptionCommits commits;
    private readonly DueWorkProcessor sweep;
    private readonly AfterAnswer after;
    private readonly Queue<Func<CancellationToken, Task>> background = new();

    public Host(World world, IEventStore register, IWork work, IIndex index, IChannel chat)
    {
        this.world = world;
        var who = new WhoIsWho(world.People, world, [chat], world.Time);
        var reachability = who.Reachability;
        commits = new ExceptionCommits(register, work, world, world, world.Time);
        var identification = who.Identify(index, work);
        var direct = new DirectMessages(reachability, who.Mail, world.People);
        var indexed = new IndexedExceptions(register, index);
        var questions = new ModelQuestions(world, [], new AssessmentPace(world.Time));
        var assessAndRoute = new AssessAndRoute(world, reachability, questions, new Precedents(indexed));
        var administrators = new AdministratorNotices(world.People, direct, world, world.Time);
        var waiting = new WaitingApprovals(indexed, index, new FakeListings(), world);
        var triggers = new TimeTriggers(new FakeDelegations(), reachability, world, new FakeCatalogVersions());
        var reconciler = new Reconciler(
            register,
            new RecordCheck(register, world, administrators, NullLogger<RecordCheck>.Instance),
            new NextLooks(work, LanesOver(register, work, administrators), world.Time),
            new AutomaticCommands(
                commits,
                triggers,
                new ReviewStart(assessAndRoute, questions, administrators, work, this, world.Time, NullLogger<ReviewStart>.Instance),
                new LinkedRenewal(register, commits, work, world.Time),
                new UnreachedPeople(world, reachability, administrators),
                world.Time),
            new Projections(
                index,
                new FakeListings(),
                new FakeCounts(),
                new Reminders(world.People, direct, waiting, world),
                new OutboxDispatcher(
                    register,
                    new Digests(indexed, index, world.People, direct, world),
                    new MessageSender(
                        world.People, reachability, who.Mail, index,
                        new QueueCards(waiting, register, index, world.People, reachability, work)),
                    new ChannelOutages(administrators, world.People, world, world.Time),
                    Metrics,
                    world.Time,
                    NullLogger<OutboxDispatcher>.Instance),
                new HomePages(indexed, waiting, world, world.People, [], this, world.Time),
                world),
            world.Time,
            NullLogger<Reconciler>.Instance);
        sweep = new DueWorkProcessor(work, world.Seen, reconciler, new AbandonedDrafts(new FakeDrafts(), work, world.Time), [], world.Time,
            NullLogger<DueWorkProcessor>.Instance);
        after = new AfterAnswer(this, reconciler, work, world.People);
    }

    // No endpoint is there.
    private WebhookLanes LanesOver(IEventStore register, IWork work, AdministratorNotices administrators)
    {
        var endpoints = new WebhookEndpoints(new FakeWebhooks(), Metrics, world.Time);
        var delivery = new WebhookDelivery(
            register, new FakeWebhookCall(), endpoints, new WebhookNotices(endpoints, administrators, world, world.Time), world, world.Time,
            NullLogger<WebhookDelivery>.Instance);
        return new(endpoints, delivery, work, this, world.Time, NullLogger<WebhookLanes>.Instance);
    }

    /// <summary>A host whose every call waits for its turn.</summary>
    public static Host InTurns(World world, TurnTaker turns, IEventStore? register = null, IWork? work = null) => new(
        world,
        new RegisterInTurns(register ?? world.Register, turns),
        new WorkInTurns(work ?? world.Work, turns, world.Time),
        new IndexInTurns(world.Index, turns),
        new ChatInTurns(world.Chat, turns))
    { turns = turns };

    /// <summary>A host that nothing happens to.</summary>
    public static Host Alone(World world) => new(world, world.Register, world.Work, world.Index, world.Chat);

    /// <summary>A person presses a button: commit, answer, reconcile.</summary>
    public async Task PressAsync(
        ExceptionId id, ExceptionCommand command, Func<ExceptionState, IReadOnlyList<OutboxMessage>>? notices = null)
    {
        try
        {
            var result = await commits.CommitAsync(id, _ => command, notices, default);
            world.Answers.Add(result);
            if (result is CommitResult.Committed committed)
            {
                after.Reconcile(committed);
            }

            while (background.TryDequeue(out var work))
            {
                await work(default);
            }
        }
        catch (StoreUnavailableException)
        {
            // before the answer the person is told of the failure; after it the work row remains
        }
    }

    /// <summary>Works off what is due.</summary>
    public async Task SweepAsync()
    {
        try
        {
            await sweep.RunAsync(default);
        }
        catch (StoreUnavailableException)
        {
            // what is due stays due
        }
    }

    /// <summary>Some time passes, during which every other host is at a standstill.</summary>
    public async Task StallOthersAsync(TimeSpan by)
    {
        await turns!.NextAsync(new(CallKind.Reads, $"{by} pass"));
        world.Time.Advance(by);
        world.Stalls++;
    }

    void IBackgroundTasks.Run(Func<CancellationToken, Task> work) => background.Enqueue(work);
}
