using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>The accounts that are known, whose they are, and how to write to them.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IPeople
{
    /// <summary>Reads one account.</summary>
    /// <returns>Null when it was never met.</returns>
    Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>
    /// Changes one account as it stands, and lists it under its person when it has one. What others write at the same time is not lost.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="change">
    /// Makes what is kept of what stands, which is null for one that was never met; null: it stays as it is. May be called again.
    /// </param>
    Task ChangeAsync(ChannelAccount account, Func<KnownAccount?, KnownAccount?> change, CancellationToken cancellationToken);

    /// <summary>All accounts of a person, in no order.</summary>
    Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>
    /// How long a claim holds that is neither confirmed nor released: its host has died. Longer than a channel's call takes. So much
    /// shorter than <c>DueWorkProcessor.Reach</c> that the host which takes over finds it run out, however late in its reconcile the dead
    /// host made it.
    /// </summary>
    static readonly TimeSpan ClaimHolds = TimeSpan.FromSeconds(75);

    /// <summary>
    /// Claims something that is to happen once (a reminder of one person and day). <see cref="ConfirmAsync"/> follows, or
    /// <see cref="ReleaseAsync"/>.
    /// </summary>
    /// <returns>False when it has happened, or another host holds the claim.</returns>
    Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken);

    /// <summary>Whether what was claimed has happened; false also while a claim of it is held.</summary>
    Task<bool> HasHappenedAsync(PersonId person, string what, CancellationToken cancellationToken);

    /// <summary>What was claimed has happened and can't be claimed again.</summary>
    Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken);

    /// <summary>Releases a claim, because its action did not happen.</summary>
    /// <returns>Whether it was claimed, or had happened; false also when an earlier try released it and its answer was lost.</returns>
    Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken);
}
