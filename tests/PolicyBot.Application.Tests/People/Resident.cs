using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Tests.People;

/// <summary>One account in one channel, with the addresses that its directory shows, and the human who is behind it in truth.</summary>
internal sealed class Resident(int human, string channel, string id, List<PersonId> addresses)
{
    private readonly List<PersonId> _had = [.. addresses];

    public int Human => human;

    public ChannelAccount Account { get; } = new(channel, "tenant", id);

    public List<PersonId> Addresses { get; } = [.. addresses];

    /// <summary>Every address that it shows or showed.</summary>
    public List<PersonId> Had
    {
        get
        {
            _had.AddRange(Addresses.Except(_had).ToList());
            return _had;
        }
    }

    public bool IsActive { get; set; } = true;

    public bool HasAppeared { get; set; }

    /// <summary>It was met while it showed an address that another account of the same human showed too.</summary>
    public bool IsLinked { get; set; }

    /// <summary>Writes to the bot.</summary>
    /// <returns>As whom it is known; null: it is not told.</returns>
    public async Task<Actor?> AppearAsync(Identification door)
    {
        HasAppeared = true;
        return (await door.OfAsync(
            new KnownAccount { Account = Account, Name = $"Human {Human}", Conversation = "c", ServiceUrl = "s" }, default)
                as Identified.Known)?.Actor;
    }

    public override string ToString() => $"human {Human} ({Account.Id})";
}
