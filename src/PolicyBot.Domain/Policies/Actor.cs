namespace PolicyBot.Domain.Policies;

/// <summary>One account of one person in one channel, proven by that channel.</summary>
/// <param name="Channel">The channel's name: <c>teams</c>, <c>slack</c>, <c>api</c>.</param>
/// <param name="Tenant">Entra tenant or Slack workspace, opaque.</param>
/// <param name="Id">Entra object id or Slack user id, opaque.</param>
public sealed record ChannelAccount(string Channel, string Tenant, string Id)
{
    /// <summary>One text for one account, fit for a table's key.</summary>
    public string Key => $"{Channel}|{Tenant}|{Id}";
}

/// <summary>Who did something: the person, and the account that proved it at that moment.</summary>
/// <param name="Person">The person that the rules compare; empty for PolicyBot itself.</param>
/// <param name="Name">The name that the channel showed, for people to read. Proves nothing.</param>
/// <param name="Channel">The channel it came through; <c>policybot</c> for what time or PolicyBot brought about.</param>
/// <param name="Account">The channel's account (<see cref="ChannelAccount.Key"/>); empty for PolicyBot itself.</param>
public sealed record Actor(PersonId Person, string Name, string Channel, string Account)
{
    /// <summary>PolicyBot itself: the passing of time, an assessment, a routing.</summary>
    public static Actor PolicyBot { get; } = new(default, "PolicyBot", "policybot", "");
}
