using System.Text.Json.Serialization;

namespace PolicyBot.Tables.Counts;

/// <summary>Where one thing counts, as it is stored.</summary>
/// <param name="Scopes">Of what.</param>
/// <param name="Buckets">In which buckets.</param>
/// <param name="Confidential">Whether it is confidential.</param>
internal sealed record Standing(string[] Scopes, string[] Buckets, bool Confidential);

/// <summary>How counts are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Standing))]
[JsonSerializable(typeof(Dictionary<string, int[]>))]
internal sealed partial class CountsJson : JsonSerializerContext;
