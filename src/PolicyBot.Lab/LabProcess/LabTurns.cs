using System.Globalization;
using PolicyBot.Lab.Clock;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.LabProcess;

/// <summary>Turns the clock, and waits for what the Host does by it.</summary>
internal sealed class LabTurns(PolicyBotLab lab, string catalogPath)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestInHand = TimeSpan.FromSeconds(5);

    private (DateTime Written, CatalogSchedule Schedule) _schedule = (default, CatalogSchedule.Default);

    /// <summary>Turns the clock on and returns once the Host has done what became due by that; after 30 seconds in any case.</summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestTurn);
        try
        {
            await UntilNothingIsUnderWayAsync(patience.Token);
            lab.Clock.Advance(by);
            lab.Tenant.Changes.Raise(); // the page shows the clock
            await UntilNothingIsDueAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It goes on by itself; the page shows what comes.
        }
    }

    /// <summary>
    /// Turns the clock to the next thing that happens: to what is planned next, and on while the Host only looks and has nothing to do.
    /// False: nothing is planned. A Host that is not running does nothing; then the clock is at the next thing that is due.
    /// </summary>
    public async Task<bool> AdvanceToNextEventAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestTurn);
        var turned = false;
        try
        {
            await UntilNothingIsUnderWayAsync(patience.Token);
            var before = await HappenedAsync(patience.Token);
            while (await NextEvent.FindAsync(lab.Rows, lab.TablePrefix, Schedule, lab.Clock.Now, patience.Token) is { } next)
            {
                lab.Clock.AdvanceTo(next.AddSeconds(1));
                turned = true;
                lab.Tenant.Changes.Raise(); // the page shows the clock
                await UntilNothingIsDueAsync(patience.Token);
                if (!lab.HostRuns || await HappenedAsync(patience.Token) != before)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // As far as it came: it can be turned again.
        }

        return turned;
    }

    /// <summary>What happens next, of all that people will notice; empty: nothing is planned.</summary>
    /// <param name="exception">To this one; null: to any.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<IReadOnlyList<PlannedEvent>> NextAsync(string? exception, CancellationToken cancellationToken) =>
        NextEvent.TellAsync(lab.Rows, lab.TablePrefix, Schedule, exception, lab.Clock.Now, cancellationToken);

    /// <summary>
    /// What the catalog says about time, read anew when the file has changed; one that can't be read leaves what was known.
    /// </summary>
    private CatalogSchedule Schedule
    {
        get
        {
            var written = File.GetLastWriteTimeUtc(catalogPath);
            if (written != _schedule.Written && File.Exists(catalogPath))
            {
                _schedule = (written, CatalogSchedule.TryRead(File.ReadAllText(catalogPath)) ?? _schedule.Schedule);
            }

            return _schedule.Schedule;
        }
    }

    private Task UntilNothingIsDueAsync(CancellationToken cancellationToken) => UntilNothingIsDueByAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// What the Host has in hand has a row of its own that falls due within a minute: turned past that, the Host would take it for left
    /// behind and do it twice.
    /// </summary>
    private async Task UntilNothingIsUnderWayAsync(CancellationToken cancellationToken)
    {
        using var planned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        planned.CancelAfter(LongestInHand);
        try
        {
            await UntilNothingIsDueByAsync(TimeSpan.FromMinutes(1), planned.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not in hand, then, but planned for this very minute.
        }
    }

    private async Task UntilNothingIsDueByAsync(TimeSpan ahead, CancellationToken cancellationToken)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (lab.HostRuns && await NextEvent.IsDueAsync(lab.Rows, lab.TablePrefix, lab.Clock.Now + ahead, cancellationToken))
        {
            await poll.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>A number that changes when a person got a message or an event was stored.</summary>
    private async Task<long> HappenedAsync(CancellationToken cancellationToken)
    {
        var heads = await lab.Rows.QueryAsync($"{lab.TablePrefix}Exceptions", "RowKey eq 'head'", cancellationToken);
        var said =
            lab.Tenant.People.Sum(person => person.Chat.Messages.Count) + (lab.Workspace?.People.Sum(person => person.Messages.Count) ?? 0);
        return said + heads.Sum(head => long.Parse(head.Text("Version") ?? "0", CultureInfo.InvariantCulture));
    }
}
