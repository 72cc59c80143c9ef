using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Reads what a person wants listed, in English and German words. Pure.</summary>
internal static partial class ListWords
{
    /// <summary>What is longer is no list, in UTF-16 code units.</summary>
    public const int Longest = 150;

    private const int MostWords = 10;

    private static readonly (ListState State, Regex Words)[] States =
    [
        (ListState.Expiring, Expiring()),
        (ListState.InForce, InForce()),
        (ListState.Open, Open()),
        (ListState.Suspended, Suspended()),
        (ListState.Expired, Expired()),
        (ListState.Closed, Closed()),
        (ListState.Revoked, Revoked()),
        (ListState.Rejected, Rejected()),
        (ListState.Withdrawn, Withdrawn()),
        (ListState.Lapsed, Lapsed()),
        (ListState.Renewed, Renewed()),
        (ListState.Ended, Ended()),
    ];

    private static readonly (RiskLabel Risk, Regex Words)[] Risks =
    [
        (RiskLabel.Low, Low()), (RiskLabel.Medium, Medium()), (RiskLabel.High, High()), (RiskLabel.Critical, Critical()),
    ];

    /// <summary>Whether a text begins like a command that lists or finds.</summary>
    public static bool IsCommand(string word) => word is "list" or "liste" or "find" or "suche";

    /// <summary>Whether a text that begins like one is one, and no sentence that is meant for a request or asks for one.</summary>
    public static bool IsList(string text) =>
        text.Length <= Longest && !text.Contains('\n', StringComparison.Ordinal)
        && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: <= MostWords } words
        && !(words is [var word, var next, ..] && word.StartsWith("find", StringComparison.OrdinalIgnoreCase)
            && next.Equals("out", StringComparison.OrdinalIgnoreCase))
        && (words[0].StartsWith("list", StringComparison.OrdinalIgnoreCase) || !RequestWords.AsksForOne(text));

    /// <summary>Reads a command that lists or finds.</summary>
    /// <param name="text">The whole of it: <c>list in force</c>, <c>find build</c>; of one line.</param>
    public static ListQuery Read(string text, PolicyCatalog catalog)
    {
        var (command, rest) = text.Split(' ', 2, StringSplitOptions.TrimEntries) is [var first, var others]
            ? (first.ToLowerInvariant(), others) : (text.ToLowerInvariant(), "");
        return command is "find" or "suche"
            && WordsOf(For().Replace(rest, "")) is var words
            ? new ListQuery { Text = text, Ended = true, Words = words, IsEmptySearch = words.Count == 0 }
            : ReadFilters(text, rest, catalog);
    }

    /// <summary>Reads a question for a list; null where it has words that filter nothing.</summary>
    /// <param name="question">The question: <c>which exceptions end soon?</c></param>
    public static ListQuery? ReadQuestion(string question, PolicyCatalog catalog) =>
        question.Length <= Longest && Asked().IsMatch(question)
        && ReadFilters("list " + question, question, catalog) is { Words: [] } query ? query : null;

    private static ListQuery ReadFilters(string text, string rest, PolicyCatalog catalog)
    {
        bool Take(Regex words)
        {
            var before = rest;
            rest = words.Replace(rest, " ");
            return before.Length != rest.Length || before != rest;
        }

        // Policies first: their names may have any word.
        var policies = PolicyWords.Find(rest, catalog);
        rest = policies.Count > 0 ? PolicyWords.Without(rest, catalog) : rest;
        ListState[] states = [.. States.Where(one => Take(one.Words)).Select(one => one.State)];
        RiskLabel[] risks = [.. Risks.Where(one => Take(one.Words)).Select(one => one.Risk)];
        var (confidential, mine, all) = (Take(Confidential()), Take(Mine()), Take(All()));
        return new ListQuery
        {
            Text = text,
            States = states,
            Risks = risks,
            Policies = policies,
            Confidential = confidential,
            Mine = mine,
            Ended = all,
            Words = WordsOf(Filler().Replace(rest, " ")),
        };
    }

    private static IReadOnlyList<string> WordsOf(string text) =>
        [.. ListingKey.WordsIn(Domain().Replace(text, " ")).Where(word => word != "px").Distinct()];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:for|nach)\s+", Options)]
    private static partial Regex For();

    // The name before it leads to a person; the rest is the same for all.
    [GeneratedRegex(@"@[\w.-]+", Options)]
    private static partial Regex Domain();

    [GeneratedRegex(
        @"^(?:(?:show|list|give|zeige?|liste)\s+(?:me\s+|mir\s+)?)?(?:which|what|welche|all|every|alle)\b.{0,40}\b" +
        @"(?:exceptions|exemptions|waivers|ausnahmen)\b", Options)]
    private static partial Regex Asked();

    [GeneratedRegex(
        @"\b(?:expiring|ending|(?:about to )?(?:expire|end|run out)s?(?: soon| next)|(?:about to )(?:expire|end|run out)|running out|" +
        @"(?:läuft|laufen)(?: (?:bald|demnächst))? (?:aus|ab)|auslaufende?\w*|ablaufende?\w*|(?:endet|enden) (?:bald|demnächst))" +
        @"(?: soon| bald)?\b", Options)]
    private static partial Regex Expiring();

    [GeneratedRegex(@"\b(?:in force|active|running|approved|in kraft|aktive?\w{0,2}|laufende?\w?|gültige?\w?|genehmigte?\w?)\b", Options)]
    private static partial Regex InForce();

    [GeneratedRegex(
        @"\b(?:open|pending|waiting|undecided|(?:in|under) review|submitted|offene?\w?|wartende?\w?|in prüfung|unentschiedene?\w?)\b",
        Options)]
    private static partial Regex Open();

    [GeneratedRegex(@"\b(?:suspended|ausgesetzte?\w?)\b", Options)]
    private static partial Regex Suspended();

    [GeneratedRegex(@"\b(?:expired|abgelaufene?\w?)\b", Options)]
    private static partial Regex Expired();

    [GeneratedRegex(@"\b(?:closed|geschlossene?\w?)\b", Options)]
    private static partial Regex Closed();

    [GeneratedRegex(@"\b(?:revoked|widerrufene?\w?)\b", Options)]
    private static partial Regex Revoked();

    [GeneratedRegex(@"\b(?:rejected|abgelehnte?\w?)\b", Options)]
    private static partial Regex Rejected();

    [GeneratedRegex(@"\b(?:withdrawn|zurückgezogene?\w?)\b", Options)]
    private static partial Regex Withdrawn();

    [GeneratedRegex(@"\b(?:lapsed|verfallene?\w?)\b", Options)]
    private static partial Regex Lapsed();

    [GeneratedRegex(@"\b(?:renewed|verlängerte?\w?)\b", Options)]
    private static partial Regex Renewed();

    [GeneratedRegex(@"\b(?:ended|beendete?\w?)\b", Options)]
    private static partial Regex Ended();

    [GeneratedRegex(@"\b(?:low|niedrige?\w?|geringe?\w?)(?:[ -]?(?:risk|risiko))?\b", Options)]
    private static partial Regex Low();

    [GeneratedRegex(@"\b(?:medium|mittel|mittlere?\w?)(?:[ -]?(?:risk|risiko))?\b", Options)]
    private static partial Regex Medium();

    [GeneratedRegex(@"\b(?:high|hohe?\w?|hoch)(?:[ -]?(?:risk|risiko))?\b", Options)]
    private static partial Regex High();

    [GeneratedRegex(@"\b(?:critical|kritische?\w?)(?:[ -]?(?:risk|risiko))?\b", Options)]
    private static partial Regex Critical();

    [GeneratedRegex(@"\b(?:confidential|vertrauliche?\w?)\b", Options)]
    private static partial Regex Confidential();

    [GeneratedRegex(@"\b(?:mine|my|meine?\w?)\b", Options)]
    private static partial Regex Mine();

    [GeneratedRegex(@"\b(?:all|every|everything|alle[ns]?)\b", Options)]
    private static partial Regex All();

    [GeneratedRegex(
        @"\b(?:exceptions?|exemptions?|waivers?|requests?|ausnahmen?|anträge|antrag|show|list|give|zeige?|liste|me|mir|which|what|welche|" +
        @"are|is|there|exist|have|we|do|gibt|es|haben|wir|sind|ist|now|today|currently|gerade|aktuell|the|our|of|for|to|from|under|on|" +
        @"with|and|or|by|that|will|going|die|der|das|den|dem|unsere?\w?|von|vom|für|zu|zur|zum|bei|mit|und|oder|auf|risk|risiko)\b",
        Options)]
    private static partial Regex Filler();
}
