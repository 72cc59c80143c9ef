using System.Diagnostics;
using System.Globalization;

namespace PolicyBot.Application.Channels;

/// <summary>The number of a fault: it stands in the log, and the person can quote it.</summary>
public static class FaultId
{
    /// <summary>The number of what is being worked on: the start of its trace id.</summary>
    public static string Current => Activity.Current?.TraceId.ToString()[..8] ?? "unknown";

    /// <summary>The sentence for the person.</summary>
    /// <param name="format">The channel's words, with a place for the number.</param>
    public static string Words(string format, string id) => string.Format(CultureInfo.InvariantCulture, format, id);
}
