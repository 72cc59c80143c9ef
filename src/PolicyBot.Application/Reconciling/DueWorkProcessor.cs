using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Works off what is due: exceptions to reconcile, abandoned drafts, and what came in and was not finished because a host died.
/// </summary>
public sealed partial class DueWorkProcessor(
    IWork work,
    IInboundDeduplication seen,
    Reconciler reconciler,
    AbandonedDrafts drafts,
    IEnumerable<IInbox> inboxes,
    TimeProvider time,
    ILogger<DueWorkProcessor> logger)
{
    /// <summary>How much is taken at a time.</summary>
    public const int Most = 64;

    /// <summary>How long one piece of work is kept from other hosts while it is worked on.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, IInbox> _inboxes = inboxes.ToDictionary(inbox => inbox.Channel, StringComparer.Ordinal);
    private DateOnly _forgotOn;

    /// <summary>Works off what is due now.</summary>
    /// <returns>How many pieces were done; <see cref="Most"/> or more means that there may be more.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer; what is due stays due.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var done = await WorkOffAsync(await work.DueAsync(now, Most, cancellationToken), now, cancellationToken);
        await ForgetAsync(now, cancellationToken);
        return done;
    }

    /// <summary>Works off what came in and is due: a person waits for it, and nothing else may hold it up.</summary>
    /// <returns>As <see cref="RunAsync"/>.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer; what is due stays due.</exception>
    public async Task<int> RunInboundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await WorkOffAsync(await work.DueInboundAsync(now, Most, cancellationToken), now, cancellationToken);
    }

    /// <summary>The subject of a work row for something that came in.</summary>
    public static string Inbound(string channel, string key) => $"{WakeUp.Inbound}{channel}|{key}";

    private async Task<int> WorkOffAsync(IReadOnlyList<WakeUp> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var due in rows.GroupBy(item => item.Subject))
        {
            // One reconciling serves every row of a subject; the rows go when it is done, and one that is not done leaves a later row
            // behind. What came in is worked on by the host that removes its row: twice would be two answers.
            var isInbound = due.Key.StartsWith(WakeUp.Inbound, StringComparison.Ordinal);
            var later = new WakeUp(now + Reach, due.Key, isInbound ? WakeUp.NewTag() : WakeUp.Wake);
            await work.AddAsync(later, cancellationToken);
            if (isInbound && !await work.RemoveAsync(due.First(), cancellationToken))
            {
                await work.RemoveAsync(later, cancellationToken);
                continue;
            }

            var isDone = isInbound ? await TakeOverAsync(due.Key, cancellationToken) : await DoneAsync(due.Key, cancellationToken);
            foreach (var row in isDone ? due.Append(later) : due) // while it is not done the later row will process it
            {
                await work.RemoveAsync(row, cancellationToken);
            }

            done += due.Count();
        }

        return done;
    }

    // Should this host die as well, the next one finds it as soon.
    private async Task<bool> TakeOverAsync(string subject, CancellationToken cancellationToken)
    {
        var held = new WakeUp(time.GetUtcNow() + WorkInHand.Ahead, subject, WakeUp.NewTag());
        await work.AddAsync(held, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var moving = WorkInHand.MoveAsync(work, time, held, ended.Token);
        try
        {
            return await DoneAsync(subject, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            held = await moving;
            if (!cancellationToken.IsCancellationRequested)
            {
                await work.RemoveAsync(held, cancellationToken);
            }
        }
    }

    private async Task<bool> DoneAsync(string subject, CancellationToken cancellationToken)
    {
        try
        {
            if (ExceptionId.TryParse(subject, out var id))
            {
                await reconciler.ReconcileAsync(id, cancellationToken);
            }
            else if (await drafts.TryForgetAsync(subject, cancellationToken))
            {
                return true;
            }
            else if (subject.Split('|', 3) is ["in", var channel, var key]
                && _inboxes.TryGetValue(channel, out var inbox)
                && await seen.ReadAsync(key, cancellationToken) is { } payload)
            {
                if (!await inbox.WorkAsync(payload, cancellationToken))
                {
                    return false; // until it is forgotten
                }

                await seen.DoneAsync(key, cancellationToken);
            }

            return true;
        }
        catch (NewerFormatException newer)
        {
            Newer(newer, subject.Split('|')[0]);
            return false; // a newer host reads it; what waits behind it is worked off
        }
#pragma warning disable CA1031 // One poisoned exception must not hold up all others; it is logged and tried again later.
        catch (Exception fault) when (fault is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Poisoned(fault, ExceptionId.TryParse(subject, out _) ? subject : "a draft, or something that came in,");
            return false;
        }
    }

    private async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (_forgotOn != today)
        {
            await seen.ForgetAsync(now - IInboundDeduplication.KeptFor, cancellationToken);
            _forgotOn = today;
        }
    }

    [LoggerMessage(
        EventId = 221, Level = LogLevel.Warning,
        Message = "Reconciling {Subject} failed: a newer version wrote it. It is tried again in two minutes.")]
    private partial void Newer(Exception newer, string subject);

    [LoggerMessage(EventId = 220, Level = LogLevel.Error, Message = "Reconciling {Subject} failed; it is tried again in two minutes.")]
    private partial void Poisoned(Exception fault, string subject);
}
