using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Takes reports of mail that did not arrive: the address counts as unreachable for a while, and administrators are told once.
/// </summary>
public sealed class MailReports(MailAccounts accounts, AdministratorNotices administrators, IEnumerable<IInboundMail> readers)
{
    /// <summary>Takes one. It may come again: administrators are told of a message once.</summary>
    /// <param name="message">A message as it came (RFC 5322).</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ReportTaken> TakeAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (readers.FirstOrDefault()?.ReadReport(message) is not { } failed)
        {
            return ReportTaken.NoReport;
        }

        var all = ReportTaken.Taken;
        foreach (var (address, envelope, code) in failed)
        {
            if (!await accounts.IsNewsAsync(address, envelope, cancellationToken))
            {
                continue;
            }

            // Told first: once the address is known to be dead, a report that comes again is no news.
            if (await administrators.TellOnceAsync(
                $"mail|{envelope}",
                () => (Words.MailFailedHeading, Words.MailFailed.With(address, code, MailAccounts.DeadFor.Days)),
                cancellationToken))
            {
                await accounts.FailAsync(address, code, cancellationToken);
            }
            else
            {
                all = ReportTaken.Again;
            }
        }

        return all;
    }
}

/// <summary>What became of a report of mail that did not arrive.</summary>
public enum ReportTaken
{
    /// <summary>It is taken.</summary>
    Taken,

    /// <summary>It is no such report, or mail is off.</summary>
    NoReport,

    /// <summary>Administrators can't be told just now: it is to be sent again.</summary>
    Again,
}
