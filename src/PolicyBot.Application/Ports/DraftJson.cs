using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Application.Ports;

/// <summary>How drafts are stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowOutOfOrderMetadataProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Draft))]
public sealed partial class DraftJson : JsonSerializerContext;
