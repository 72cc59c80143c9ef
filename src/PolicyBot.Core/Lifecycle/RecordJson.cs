using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Lifecycle;

/// <summary>How facts, heads and the views that were decided on are written as JSON.</summary>
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
[JsonSerializable(typeof(ApprovalView))]
public sealed partial class RecordJson : JsonSerializerContext;
