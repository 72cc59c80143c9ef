using PolicyBot.Application.People;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>Tells administrators of accounts that came up under an address of another human, with the command that links them.</summary>
public sealed class IdentityNotices(AdministratorNotices administrators, KnownAddresses known, TimeProvider time)
{
    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(12); // hosts that were down meanwhile tell it too

    private readonly HashSet<IdentityVerdict> _told = [];

    /// <summary>Tells what is new.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - ToldFor;
        foreach (var row in known.Rows.Values)
        {
            foreach (var verdict in row.Verdicts.Where(verdict => IsTold(verdict) && verdict.At > since && !_told.Contains(verdict)))
            {
                var sentence = Words.ToldApart.With(row.Address, verdict.With, verdict.Because);
                if (await administrators.TellAsync($"apart|{row.Address}|{verdict.With}", Words.ToldApartHeading, sentence, cancellationToken))
                {
                    _told.Add(verdict);
                }
            }
        }
    }

    private static bool IsTold(IdentityVerdict verdict) => verdict is { IsSame: false, By.Length: 0 };
}
