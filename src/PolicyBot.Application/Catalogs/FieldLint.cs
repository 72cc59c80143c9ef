using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks what a rule, a fact or an example says about the answer to a policy's field.</summary>
internal static class FieldLint
{
    /// <param name="policies">The policies it may be about; one of them must have the field.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="key">Key of the answers below <paramref name="path"/>.</param>
    public static void Check(
        CatalogNotes notes, IReadOnlyList<Policy> policies, string field, IReadOnlyList<string> answers, NumberRange? range, object[] path,
        string key)
    {
        var fields = policies
            .SelectMany(policy => policy.Fields)
            .Where(known => string.Equals(known.Id, field, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (fields.Length == 0)
        {
            notes.Fault("unknown-field", $"No policy that this is about has a field {field}.", [.. path, key]);
            return;
        }

        if (range is not null)
        {
            CheckRange(notes, range, [.. path, key]);
            if (Array.TrueForAll(fields, known => known.Type != FieldType.Number))
            {
                notes.Fault("unknown-choice", $"{field} is no number; list the answers instead.", [.. path, key]);
            }
        }

        foreach (var answer in answers.Where(answer => !Array.Exists(fields, known => Allows(known, answer))))
        {
            notes.Fault("unknown-choice", $"{field} never has the answer \"{answer}\".", [.. path, key]);
        }
    }

    public static void CheckRange(CatalogNotes notes, NumberRange? range, object[] path)
    {
        if (range is { Min: { } min, Max: { } max } && min > max)
        {
            notes.Fault("empty-range", "`min` is more than `max`.", path);
        }
    }

    private static bool Allows(PolicyField field, string answer) => field.Type switch
    {
        FieldType.Choice => field.Choices.Contains(answer, StringComparer.OrdinalIgnoreCase),
        FieldType.Boolean => bool.TryParse(answer, out _),
        _ => true,
    };
}
