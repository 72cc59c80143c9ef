using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Notifications;

/// <summary>The result of a delivery.</summary>
/// <param name="Unreached">Whom no channel can reach.</param>
/// <param name="ContinueAt">When (UTC) to go on with what was put off; null for nothing.</param>
public sealed record Delivered(IReadOnlyList<UnreachedPerson> Unreached, DateTimeOffset? ContinueAt);

/// <summary>A message that was given up.</summary>
/// <param name="Key">The message.</param>
/// <param name="Code">The last channel's error code.</param>
/// <param name="IsUnreachable">Whether no channel can reach its person; else the message itself can't be sent.</param>
/// <param name="Refused">Where it stands and is not redrawn any more: what administrators are told once; empty for other messages.</param>
public sealed record UnreachedPerson(OutboxKey Key, string Code, bool IsUnreachable = true, string Refused = "");
