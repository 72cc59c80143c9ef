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

    /// <summary>Since when it is there again; <c>default</c> where it never was away.</summary>
    public DateTimeOffset BackSince { get; set; }

    /// <summary>It was met while it showed an address that another account of the same human showed too.</summary>
    public bool IsLinked { get; set; }

    /// <summary>The addresses that it showed when it was served for the first time.</summary>
    public IReadOnlyList<PersonId> FirstShown { get; private set; } = [];

    /// <summary>Writes to the bot.</summary>
    /// <returns>As whom it is known; or why it is not served.</returns>
    public async Task<(Actor? Person, NotServedBecause? Why)> AppearAsync(Identification door)
    {
        HasAppeared = true;
        var identified = await door.OfAsync(
            new KnownAccount { Account = Account, Name = $"Human {Human}", Conversation = "c", ServiceUrl = "s" }, default);
        FirstShown = identified is Identified.Known && FirstShown.Count == 0 ? [.. Addresses] : FirstShown;
        return ((identified as Identified.Known)?.Actor, (identified as Identified.NotServed)?.Why);
    }

    public override string ToString() => $"human {Human} ({Account.Id})";
}
