using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Application.Views;

/// <summary>How the view that an approver decided on is written as JSON: its hash stands in the record.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ApprovalView))]
internal sealed partial class ViewJson : JsonSerializerContext;
