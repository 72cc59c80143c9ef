using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests;

/// <summary>
/// A row of an older version lacks what newer versions store. The serializer gives such a member null and not what its initializer says;
/// every type that is stored makes up for that itself.
/// </summary>
public sealed class StoredDefaultsTests
{
    private static readonly Dictionary<string, (object Sample, JsonTypeInfo Json)> Stored = new()
    {
        ["head"] = (new ARequest().Granted().State, RecordJson.Default.ExceptionState),
        ["review"] = (new ARequest().InReview().State.Review!, RecordJson.Default.Review),
        ["content"] = (new ARequest().Content, RecordJson.Default.RequestContent),
        ["notice"] = (new OutboxMessage { Key = new OutboxKey(1, NotificationKind.Review, Ana.Person) }, OutboxJson.Default.OutboxMessage),
        ["account"] = (new KnownAccount { Account = new ChannelAccount("teams", "tenant", "ana") }, PeopleJson.Default.KnownAccount),
        ["draft"] = (Interactions.StoredDrafts.All["form"], DraftJson.Default.Draft),
        ["talk"] = (new ChatState(), DraftJson.Default.ChatState),
    };

    public static TheoryData<string> Names => [.. Stored.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_older_version_did_not_store_is_never_missing(string name)
    {
        var (sample, json) = Stored[name];
        var members = JsonSerializer.SerializeToNode(sample, json)!.AsObject();
        foreach (var added in sample.GetType().GetProperties()
            .Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is null))
        {
            members.Remove(JsonNamingPolicy.CamelCase.ConvertName(added.Name));
        }

        var read = members.Deserialize(json)!;

        var nullability = new NullabilityInfoContext();
        var promised = sample.GetType().GetProperties()
            .Where(property => !property.PropertyType.IsValueType && nullability.Create(property).ReadState == NullabilityState.NotNull);
        Assert.All(promised, property => Assert.True(property.GetValue(read) is not null, property.Name));
    }
}
