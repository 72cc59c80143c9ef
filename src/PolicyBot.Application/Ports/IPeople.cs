using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>The accounts that are known, whose they are, and how to write to them.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IPeople
{
    /// <summary>Reads one account.</summary>
    /// <returns>Null when it was never met.</returns>
    Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken);

    /// <summary>Writes one account, and lists it under its person when it has one.</summary>
    Task WriteAsync(KnownAccount account, CancellationToken cancellationToken);

    /// <summary>
    /// Changes <see cref="KnownAccount.LastApprovals"/> of one account and nothing else, also while others write to it. What
    /// <see cref="OfAsync"/> lists may have the one before until the account is written again.
    /// </summary>
    /// <param name="account">The account; one that was never met, or is not this person's any more, stays as it is.</param>
    /// <param name="person">Whose approvals they are.</param>
    /// <param name="change">Makes what is kept of what was; may be called again.</param>
    Task ChangeApprovalsAsync(ChannelAccount account, PersonId person, Func<string, string> change, CancellationToken cancellationToken);

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

    /// <summary>What was claimed has happened and can't be claimed again.</summary>
    Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken);

    /// <summary>Releases a claim, because its action did not happen.</summary>
    /// <returns>Whether it was claimed, or had happened; false also when an earlier try released it and its answer was lost.</returns>
    Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken);
}
