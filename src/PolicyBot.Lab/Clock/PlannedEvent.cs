namespace PolicyBot.Lab.Clock;

/// <summary>Something that the hour brings about.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Person">Whose it is: an address, or several with commas between them; empty for none.</param>
/// <param name="Words">What it is.</param>
public sealed record PlannedEvent(DateTimeOffset At, string Person, string Words);
