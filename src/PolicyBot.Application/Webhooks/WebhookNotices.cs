using System.Collections.Concurrent;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Webhooks;

/// <summary>Tells administrators what became of webhook endpoints.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public sealed class WebhookNotices(
    WebhookEndpoints endpoints, AdministratorNotices administrators, ICatalog catalog, TimeProvider time)
{
    private static readonly TimeSpan AgainAfterFailing = TimeSpan.FromMinutes(1);

    // Another host may have claimed it and died over it.
    private static readonly TimeSpan AgainAfterAll = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> notBefore = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(WebhookEndpoint Endpoint, ExceptionId Id, SendOutcome Outcome)> untold = new();

    /// <summary>Tells of each endpoint that is off, once, however many hosts do so; if that fails, later.</summary>
    public async Task TellOffAsync(CancellationToken cancellationToken)
    {
        foreach (var off in endpoints.Current.Where(endpoint => endpoint.OffAt is not null))
        {
            var (matter, now) = ($"webhook|{off.Id}|{off.OffAt:yyyy-MM-ddTHH:mm:ss}", time.GetUtcNow());
            if (notBefore.GetValueOrDefault(matter) <= now)
            {
                var isTold = await administrators.TellOnceAsync(matter, () => (Words.ToldWebhookOffHeading, Say(off)), cancellationToken);
                notBefore[matter] = now + (isTold ? AgainAfterAll : AgainAfterFailing);
            }
        }
    }

    /// <summary>Tells that an event was given up; where a channel may take that later, <see cref="TellAgainAsync"/> does.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="id">The exception.</param>
    /// <param name="outcome">What was said last.</param>
    public async Task TellGivenUpAsync(
        WebhookEndpoint endpoint, ExceptionId id, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var isTold = await administrators.TellAsync(
            $"webhook|{endpoint.Id}|{id}",
            () => (
                Words.ToldWebhookGivenUpHeading,
                Words.ToldWebhookGivenUp.With(endpoint.Name, endpoint.Id, id, MessageLife.CodeOf(outcome))),
            cancellationToken);
        if (!isTold)
        {
            untold.Enqueue((endpoint, id, outcome));
        }
    }

    /// <summary>Tells what this host could not tell before.</summary>
    public async Task TellAgainAsync(CancellationToken cancellationToken)
    {
        for (var left = untold.Count; left > 0 && untold.TryDequeue(out var one); left--)
        {
            await TellGivenUpAsync(one.Endpoint, one.Id, one.Outcome, cancellationToken);
        }
    }

    private string Say(WebhookEndpoint off) => off.Code == WebhookEndpoint.GoneCode
        ? Words.ToldWebhookGone.With(off.Name, off.Id)
        : Words.ToldWebhookOff.With(
            off.Name, off.Id, CatalogTime.Say(off.FailingSince ?? time.GetUtcNow(), catalog.Current.TimeZone), off.Code);
}
