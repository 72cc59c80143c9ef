using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Finds the policies that a text is about where it names none: by the stems of the words in their names ("patch exemption", "vom Patchen",
/// "work from Spain"). Pure. A guess: only for texts that ask for an exception or about a policy.
/// </summary>
internal static class PolicyStems
{
    private const int ShortestWord = 4;
    private const int ShortestStem = 3;
    private const int MostShared = 3;
    private const double Fewest = 2;

    private static readonly string[] Endings = ["ings", "ing", "ungen", "ung", "ions", "ion", "ed", "es", "en", "er", "e", "s", "n"];

    private static readonly HashSet<string> Common = new(
        ("policy policies rule rules exception exceptions exemption waiver deadline deadlines limit limits date dates with " +
        "from that this " +
        "have need want for and the until before after most data time class check please can what does when who how our your they them " +
        "richtlinie regel ausnahme ausnahmen eine einen einer von vom zum zur für und die der das bis mit frist fristen").Split(' '),
        StringComparer.Ordinal);

    /// <summary>The policy that a text is most likely about; several, where it may be one as well as another; none.</summary>
    public static IReadOnlyList<Policy> Find(string text, PolicyCatalog catalog)
    {
        var said = Stems(text).ToList();
        var words = said.Where(word => word.Counts).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var pairs = Pairs(said).ToHashSet();
        var phrases = catalog.Policies.ToDictionary(policy => policy, policy => Phrases(policy).Select(phrase => Stems(phrase).ToList())
            .ToList());
        var shared = phrases.SelectMany(policy => policy.Value.SelectMany(phrase => phrase).Where(word => word.Counts)
            .Select(word => word.Stem).Distinct()).CountBy(stem => stem).ToDictionary(StringComparer.Ordinal);
        var scored = phrases.Select(policy => (Policy: policy.Key, Score: Score(policy.Value))).Where(one => one.Score >= Fewest).ToList();
        if (scored.Count == 0)
        {
            return [];
        }

        var best = scored.Max(one => one.Score);
        return [.. scored.Where(one => one.Score >= best).Select(one => one.Policy)];

        double Score(List<List<Word>> named) =>
            named.SelectMany(phrase => phrase).Where(word => word.Counts && words.Contains(word.Stem)).Select(word => word.Stem).Distinct()
                .Sum(stem => shared[stem] switch { 1 => 2.0, <= MostShared => 1.0, _ => 0.5 })
            + named.SelectMany(Pairs).Distinct().Count(pairs.Contains) * 2.0;
    }

    private static IEnumerable<string> Phrases(Policy policy) => policy.Synonyms.Append(policy.Name).Append(policy.Id);

    private static IEnumerable<Word> Stems(string text) =>
        PolicyWords.Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new Word(Stem(word), word.Length >= ShortestWord && !Common.Contains(word) && !word.All(char.IsDigit)));

    // "working from" and "work from"; one of the two must count by itself
    private static IEnumerable<(string, string)> Pairs(List<Word> words) =>
        words.Zip(words.Skip(1)).Where(pair => pair.First.Counts || pair.Second.Counts).Select(pair => (pair.First.Stem, pair.Second.Stem));

    private static string Stem(string word)
    {
        while (Array.Find(Endings, ending =>
            word.Length - ending.Length >= ShortestStem + 1 && word.EndsWith(ending, StringComparison.Ordinal)) is { } ending)
        {
            word = word[..^ending.Length];
        }

        return word;
    }

    private readonly record struct Word(string Stem, bool Counts);
}
