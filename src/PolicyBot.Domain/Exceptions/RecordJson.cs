using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Exceptions;

/// <summary>How facts and heads are written as JSON.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowOutOfOrderMetadataProperties = true, // sorted keys put "type" late
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecordedEvent))]
[JsonSerializable(typeof(ExceptionState))]
[JsonSerializable(typeof(ReviewPolicy))]
[JsonSerializable(typeof(RequestContent))]
public sealed partial class RecordJson : JsonSerializerContext;
