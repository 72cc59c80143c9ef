using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Host.Catalog;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Lets a new catalog be felt where a review is open: what waits for members of its groups, old and new, is reconciled, person by person.
/// </summary>
internal sealed partial class GroupWatch(ServedCatalog served, ICatalog catalog, WaitingReviews waiting, ILogger<GroupWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = served.IsNewVersion ? null : catalog.Current; // a version that another host took up is felt already
        using var timer = new PeriodicTimer(Every); // by this machine's clock
        do
        {
            var current = catalog.Current;
            if (current.Hash == before?.Hash)
            {
                continue;
            }

            try
            {
                foreach (var person in PeopleOf(current).Union(before is null ? [] : PeopleOf(before)))
                {
                    await waiting.WakeAsync(person, stoppingToken);
                }

                before = current;
            }
            catch (StoreUnavailableException)
            {
                // the next tick does it
            }
#pragma warning disable CA1031 // What is not woken now is looked at within a day.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                before = current;
                Failed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static IEnumerable<PersonId> PeopleOf(PolicyCatalog catalog) =>
        catalog.Groups.SelectMany(group => group.Members).Concat(catalog.People.Select(entry => entry.Manager).OfType<PersonId>()).Distinct();

    [LoggerMessage(EventId = 333, Level = LogLevel.Error,
        Message = "Waking what waits for the groups of the new catalog failed; it is looked at within a day.")]
    private partial void Failed(Exception fault);
}
