using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Takes reports of mail that did not arrive: the address counts as unreachable for a while, and administrators are told once.
/// </summary>
public sealed class MailReports(MailAccounts accounts, AdministratorNotices administrators, IEnumerable<IInboundMail> readers)
{
    /// <summary>Takes one.</summary>
    /// <param name="message">A message as it came (RFC 5322).</param>
    /// <returns>False: it is no such report, or mail is off.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> TakeAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (readers.FirstOrDefault()?.ReadReport(message) is not { } failed)
        {
            return false;
        }

        foreach (var (address, envelope, code) in failed)
        {
            if (await accounts.FailAsync(address, envelope, code, cancellationToken))
            {
                await administrators.TellOnceAsync(
                    $"mail|{envelope}",
                    () => (Words.MailFailedHeading, Words.MailFailed.With(address, code, MailAccounts.DeadFor.Days)),
                    cancellationToken);
            }
        }

        return true;
    }
}
