namespace PolicyBot.Host.Composition;

/// <summary>A file of settings that is no JSON, in words.</summary>
internal static class UnreadableSettings
{
    /// <summary>Says which file, and where in it; null: the exception is about something else.</summary>
    /// <param name="thrown">What building the configuration threw.</param>
    public static string? Say(InvalidDataException thrown) => thrown.InnerException is FormatException { InnerException: { } where }
        ? $"{thrown.Message.TrimEnd('.')}: {where.Message}" : null;
}
