using PolicyBot.Application.Ports;

namespace PolicyBot.Application.People;

/// <summary>Changes of an account that was read a while ago: what was written to it since stays.</summary>
public static class AccountChanges
{
    /// <summary>Changes it while it is its person's; one that has moved to another human, or is gone, stays as it is.</summary>
    /// <param name="people">The accounts.</param>
    /// <param name="read">The account as it was read, and whose it was.</param>
    /// <param name="change">Makes what is kept of what stands; may be called again.</param>
    public static Task ChangeWhileTheirsAsync(
        this IPeople people, KnownAccount read, Func<KnownAccount, KnownAccount> change, CancellationToken cancellationToken) =>
        people.ChangeAsync(
            read.Account, stands => stands is null || stands.Person != read.Person ? null : change(stands), cancellationToken);

    /// <summary>Nothing can be written to it, whosever it is now.</summary>
    /// <param name="people">The accounts.</param>
    /// <param name="read">The account as it was read; one that only the catalog lists is kept as its person's.</param>
    /// <param name="code">Why: the channel's code.</param>
    public static Task MarkDeadAsync(this IPeople people, KnownAccount read, string code, CancellationToken cancellationToken) =>
        people.ChangeAsync(
            read.Account,
            stands => (stands ?? read) with
            {
                Person = stands is null || stands.Person == default ? read.Person : stands.Person,
                DeadBecause = code,
            },
            cancellationToken);
}
