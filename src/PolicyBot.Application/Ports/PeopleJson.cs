using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>How known accounts are stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(KnownAccount))]
[JsonSerializable(typeof(Delegation))]
[JsonSerializable(typeof(KnownAddress))]
public sealed partial class PeopleJson : JsonSerializerContext;
