using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Evaluation;

/// <summary>One request to assess, a line of a cases file.</summary>
/// <param name="Days">How many days it is to last.</param>
/// <param name="Fields">Answers to the policy's fields, without <c>field.</c>.</param>
/// <param name="Facts">Facts chosen in a form, by fact id; null: none.</param>
public sealed record AssessmentCase(
    string Id,
    string PolicyId,
    string Title,
    string Justification,
    string Scope = "",
    string ImpactIfDenied = "",
    string CompensatingControls = "",
    int Days = 0,
    IReadOnlyDictionary<string, string>? Fields = null,
    IReadOnlyDictionary<string, string>? Facts = null)
{
    /// <summary>What the rubric looks at.</summary>
    public RequestFacts Request => new()
    {
        Title = Title,
        Justification = Justification,
        Scope = Scope,
        ImpactIfDenied = ImpactIfDenied,
        CompensatingControls = CompensatingControls,
        DurationDays = Days,
        Fields = Fields ?? new Dictionary<string, string>(),
        Chosen = Facts ?? new Dictionary<string, string>(),
    };
}

/// <summary>One label: what a case is found to be, or should be; a line of a labels file and of the output.</summary>
/// <param name="Missing">Members of <see cref="MissingTag.All"/>.</param>
/// <param name="Why">The facts that decided, or why a person labelled it so.</param>
public sealed record CaseLabel(string Id, RiskLabel Risk, IReadOnlyList<string> Missing, string Why = "");

/// <summary>Reads and writes files of one JSON value a line.</summary>
public static class CaseFiles
{
    private static readonly CaseJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for files and terminals: quotations stay readable
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    /// <summary>Reads cases.</summary>
    /// <exception cref="FormatException">A line is none; the message names it.</exception>
    public static IReadOnlyList<AssessmentCase> Cases(string text) => Lines(text, Json.AssessmentCase);

    /// <summary>Reads labels.</summary>
    /// <exception cref="FormatException">A line is none; the message names it.</exception>
    public static IReadOnlyList<CaseLabel> Labels(string text) => Lines(text, Json.CaseLabel);

    /// <summary>Writes one label.</summary>
    public static string Write(CaseLabel label) => JsonSerializer.Serialize(label, Json.CaseLabel);

    private static List<T> Lines<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var read = new List<T>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                read.Add(JsonSerializer.Deserialize(line, type) ?? throw new JsonException("null"));
            }
            catch (JsonException exception)
            {
                throw new FormatException($"line {index + 1}: {exception.Message}", exception);
            }
        }

        return read;
    }
}

/// <summary>How cases and labels are written.</summary>
[JsonSerializable(typeof(AssessmentCase))]
[JsonSerializable(typeof(CaseLabel))]
internal sealed partial class CaseJson : JsonSerializerContext;
