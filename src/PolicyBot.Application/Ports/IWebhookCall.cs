using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Posts one event to a webhook endpoint.</summary>
public interface IWebhookCall
{
    /// <summary>Posts it, once.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="sent">What.</param>
    /// <returns>
    /// <see cref="SendOutcome.Sent"/>; <see cref="SendOutcome.Gone"/> when the endpoint says that it is gone for good; else
    /// <see cref="SendOutcome.Later"/>, with <see cref="PauseReason.Refused"/> where it answers and does not take this one.
    /// </returns>
    Task<SendOutcome> SendAsync(WebhookEndpoint endpoint, SentEvent sent, CancellationToken cancellationToken);
}

/// <summary>An event on its way to an endpoint.</summary>
/// <param name="Then">The exception as the event left it.</param>
/// <param name="Stored">The event, as it is stored.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Catalog">The catalog that serves.</param>
public sealed record SentEvent(ExceptionState Then, StoredEvent Stored, DateTimeOffset At, PolicyCatalog Catalog)
{
    /// <summary>Its id, the same for every try: receivers drop what they have.</summary>
    public string Id => $"{Then.Id}-{Stored.Sequence}";
}
