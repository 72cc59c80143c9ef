using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Webhooks;

/// <summary>
/// The endpoints as this host knows them: asked for every few seconds beside all else, so that no press waits for it. It notes how each
/// does, and switches off what is gone.
/// </summary>
public sealed class WebhookEndpoints(IWebhooks stored, DeliveryMetrics metrics, TimeProvider time)
{
    /// <summary>How often they are asked for: an endpoint begins once every host has done so.</summary>
    public static readonly TimeSpan AskedEvery = WebhookEndpoint.KnownAfter / 2;

    /// <summary>How long an endpoint may take nothing at all, or refuse one event, until that is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const string Channel = "webhook";
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromHours(1);

    private volatile IReadOnlyList<WebhookEndpoint> current = [];

    /// <summary>The endpoints, as they were last read.</summary>
    public IReadOnlyList<WebhookEndpoint> Current => current;

    /// <summary>Reads them.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; what was known stays known.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken) => current = await stored.AllAsync(cancellationToken);

    /// <summary>Notes what an endpoint said: at most once an hour while all goes well.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="outcome">What it said.</param>
    /// <returns>The endpoint as it stands now; null: it was removed.</returns>
    public async Task<WebhookEndpoint?> NoteAsync(WebhookEndpoint endpoint, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Count(outcome);
        while (Current.FirstOrDefault(known => known.Id == endpoint.Id) is { } known)
        {
            if (After(known, outcome, now) is var after && after == known)
            {
                return known;
            }

            var isWritten = await stored.TryWriteAsync(after, cancellationToken);
            await RefreshAsync(cancellationToken);
            if (isWritten)
            {
                if (known.OffAt is null && after.OffAt is not null)
                {
                    metrics.Dead();
                }

                return after;
            }
        }

        return null;
    }

    private void Count(SendOutcome outcome)
    {
        if (outcome is SendOutcome.Sent)
        {
            metrics.Delivered(Channel);
        }
        else
        {
            metrics.PutOff(Channel);
        }
    }

    /// <summary>An endpoint after it said something. Pure.</summary>
    public static WebhookEndpoint After(WebhookEndpoint endpoint, SendOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case SendOutcome.Sent when endpoint.FailingSince is null && now - endpoint.TakenAt < BetweenNotes:
                return endpoint;
            case SendOutcome.Sent:
                return endpoint with { FailingSince = null, Code = "", TakenAt = now, OffAt = null };
            case SendOutcome.Gone gone:
                return endpoint with { FailingSince = endpoint.FailingSince ?? now, Code = gone.Code, OffAt = endpoint.OffAt ?? now };
            case SendOutcome.Later later when endpoint.FailingSince is { } since:
                return endpoint with { Code = later.Code, OffAt = endpoint.OffAt ?? (now - since < Patience ? null : now) };
            case SendOutcome.Later later:
                return endpoint with { FailingSince = now, Code = later.Code };
            default:
                return endpoint;
        }
    }
}
