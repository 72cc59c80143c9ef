using System.Globalization;

namespace PolicyBot.Domain.Policies;

/// <summary>Compares answers to a policy's fields with what rules and assessments ask for.</summary>
internal static class AnswerMatch
{
    /// <summary>Whether an answer is one of the values, in any letter case, or a number in the range; no answer is neither.</summary>
    public static bool Holds(IReadOnlyList<string> values, NumberRange? range, string? answer) => range is null
        ? answer is not null && values.Contains(answer, StringComparer.OrdinalIgnoreCase)
        : decimal.TryParse(answer, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && range.Contains(number);

    /// <summary>The same for the answer to a field of a policy, or for any line of what is known of several assets.</summary>
    public static bool Holds(string field, IReadOnlyList<string> values, NumberRange? range, string? answer) => AssetList.Has(field)
        ? answer?.Split('\n').Any(line => Holds(values, range, line)) == true
        : Holds(values, range, answer);

    /// <summary>The answer to a field, by its id in any letter case; null: none, or an empty one.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> answers, string field) =>
        answers.FirstOrDefault(answer =>
            string.Equals(answer.Key, field, StringComparison.OrdinalIgnoreCase)).Value?.Trim() is { Length: > 0 } given ? given : null;
}
