using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Views;

namespace PolicyBot.Application.Tests;

/// <summary>
/// What is stored, or hashed into the record, keeps the names of its members and values, however classes and properties are renamed.
/// </summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void Every_member_and_value_of_stored_JSON_is_called_as_it_was_first_stored()
    {
        JsonSerializerContext[] contexts =
            [RecordJson.Default, DraftJson.Default, PeopleJson.Default, OutboxJson.Default, ViewJson.Default, ActorJsonContext.Default,
                EvidenceJson.Default];

        var shapes = contexts.SelectMany(TypesOf).Select(ShapeOf).OfType<string>().Distinct().Order(StringComparer.Ordinal);

        ApprovedFile.Matches("StoredNames", JsonSerializer.Serialize(shapes));
    }

    private static IEnumerable<JsonTypeInfo> TypesOf(JsonSerializerContext context) => context.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(property => typeof(JsonTypeInfo).IsAssignableFrom(property.PropertyType))
        .Select(property => (JsonTypeInfo)property.GetValue(context)!);

    private static string? ShapeOf(JsonTypeInfo type) =>
        type.Type.IsEnum
            ? string.Join(" ",
            Enum.GetValuesAsUnderlyingType(type.Type).Cast<object>()
                .Select(value => JsonSerializer.Serialize(Enum.ToObject(type.Type, value), type)))
        : type.Kind == JsonTypeInfoKind.Object
        ? string.Join(" ", type.Properties.Where(IsStored).Select(property => property.Name).Concat(TypeNamesOf(type)))
        : null;

    private static bool IsStored(JsonPropertyInfo property) => property.Get is not null || property.Set is not null;

    private static IEnumerable<string> TypeNamesOf(JsonTypeInfo type) =>
        type.PolymorphismOptions?.DerivedTypes.Select(derived => $"type={derived.TypeDiscriminator}") ?? [];
}
