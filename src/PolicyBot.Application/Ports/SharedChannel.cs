namespace PolicyBot.Application.Ports;

/// <summary>
/// A place that several people read, as a stage's <c>channel</c> names it: <c>slack:C0123ABCD</c>, <c>teams:19:…@thread.tacv2</c>.
/// </summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Id">The place, in that channel's own words.</param>
public sealed record SharedChannel(string Channel, string Id)
{
    /// <summary>Takes a place as the catalog has it; null for what is none.</summary>
    public static SharedChannel? Parse(string? written) =>
        written?.Split(':', 2) is [{ Length: > 0 } channel, { Length: > 0 } id] ? new SharedChannel(channel, id) : null;
}
