using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Tells administrators of accounts that came up under an address of another human, with the command that links them, or that fit several
/// entries of the catalog; and of what an administrator has judged, whom the two hear too.
/// </summary>
public sealed class IdentityNotices(
    AdministratorNotices administrators, IPeople people, KnownAddresses known, ICatalog catalog, TimeProvider time)
{
    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(12); // hosts that were down meanwhile tell it too

    private static readonly TimeSpan OneWord = TimeSpan.FromMinutes(1); // it may be kept in the rows of both, one after the other

    private readonly HashSet<IdentityVerdict> _told = [];
    private readonly HashSet<ContradictoryAccount> _toldContradictory = [];

    /// <summary>Tells what is new.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - ToldFor;
        foreach (var (address, row) in known.Rows)
        {
            foreach (var verdict in row.Verdicts.Where(verdict => verdict.At > since && !_told.Contains(verdict)))
            {
                if (await TellAsync(address, verdict, cancellationToken))
                {
                    _told.Add(verdict);
                }
            }
        }

        var contradictory = known.Contradictory.ToList();
        _toldContradictory.IntersectWith(contradictory);
        foreach (var account in contradictory.Where(account => !_toldContradictory.Contains(account)))
        {
            if (await administrators.TellAsync(
                $"contradictory|{account.Account.Key}",
                () => (Words.ToldContradictoryHeading, Words.ToldContradictory.With(account.Name, account.Account.Key, account.Entries)),
                cancellationToken))
            {
                _toldContradictory.Add(account);
            }
        }
    }

    private async Task<bool> TellAsync(PersonId address, IdentityVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.By.Length == 0)
        {
            return await administrators.TellAsync(
                $"{(verdict.IsSame ? "joined" : "apart")}|{address}|{verdict.With}",
                () => verdict.IsSame
                    ? (Words.ToldJudgedHeading, Words.ToldJoined.With(address, verdict.With, verdict.Because))
                    : (Words.ToldApartHeading, Words.ToldApart.With(address, verdict.With, verdict.Because)),
                cancellationToken);
        }

        if (address > verdict.With && known.Rows.GetValueOrDefault(verdict.With)?.Verdicts.Any(IsTheSame) == true)
        {
            return true; // told with the row of the other one
        }

        var matter = $"judged|{address}|{verdict.With}|{verdict.At.UtcTicks}";
        var all = await administrators.TellAsync(matter, Render, cancellationToken);
        var both = new[] { address, verdict.With }.Select(catalog.Current.Directory.Resolve).Distinct();
        foreach (var person in both.Except(administrators.People))
        {
            all &= await people.OnceAsync(
                person,
                matter,
                () => administrators.SendAsync(person, Render, cancellationToken, everywhere: true),
                sent => sent,
                otherwise: true,
                cancellationToken);
        }

        return all;

        bool IsTheSame(IdentityVerdict other) => other.With == address && other.IsSame == verdict.IsSame && other.By == verdict.By
            && other.Because == verdict.Because && (other.At - verdict.At).Duration() < OneWord;

        (string Heading, string Sentence) Render() => (
            Words.ToldJudgedHeading,
            (verdict.IsSame ? Words.ToldLinked : Words.ToldUnlinked).With(address, verdict.With, verdict.By, verdict.Because));
    }
}
