using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace PolicyBot.Application.Ports;

/// <summary>The webhook endpoints: where events go.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IWebhooks
{
    /// <summary>Reads an endpoint; null when there is none.</summary>
    Task<WebhookEndpoint?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All endpoints, in the order of their ids.</summary>
    Task<IReadOnlyList<WebhookEndpoint>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Replaces an endpoint that was read, or adds a new one.</summary>
    /// <returns>False: it was written meanwhile, or there is one with its id; nothing is changed.</returns>
    Task<bool> TryWriteAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken);

    /// <summary>Removes an endpoint; nothing happens when there is none.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}

/// <summary>A webhook endpoint, as it is kept.</summary>
/// <param name="Id">Names it in commands, the outbox and logs: 12 hexadecimal digits.</param>
/// <param name="Name">What an administrator called it.</param>
/// <param name="Url">Where events are posted; it may hold a secret of the receiver.</param>
/// <param name="Secret">What they are signed with.</param>
/// <param name="CreatedAt">When it was added (UTC).</param>
public sealed record WebhookEndpoint(string Id, string Name, Uri Url, WebhookSecret Secret, DateTimeOffset CreatedAt)
{
    /// <summary>What it answers when it is gone for good.</summary>
    public const string GoneCode = "410";

    /// <summary>After how long every host knows a new endpoint.</summary>
    public static readonly TimeSpan KnownAfter = TimeSpan.FromSeconds(20);

    /// <summary>The secret that is to take over: both sign until it is confirmed. Null for none.</summary>
    public WebhookSecret? NextSecret { get; init; }

    /// <summary>Since when (UTC) it has taken nothing; null: it took what was sent last, or nothing was sent.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why it did not take what was sent last: an HTTP status, or a word of PolicyBot; empty for none.</summary>
    public string Code { get; init; } = "";

    /// <summary>When it took something (UTC), to the hour; null: never.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>When it was switched off (UTC), because it is gone or took nothing for three days; null: it is on.</summary>
    public DateTimeOffset? OffAt { get; init; }

    /// <summary>What a replacement must match; null for an endpoint that was not read.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>What happens from then on (UTC) is sent.</summary>
    public DateTimeOffset BeginsAt => CreatedAt + KnownAfter;

    /// <summary>The key of what it is sent of an exception.</summary>
    public OutboxKey Key => OutboxKey.ForEndpoint(Id);

    /// <summary>Draws an id.</summary>
    public static string DrawId() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Name})"; // a log would keep the rest
}

/// <summary>A secret after Standard Webhooks: <c>whsec_</c> and the base64 of its bytes.</summary>
public sealed record WebhookSecret
{
    private const string Mark = "whsec_";
    private const int Length = 32;

    private WebhookSecret(string text) => Text = text;

    /// <summary>The whole text. Shown once; kept, because it signs; never logged.</summary>
    public string Text { get; }

    /// <summary>What signs.</summary>
    public byte[] ToKey() => Convert.FromBase64String(Text[Mark.Length..]);

    /// <summary>Makes a new one.</summary>
    public static WebhookSecret Draw() => new(Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));

    /// <summary>Reads what is kept.</summary>
    public static WebhookSecret Read(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => "…"; // a log would keep it
}
