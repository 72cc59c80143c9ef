using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Tells auditors in chat what the hash of a new checkpoint is, so that a witness exists outside the store; and auditors and administrators
/// what does not fit earlier ones.
/// </summary>
public sealed class CheckpointNotices(AdministratorNotices administrators, IPeople people, ICatalog catalog)
{
    private const int MostNamed = 20;

    /// <summary>More are one matter: when a whole store is gone, that need not be remembered for each exception.</summary>
    private const int MostApart = 200;

    /// <summary>Tells each auditor once of a checkpoint.</summary>
    /// <returns>False when a person's channels take nothing just now: they are to be told again.</returns>
    public async Task<bool> TellAsync(LastCheckpoint made, CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var person in catalog.Current.Roles.Auditors)
        {
            all &= await people.OnceAsync(
                person,
                $"told|checkpoint|{made.Day}",
                () => administrators.SendAsync(
                    person,
                    () => (Words.ToldCheckpointHeading.With(made.Day), Words.ToldCheckpoint.With(made.Streams, made.Hash)),
                    cancellationToken),
                sent => sent,
                otherwise: true,
                cancellationToken);
        }

        return all;
    }

    /// <summary>Tells auditors and administrators what does not fit, each thing once, on whichever day it was found first.</summary>
    /// <returns>As <see cref="TellAsync"/>.</returns>
    public async Task<bool> TellFaultsAsync(MadeCheckpoint made, CancellationToken cancellationToken)
    {
        (string Claim, IReadOnlyList<EvidenceFault> Faults)[] matters = made.Faults.Count <= MostApart
            ? [.. made.Faults.Distinct().Select(fault => (ClaimOf([fault]), (IReadOnlyList<EvidenceFault>)[fault]))]
            : [(ClaimOf(made.Faults), made.Faults)];
        var all = true;
        foreach (var person in catalog.Current.Roles.Auditors.Union(administrators.People))
        {
            var untold = new List<(string Claim, IReadOnlyList<EvidenceFault> Faults)>();
            foreach (var matter in matters)
            {
                if (await people.TryClaimAsync(person, matter.Claim, cancellationToken))
                {
                    untold.Add(matter);
                }
            }

            if (untold.Count == 0)
            {
                continue;
            }

            var isTold = await administrators.SendAsync(
                person, () => Render([.. untold.SelectMany(matter => matter.Faults)]), cancellationToken);
            foreach (var (claim, _) in untold)
            {
                await (isTold
                    ? people.ConfirmAsync(person, claim, cancellationToken)
                    : (Task)people.ReleaseAsync(person, claim, cancellationToken));
            }

            all &= isTold;
        }

        return all;
    }

    private static string ClaimOf(IEnumerable<EvidenceFault> faults) =>
        $"told|checkpoint-fault|{EvidenceHash.Of(string.Join('\n', faults.Select(fault => fault.ToString())))}";

    private static (string Heading, string Sentence) Render(IReadOnlyCollection<EvidenceFault> faults) => (
        Words.ToldCheckpointFaultsHeading,
        Words.ToldCheckpointFaults.With(
            faults.Count, string.Join(", ", faults.Select(fault => fault.Where).Distinct().Take(MostNamed))));
}
