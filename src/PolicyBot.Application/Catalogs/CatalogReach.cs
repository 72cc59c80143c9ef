using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>
/// Asks the channels whether they can reach the people of a catalog. The catalog's text alone does not show it.
/// </summary>
public sealed class CatalogReach(Reachability reachability)
{
    /// <summary>Lists where each person of a catalog can be reached and where not, and which stages have no reachable approver.</summary>
    /// <param name="fileName">How the file is called in warnings; nothing is opened.</param>
    /// <param name="catalog">The catalog, which has to be the one that serves.</param>
    public async Task<ReachReport> OfAsync(string fileName, PolicyCatalog catalog, CancellationToken cancellationToken)
    {
        var approvers = catalog.Groups.SelectMany(group => group.Members)
            .Concat(catalog.People.Select(entry => entry.Manager).OfType<PersonId>());
        var told = catalog.Policies.Select(policy => policy.Owner).Concat(catalog.Roles.Administrators);
        var found = await Task.WhenAll(
            approvers.Concat(told)
                .Distinct()
                .Select(async person => (Person: person, Reach: await reachability.ReachEverywhereAsync(person, cancellationToken))));
        var nowhere = found.Where(one => one.Reach is { Accounts.Count: 0, IsUnsure: false }).Select(one => one.Person).ToHashSet();

        var notes = new CatalogNotes(fileName, YamlValue.Read(catalog.Text));
        foreach (var (index, rule) in catalog.Rules.Index())
        {
            foreach (var (number, stage) in rule.Stages.Index())
            {
                if (catalog.Group(stage.Group ?? "") is { } group && group.Members.All(nowhere.Contains))
                {
                    notes.Warn(
                        "unreachable-stage",
                        CatalogWords.ReachStage.With(group.Id, number + 1, rule.Id, group.Fallback ?? CatalogWords.ReachNoFallback),
                        "rules",
                        index,
                        "stages",
                        number);
                }

                if (SharedChannel.Parse(stage.Channel) is { } place && reachability.ChannelOf(place.Channel) is null)
                {
                    notes.Warn("channel-off", CatalogWords.ReachChannelOff.With(place.Channel), "rules", index, "stages", number);
                }
            }
        }

        return new ReachReport(
            [.. found.Select(one => Line(one.Person, one.Reach, catalog))],
                [.. found.Where(one => nowhere.Contains(one.Person)).Select(one => Line(one.Person, one.Reach, catalog))], notes.Warnings);
    }

    private static string Line(PersonId person, Reach reach, PolicyCatalog catalog)
    {
        var also = catalog.Directory.IdentitiesOf(person).Concat(catalog.Person(person)?.Addresses ?? [])
            .Where(identity => identity != person).Distinct().Order().ToList();
        var here = string.Join(", ", reach.Accounts.Select(account => account.Account.Channel).Distinct());
        var not = string.Join(", ", reach.WhyNot.Select(one => $"{one.Channel} ({one.Code})"));
        var line =
            (reach.Accounts.Count > 0 ? CatalogWords.ReachHere : reach.IsUnsure ? CatalogWords.ReachUnsure : CatalogWords.ReachNowhere)
            .With(also.Count > 0 ? CatalogWords.ReachAlso.With(person, string.Join(", ", also)) : person, here);
        line = not.Length > 0 ? CatalogWords.ReachNot.With(line, not) : line;
        return catalog.Person(person)?.Prefers is { } wish && reach.Accounts is [var first, ..] && first.Account.Channel != wish
            ? CatalogWords.ReachPrefers.With(line, wish)
            : line;
    }
}

/// <summary>Where the people of a catalog can be written to.</summary>
/// <param name="Lines">All people of the catalog, a line each.</param>
/// <param name="Nowhere">Those whom no channel reaches, a line each.</param>
/// <param name="Warnings">Stages in which no approver can be reached, and shared channels whose chat channel is switched off; in the order
/// of the file.</param>
public sealed record ReachReport(IReadOnlyList<string> Lines, IReadOnlyList<string> Nowhere, IReadOnlyList<CatalogFault> Warnings);
