namespace PolicyBot.Domain.Policies;

/// <summary>The hours of a review, counted from the moment a stage opens.</summary>
/// <param name="RemindAfter">After how many hours its people are reminded.</param>
/// <param name="EscalateAfter">After how many hours others join them.</param>
/// <param name="EscalateTo">The id of the group that joins; null: none does.</param>
public sealed record ReviewHours(int RemindAfter, int EscalateAfter, string? EscalateTo);
