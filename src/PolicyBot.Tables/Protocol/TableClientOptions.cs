using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// Retries, time-outs and transport of the clients: see <see cref="ClientOptions"/>. By default Azure.Core's, which are three
/// retries with growing pauses from 0.8 seconds, and 100 seconds for one answer.
/// </summary>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>Dates the signatures; a test hands in its own. Never a simulated clock: the service refuses a date 15 minutes off.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
