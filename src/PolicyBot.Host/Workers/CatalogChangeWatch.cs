using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Host.Catalog;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Lets a new catalog be felt: what waits for members of its groups, old and new, is reconciled, person by person, and all that is about
/// those who were one person by an entry that is gone; and the log names what is under review or in force under a policy that is gone.
/// </summary>
internal sealed partial class CatalogChangeWatch(
    ServedCatalog served,
    ICatalog catalog,
    IEventStore store,
    IIndex index,
    WaitingReviews waiting,
    ReachabilityRestored again,
    ILogger<CatalogChangeWatch> logger)
    : BackgroundService
{
    private const int MostNamed = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every); // by this machine's clock
        do
        {
            // A version that another host took up is felt there. There may be several between two looks, the last being the first again.
            var (current, replaced) = (catalog.Current, served.Replaced);
            if (replaced.Count == 0 || replaced[^1].Hash == current.Hash)
            {
                continue; // the second: it was kept, and serves in a moment
            }

            try
            {
                await FeelAsync(replaced, current, stoppingToken);
                served.Forget(replaced.Count);
            }
            catch (StoreUnavailableException)
            {
                // the next tick does it
            }
#pragma warning disable CA1031 // What is not woken now is looked at within a day.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                served.Forget(replaced.Count);
                Failed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FeelAsync(IReadOnlyList<PolicyCatalog> replaced, PolicyCatalog current, CancellationToken cancellationToken)
    {
        var open = new HashSet<ExceptionId>();
        var before = replaced.SelectMany(PeopleOf).Select(current.Directory.FindHolder);
        foreach (var person in PeopleOf(current).Union(before))
        {
            open.UnionWith(await waiting.WakeAsync(person, cancellationToken));
        }

        foreach (var identities in replaced.SelectMany(version => current.Directory.FindParted(version.People)))
        {
            await Task.WhenAll(identities.Select(identity => again.LookAsync(identity, cancellationToken)));
        }

        var policies = replaced.SelectMany(version => version.Policies).Select(policy => policy.Id);
        foreach (var gone in policies.Distinct(StringComparer.OrdinalIgnoreCase).Where(id => current.Policy(id) is null))
        {
            await WarnAsync(gone, open, cancellationToken);
        }
    }

    private async Task WarnAsync(string policy, HashSet<ExceptionId> open, CancellationToken cancellationToken)
    {
        var found = (await index.FindAsync(IndexHeading.ActiveUnder(policy), MostNamed, cancellationToken)).ToHashSet();
        foreach (var id in open)
        {
            if ((await store.ReadHeadAsync(id, cancellationToken))?.State.Content is { } content
                && content.PolicyId.Equals(policy, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(id);
            }
        }

        if (found.Count > 0)
        {
            PolicyGone(policy, string.Join(", ", found.Order().Take(MostNamed)));
        }
    }

    private static IEnumerable<PersonId> PeopleOf(PolicyCatalog catalog) =>
        catalog.Groups.SelectMany(group => group.Members)
            .Concat(catalog.People.Select(entry => entry.Manager).OfType<PersonId>())
            .Distinct();

    [LoggerMessage(EventId = 334, Level = LogLevel.Warning,
        Message = "Catalog: the policy {Policy} is gone, and these exceptions to it are under review or in force: {Exceptions}. "
            + "Its area's owner, else the administrators, are told in its owner's place.")]
    private partial void PolicyGone(string policy, string exceptions);

    [LoggerMessage(EventId = 333, Level = LogLevel.Error,
        Message = "Waking what waits for the groups of the new catalog failed; it is looked at within a day.")]
    private partial void Failed(Exception fault);
}
