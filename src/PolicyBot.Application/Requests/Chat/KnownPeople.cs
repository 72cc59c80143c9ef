using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Finds the people whom a name means: those whom the catalog names, by what they are called or by their address. Pure.</summary>
internal static class KnownPeople
{
    private const int MostWords = 3;

    /// <summary>Finds them.</summary>
    /// <param name="said">A first name, a last name or both: "hana", "Hana Weber".</param>
    /// <returns>None, where no person is called so.</returns>
    public static IReadOnlyList<PersonId> Find(PolicyCatalog catalog, string said)
    {
        string[] words = PolicyWords.Plain(said).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 0 or > MostWords ? []
            : [.. All(catalog).Select(catalog.Directory.Resolve).Distinct().Where(person => IsCalled(catalog, person, words))];
    }

    private static bool IsCalled(PolicyCatalog catalog, PersonId person, string[] words)
    {
        var names = catalog.Directory.RowsOf(person).SelectMany(row => Words(row.Name)).ToHashSet(StringComparer.Ordinal);
        names.UnionWith(Words(person.Address.Split('@')[0]));
        return words.All(names.Contains);
    }

    private static string[] Words(string name) => PolicyWords.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<PersonId> All(PolicyCatalog catalog) =>
    [
        .. catalog.People.Select(person => person.Email),
        .. catalog.Groups.SelectMany(group => group.Members),
        .. catalog.Areas.Select(area => area.Owner),
        .. catalog.Policies.Select(policy => policy.Owner),
    ];
}
