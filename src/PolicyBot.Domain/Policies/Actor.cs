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
}

/// <summary>Who did something: a person, a machine, or PolicyBot itself.</summary>
[JsonConverter(typeof(ActorJson))]
public abstract record Actor
{
    private protected Actor(string name, string channel) => (Name, Channel) = (name, channel);

    /// <summary>PolicyBot itself: the passing of time, an assessment, a routing.</summary>
    public static Actor PolicyBot { get; } = new Itself();

    /// <summary>The person that the rules compare; <c>default</c> for a machine and for PolicyBot itself.</summary>
    public virtual PersonId Person => default;

    /// <summary>The name that people read. Proves nothing.</summary>
    public string Name { get; }

    /// <summary>The channel it came through; <c>policybot</c> for what time or PolicyBot brought about.</summary>
    public string Channel { get; }

    private sealed record Itself() : Actor("PolicyBot", "policybot");
}

/// <summary>A person, and the account that proved it at that moment.</summary>
public sealed record PersonActor : Actor
{
    /// <param name="person">The person that the rules compare.</param>
    /// <param name="name">The name that the channel showed.</param>
    /// <param name="channel">The channel it came through.</param>
    /// <param name="account">The channel's account (<see cref="ChannelAccount.Key"/>).</param>
    public PersonActor(PersonId person, string name, string channel, string account)
        : base(name, channel) => (Person, Account) = (person, account);

    /// <inheritdoc/>
    public override PersonId Person { get; }

    /// <summary>The channel's account (<see cref="ChannelAccount.Key"/>).</summary>
    public string Account { get; }
}

/// <summary>A machine that showed a key. It sees no confidential exception and decides nothing.</summary>
public sealed record MachineActor : Actor
{
    /// <param name="keyId">The id of the key; not the key.</param>
    /// <param name="name">The name that an administrator gave the key.</param>
    /// <param name="scopes">What the key opened at that moment.</param>
    public MachineActor(string keyId, string name, IReadOnlyList<string> scopes)
        : base(name, "api") => (KeyId, Scopes) = (keyId, scopes);

    /// <summary>The id of the key; not the key.</summary>
    public string KeyId { get; }

    /// <summary>What the key opened at that moment.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <inheritdoc/>
    public bool Equals(MachineActor? other) => base.Equals(other) && KeyId == other.KeyId && Scopes.SequenceEqual(other.Scopes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), KeyId, Scopes.Count);
}

/// <summary>Stores an <see cref="Actor"/>. A person and PolicyBot itself have the four members of old; a machine adds <c>keyId</c> and <c>scopes</c>.</summary>
internal sealed class ActorJson : JsonConverter<Actor>
{
    public override Actor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var stored = document.RootElement.Deserialize(ActorJsonContext.Default.StoredActor);
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
            writer, new StoredActor(value.Person, value.Name, value.Channel, account, machine?.KeyId, machine?.Scopes), ActorJsonContext.Default.StoredActor);
    }
}

internal sealed record StoredActor(PersonId Person, string Name, string Channel, string Account, string? KeyId, IReadOnlyList<string>? Scopes);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredActor))]
internal sealed partial class ActorJsonContext : JsonSerializerContext;
