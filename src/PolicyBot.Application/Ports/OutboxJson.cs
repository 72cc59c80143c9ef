using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Application.Ports;

/// <summary>How notices are stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OutboxMessage))]
public sealed partial class OutboxJson : JsonSerializerContext;
