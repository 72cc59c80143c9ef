namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Common words of choices in the other language: a catalog has its choices in one, and people answer in theirs. Each line is the same in
/// English and German, and a choice that is one of its words is named by all of them.
/// </summary>
internal static class ChoiceWords
{
    private const int ShortestBeginning = 4;

    private static readonly string[][] Lines =
    [
        ["human", "person", "mensch", "menschlich"],
        ["user", "nutzer", "benutzer", "anwender"],
        ["service", "dienst", "technisch"],
        ["vendor", "supplier", "lieferant", "hersteller", "dienstleister", "anbieter"],
        ["customer", "kunde", "kunden"],
        ["employee", "staff", "mitarbeiter", "mitarbeiterin"],
        ["internal", "intern"],
        ["external", "extern"],
        ["public", "öffentlich"],
        ["confidential", "vertraulich"],
        ["secret", "geheim"],
        ["special", "besondere"],
        ["isolated", "isoliert", "abgeschottet"],
        ["low", "niedrig", "gering"],
        ["medium", "mittel", "mittlere"],
        ["high", "hoch", "hohe"],
        ["critical", "kritisch"],
        ["workstation", "arbeitsplatz", "arbeitsplatzrechner"],
        ["domain", "domäne"],
        ["temporary", "befristet", "vorübergehend"],
        ["none", "keine", "keiner", "keins", "kein"],
        ["other", "andere", "anderes", "sonstige", "sonstiges"],
        ["longer", "länger"],
        ["earlier", "früher"],
        ["trust", "vertrauen", "vertrauensstellung"],
        ["clauses", "klauseln", "standardvertragsklauseln"],
        ["adequacy", "angemessenheit", "angemessenheitsbeschluss"],
    ];

    private static readonly Dictionary<string, string[]> Known = Lines
        .SelectMany(line => line.Select(word => (Word: $" {word} ", Others: line.Where(other => other != word))))
        .ToDictionary(pair => pair.Word, pair => pair.Others.Select(other => $" {other} ").ToArray(), StringComparer.Ordinal);

    /// <summary>What else a choice of one word is called; none where it is no common one.</summary>
    /// <param name="plain">The choice as <see cref="PolicyWords.Plain"/> gives it.</param>
    public static IEnumerable<string> Of(string plain) => Known.GetValueOrDefault(plain) ?? [];

    /// <summary>Those with the longest name that a word begins with: "Dienstleister" is a vendor and no service.</summary>
    /// <param name="word">The word, in lower case.</param>
    /// <param name="choices">The choices.</param>
    /// <param name="namesOf">Their names, as <see cref="PolicyWords.Plain"/> gives them.</param>
    public static IEnumerable<T> Longest<T>(string word, IReadOnlyList<T> choices, Func<T, IEnumerable<string>> namesOf)
    {
        var begun = choices
            .Select(choice => (Choice: choice, Length: namesOf(choice).Select(name => name.Trim())
                .Where(name => name.Length >= ShortestBeginning && word.StartsWith(name, StringComparison.Ordinal))
                .Select(name => name.Length).DefaultIfEmpty(0).Max()))
            .Where(one => one.Length > 0).ToList();
        return begun.Where(one => one.Length == begun.Max(other => other.Length)).Select(one => one.Choice);
    }
}
