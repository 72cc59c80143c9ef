using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Policies;

/// <summary>One account of one person in one channel, proven by that channel.</summary>
/// <param name="Channel">The channel's name: <c>teams</c>, <c>slack</c>, <c>api</c>.</param>
/// <param name="Tenant">Entra tenant or Slack workspace, opaque.</param>
/// <param name="Id">Entra object id or Slack user id, opaque.</param>
public sealed record ChannelAccount(string Channel, string Tenant, string Id)
{
    /// <summary>One text for one account, fit for a table's key.</summary>
    public string Key => $"{Channel}|{Tenant}|{Id}";

    /// <summary>Reads what <see cref="Key"/> wrote.</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    public static ChannelAccount Parse(string key) => key.Split('|', 3) is [var channel, var tenant, var id]
        ? new ChannelAccount(channel, tenant, id)
        : throw new FormatException($"\"{key}\" is no account.");
}

/// <summary>Who did something: a person, a machine, or PolicyBot itself.</summary>
/// <param name="Person">The person that the rules compare; <c>default</c> for a machine and for PolicyBot itself.</param>
/// <param name="Name">The name that people read. Proves nothing.</param>
/// <param name="Channel">The channel it came through; <c>policybot</c> for what time or PolicyBot brought about.</param>
[JsonConverter(typeof(ActorJson))]
public abstract record Actor(PersonId Person, string Name, string Channel)
{
    /// <summary>PolicyBot itself: the passing of time, an assessment, a routing.</summary>
    public static Actor PolicyBot { get; } = new Itself();

    private sealed record Itself() : Actor(default, "PolicyBot", "policybot");
}

/// <summary>A person, and the account that proved it at that moment.</summary>
/// <param name="Person">The person that the rules compare.</param>
/// <param name="Name">The name that the channel showed.</param>
/// <param name="Channel">The channel it came through.</param>
/// <param name="Account">The channel's account (<see cref="ChannelAccount.Key"/>).</param>
public sealed record PersonActor(PersonId Person, string Name, string Channel, string Account) : Actor(Person, Name, Channel)
{
    /// <summary>
    /// The person by what is proven alone, where the catalog says that it is another: what a record keeps, since the catalog may be
    /// corrected. <c>default</c>: the same.
    /// </summary>
    public PersonId Proven { get; init; }

    /// <summary>The one who acts, as a record keeps them.</summary>
    public PersonActor AsProven() => Proven == default ? this : this with { Person = Proven, Proven = default };
}

/// <summary>A machine that showed a key. It sees no confidential exception and decides nothing.</summary>
/// <param name="KeyId">The id of the key; not the key.</param>
/// <param name="Name">The name that an administrator gave the key.</param>
/// <param name="Scopes">What the key opened at that moment.</param>
public sealed record MachineActor(string KeyId, string Name, IReadOnlyList<string> Scopes) : Actor(default, Name, "api")
{
    /// <inheritdoc/>
    public bool Equals(MachineActor? other) => base.Equals(other) && KeyId == other.KeyId && Scopes.SequenceEqual(other.Scopes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), KeyId, Scopes.Count);
}

/// <summary>
/// Stores an <see cref="Actor"/>. A person and PolicyBot itself have four members; a machine adds <c>keyId</c> and <c>scopes</c>.
/// </summary>
internal sealed class ActorJson : JsonConverter<Actor>
{
    public override Actor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stored = JsonSerializer.Deserialize(ref reader, ActorJsonContext.Default.StoredActor);
        return stored switch
        {
            null => throw new JsonException("The stored actor is null."),
            { KeyId: { } keyId } => new MachineActor(keyId, stored.Name, stored.Scopes ?? []),
            { Channel: "policybot" } => Actor.PolicyBot,
            _ => new PersonActor(stored.Person, stored.Name, stored.Channel, stored.Account),
        };
    }

    public override void Write(Utf8JsonWriter writer, Actor value, JsonSerializerOptions options)
    {
        var machine = value as MachineActor;
        var account = (value as PersonActor)?.Account ?? "";
        JsonSerializer.Serialize(
            writer,
            new StoredActor(value.Person, value.Name, value.Channel, account, machine?.KeyId, machine?.Scopes),
            ActorJsonContext.Default.StoredActor);
    }
}

internal sealed record StoredActor(
    PersonId Person, string Name, string Channel, string Account, string? KeyId, IReadOnlyList<string>? Scopes);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredActor))]
internal sealed partial class ActorJsonContext : JsonSerializerContext;
