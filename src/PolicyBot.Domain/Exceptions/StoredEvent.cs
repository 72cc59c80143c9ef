namespace PolicyBot.Domain.Exceptions;

/// <summary>An event as it is stored.</summary>
/// <param name="Sequence">Its place in the stream.</param>
/// <param name="Json">Its canonical JSON, unread: what the hash is over.</param>
/// <param name="Hash">The hash stored beside it.</param>
/// <param name="CommitId">The batch that stored it.</param>
public sealed record StoredEvent(long Sequence, string Json, string Hash, string CommitId);
