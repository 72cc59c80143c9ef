using PolicyBot.Application.People;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Doors;

/// <summary>Says which person comes through a door with a token of their directory.</summary>
public sealed class DoorPeople(IPersonTokens tokens, Identification identification)
{
    /// <summary>Finds the person, whose account must be known from chat: a token alone makes no person known.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header.</param>
    /// <returns>Null: it proves no person.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Identified?> FindAsync(string authorization, CancellationToken cancellationToken) =>
        await tokens.FindAsync(authorization, cancellationToken) switch
        {
            { Account: { } account } => await identification.OfKnownAsync(account, cancellationToken),
            { IsUnsure: true } => new Identified.NotServed(NotServedBecause.DirectoryUnavailable),
            _ => null,
        };
}
