using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>
/// What a message about one exception is for. <see cref="ToString"/> is the stored form, and <see cref="Parse"/> reads it; stored forms are
/// never renamed.
/// </summary>
[JsonConverter(typeof(Converter))]
public abstract record NotificationKind
{
    /// <summary>The requester's living message, from the first submission on.</summary>
    public static readonly NotificationKind Received = new Named("received");

    /// <summary>An approver is asked.</summary>
    public static readonly NotificationKind Review = new Named("review");

    /// <summary>A named owner is asked to accept.</summary>
    public static readonly NotificationKind OwnerAsk = new Named("ownerAsk");

    /// <summary>The request came back to the requester.</summary>
    public static readonly NotificationKind Returned = new Named("returned");

    /// <summary>A decision fell.</summary>
    public static readonly NotificationKind Decided = new Named("decided");

    /// <summary>The policy owner is told of an approval.</summary>
    public static readonly NotificationKind PolicyOwner = new Named("policyOwner");

    /// <summary>The owner did not say in time that it is still needed.</summary>
    public static readonly NotificationKind AttestMissed = new Named("attestMissed");

    /// <summary>The policy owner is told so.</summary>
    public static readonly NotificationKind AttestTold = new Named("attestTold");

    /// <summary>The day of a promise is over.</summary>
    public static readonly NotificationKind PromiseMissed = new Named("promiseMissed");

    /// <summary>An approver of the record is shown that a promise is kept.</summary>
    public static readonly NotificationKind Proof = new Named("proof");

    /// <summary>The proof did not do.</summary>
    public static readonly NotificationKind ProofReturned = new Named("proofReturned");

    /// <summary>It is suspended over a promise.</summary>
    public static readonly NotificationKind Suspended = new Named("suspended");

    /// <summary>It started before its review.</summary>
    public static readonly NotificationKind Emergency = new Named("emergency");

    /// <summary>The person who was asked to own it declined; the person who asked is told.</summary>
    public static readonly NotificationKind HandOverDeclined = new Named("handOverDeclined");

    /// <summary>The policy owner is asked to name an owner.</summary>
    public static readonly NotificationKind OwnerLeft = new Named("ownerLeft");

    /// <summary>The policy owner is told that the policy is not confirmed to be met again.</summary>
    public static readonly NotificationKind Unconfirmed = new Named("unconfirmed");

    /// <summary>The policy owner is told that a review was given to another person.</summary>
    public static readonly NotificationKind Reassigned = new Named("reassigned");

    /// <summary>It ended.</summary>
    public static readonly NotificationKind Ended = new Named("ended");

    /// <summary>Administrators are told that an approver can't be reached.</summary>
    public static readonly NotificationKind Unreached = new Named("unreached");

    /// <summary>The card of a stage in the channel that the stage names; it belongs to no person, so its person is empty.</summary>
    public static readonly NotificationKind Post = new Named("post");

    private NotificationKind()
    {
    }

    /// <summary>Whether it is the question whether to renew.</summary>
    public bool IsPing => this is Asked { Question: OwnerQuestion.Renew };

    private protected abstract string Stored { get; }

    /// <summary>Reads the stored form. A name that this build does not know is kept as it is.</summary>
    public static NotificationKind Parse(string stored)
    {
        NotificationKind kind = stored.Split('-', 2) is not [var name, var rest] ? new Named(stored)
            : name == Shown.Name ? new Shown(rest)
            : name == Hook.Name ? new Hook(rest)
            : Asked.Names.FirstOrDefault(known => known.Value == name) is { Value: not null } known
                && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? new Asked(known.Key, days)
            : new Named(stored);
        return kind.Stored == stored ? kind : new Named(stored);
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Stored;

    /// <summary>The owner is asked something some days before the last day: <c>ping-14</c>, <c>attest-31</c>, <c>promise-7</c>.</summary>
    /// <param name="Question">What is asked.</param>
    /// <param name="DaysBefore">How many days before the last day.</param>
    public sealed record Asked(OwnerQuestion Question, int DaysBefore) : NotificationKind
    {
        internal static readonly IReadOnlyDictionary<OwnerQuestion, string> Names = new Dictionary<OwnerQuestion, string>
        {
            [OwnerQuestion.Renew] = "ping",
            [OwnerQuestion.Attest] = "attest",
            [OwnerQuestion.ShowPromise] = "promise",
        };

        private protected override string Stored => string.Create(CultureInfo.InvariantCulture, $"{Names[Question]}-{DaysBefore}");
    }

    /// <summary>A message that shows the exception because a person asked for it: <c>shown-1f2e3d4c5b6a7988</c>.</summary>
    /// <param name="Message">The start of the hash of where the message is.</param>
    public sealed record Shown(string Message) : NotificationKind
    {
        internal const string Name = "shown";

        private protected override string Stored => $"{Name}-{Message}";
    }

    /// <summary>The events of the exception, to a webhook endpoint: <c>hook-0a1b2c3d4e5f</c>.</summary>
    /// <param name="Endpoint">The endpoint's id.</param>
    public sealed record Hook(string Endpoint) : NotificationKind
    {
        internal const string Name = "hook";

        private protected override string Stored => $"{Name}-{Endpoint}";
    }

    private sealed record Named(string Name) : NotificationKind
    {
        private protected override string Stored => Name;
    }

    internal sealed class Converter : JsonConverter<NotificationKind>
    {
        public override NotificationKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? throw new JsonException("A notification kind is a string."));

        public override void Write(Utf8JsonWriter writer, NotificationKind value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Stored);
    }
}
