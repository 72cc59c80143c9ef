namespace PolicyBot.Application.Channels;

/// <summary>
/// How long what comes in may be, in UTF-16 code units. What is longer is refused with its name before anything is stored: a property of
/// Azure Tables holds 32,768 (learn.microsoft.com, "Understanding the Table service data model"), and no id that Teams or Slack documents
/// has more than 255.
/// </summary>
public static class InboundLimits
{
    /// <summary>An id, a name, a kind, a point in time.</summary>
    public const int Id = 1_000;

    /// <summary>A URL, or what a button or dialog carries along: Slack allows 3,000 for <c>private_metadata</c>.</summary>
    public const int Carried = 3_000;

    /// <summary>Says what is wrong with a field that is too long.</summary>
    public static string Why(string field) => $"The field {(field.Length <= Id ? field : "name")} is too long.";

    /// <summary>The first field that is too long; null for none.</summary>
    public static string? FindTooLong(params ReadOnlySpan<(string Name, string? Value, int Most)> fields)
    {
        foreach (var (name, value, most) in fields)
        {
            if (value?.Length > most)
            {
                return name;
            }
        }

        return null;
    }
}
