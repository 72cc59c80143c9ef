using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Seen;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>A whole host on the real store, which dies at a chosen call. Its callers are told so, and it does nothing any more.</summary>
internal sealed class MortalHost : IBackgroundTasks
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task>> background = new();
    private readonly ServiceProvider services;

    public MortalHost(Life life, StoreTables tables, TimeProvider time, ICatalog catalog, IIdSource ids, FakeChannel teams,
        FakeChannel slack, Receiver receiver, Action<string, PersonId> arrived)
    {
        Life = life;
        services = new ServiceCollection()
            .AddWholeCore(time, new MortalChat(teams, finds: false, life, arrived))
            .AddSingleton<IChannel>(new MortalChat(slack, finds: true, life, arrived))
            .AddSingleton<IEventStore>(new MortalRegister(new TableEventStore(tables), life))
            .AddSingleton<IWork>(new MortalWork(new TableWork(tables), life))
            .AddSingleton<IIndex>(new MortalIndex(new TableIndex(tables), life))
            .AddSingleton<IPeople>(new MortalPeople(new TablePeople(tables, time), life))
            .AddSingleton<IDelegations>(new MortalDelegations(new TableDelegations(tables), life))
            .AddSingleton<IInboundDeduplication>(new MortalSeen(new TableInboundDeduplication(tables), life))
            .AddSingleton<IWebhooks>(receiver.Hooks)
            .AddSingleton<IWebhookCall>(new MortalCall(receiver, life))
            .AddSingleton(catalog)
            .AddSingleton(ids)
            .AddSingleton<IBackgroundTasks>(this)
            // each request is held against a card of its own
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<QueueCards>(provider, 1_000))
            .BuildServiceProvider();
    }

    public Life Life { get; }

    /// <summary>Works off what is due now, a table's length at a time.</summary>
    /// <returns>False when the host died over it.</returns>
    public Task<bool> SweepAsync() => LiveAsync(async () =>
    {
        while (await services.GetRequiredService<DueWorkProcessor>().RunAsync(default) >= DueWorkProcessor.Most)
        {
            // there may be more
        }

        await DrainAsync();
        return true;
    });

    /// <summary>A person presses a button: it is stored and answered, and then all messages go out.</summary>
    /// <param name="answered">Hears the answer, which comes before all that follows.</param>
    /// <returns>False when the host died over it.</returns>
    public Task<bool> PressAsync(ExceptionId id, ExceptionCommand command, Action<CommitResult> answered) => LiveAsync(async () =>
    {
        var result = await services.GetRequiredService<ExceptionCommits>().CommitAsync(id, _ => command, null, default);
        answered(result);
        if (result is CommitResult.Committed committed)
        {
            services.GetRequiredService<AfterAnswer>().Reconcile(committed);
        }

        await DrainAsync();
        return true;
    });

    private async Task DrainAsync()
    {
        while (background.TryDequeue(out var work))
        {
            await work(default);
        }
    }

    void IBackgroundTasks.Run(Func<CancellationToken, Task> work) => background.Enqueue(work);

    // A dead host's work never ends; it is left behind as it is.
    private async Task<bool> LiveAsync(Func<Task<bool>> work)
    {
        await services.GetRequiredService<WebhookEndpoints>().RefreshAsync(default);
        var living = work();
        return await Task.WhenAny(living, Life.Death) == living ? await living : Dead();
    }

    private static bool Dead() => false;
}
