using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Extensions;
using CloudNative.CloudEvents.SystemTextJson;
using PolicyBot.Application.Ports;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Webhooks;

/// <summary>Makes CloudEvents 1.0 of events, in JSON.</summary>
internal static class WebhookEvents
{
    /// <summary>The type of what <c>webhook test</c> sends.</summary>
    public const string TestType = "policybot.test.v1";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly JsonEventFormatter Formatter = new(Web, default);

    /// <summary>One event of an exception.</summary>
    /// <param name="source">Which PolicyBot it comes from.</param>
    /// <param name="sent">The event.</param>
    /// <returns>JSON.</returns>
    public static string Render(Uri source, SentEvent sent)
    {
        var stored = JsonElement.Parse(sent.Stored.Json);
        var happened = stored.GetProperty("fact").GetProperty("type").GetString();
        var document = new CloudEvent(CloudEventsSpecVersion.V1_0, Sequence.AllAttributes)
        {
            Id = sent.Id,
            Source = source,
            Type = $"policybot.exception.{happened}.v1",
            Subject = sent.Then.Id.Value,
            Time = sent.At,
            DataContentType = "application/json",
            Data = JsonSerializer.SerializeToElement(
                new WebhookData
                {
                    Exception = ApiMapping.ToSummary(sent.Then, sent.Catalog, sent.At),
                    Hash = sent.Stored.Hash,
                    Event = stored,
                },
                Web),
        };
        document.SetSequence((int)sent.Stored.Sequence);
        return Encode(document);
    }

    /// <summary>A test.</summary>
    /// <param name="source">As in <see cref="Render"/>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="at">When (UTC).</param>
    public static string RenderTest(Uri source, string id, DateTimeOffset at) => Encode(new CloudEvent(CloudEventsSpecVersion.V1_0)
    {
        Id = id,
        Source = source,
        Type = TestType,
        Time = at,
        DataContentType = "application/json",
        Data = JsonSerializer.SerializeToElement(new { message = "PolicyBot reaches this endpoint." }, Web),
    });

    private static string Encode(CloudEvent document) =>
        System.Text.Encoding.UTF8.GetString(Formatter.EncodeStructuredModeMessage(document, out _).Span);
}

/// <summary>What an event says.</summary>
internal sealed record WebhookData
{
    /// <summary>The exception as the event left it, as <c>/api/exceptions</c> lists it.</summary>
    public required ExceptionSummary Exception { get; init; }

    /// <summary>The event's hash, as <c>/api/exceptions/{id}/history</c> gives it.</summary>
    public required string Hash { get; init; }

    /// <summary>The event, as it is stored and as the history gives it.</summary>
    public required JsonElement Event { get; init; }
}
