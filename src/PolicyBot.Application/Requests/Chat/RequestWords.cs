using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// What a free text says about a request, by rules: English and German, in the open. Pure; what it does not find is asked for.
/// </summary>
internal static partial class RequestWords
{
    private const int FewestWordsOfAReason = 3;

    // Stems, because German bends them; also the words of a few other languages, so that the talk begins in those too.
    private static readonly string[] Wishes =
    [
        "exception", "exempt", "waiver", "ausnahme", "sondergenehmigung", "befreiung", "freistellung", "dérogation", "derogation",
            "excepción", "excepcion", "eccezione", "deroga",
        "uitzondering", "exceção", "wyjątek", "undantag", "исключен", "例外", "예외",
    ];

    private static readonly string[] Reasons =
    [
        " because ", " since ", " due to ", " so that ", " otherwise ", " as the ", " as we ", " as our ", " weil ", " da ", " denn ",
            " wegen ", " aufgrund ", " damit ", " sonst ", " parce que ", " porque ", " perché ",
    ];

    private static readonly string[] NoScopes =
    [
        "me", "us", "myself", "now", "this", "that", "it", "example", "instance", "a while", "the moment", "the time being", "mich", "uns",
            "jetzt", "eine weile", "my team", "review", "approval",
    ];

    /// <summary>Reads a text.</summary>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    public static Understood Read(string text, PolicyCatalog catalog, DateOnly today) => new(
        PolicyWords.Find(text, catalog), DateWords.InText(text, today), Owner(text), Scope(text, catalog, today),
        GivesReason(text, catalog) ? text : null, AsksForOne(text));

    /// <summary>Whether the words are there that an exception is asked for with.</summary>
    public static bool AsksForOne(string text) => Array.Exists(Wishes, wish => text.Contains(wish, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text begins a request of its own, in so many words: "I need an exception", "ich brauche eine Ausnahme".</summary>
    public static bool BeginsOne(string text) => Beginning().IsMatch(text);

    /// <summary>The address named as the owner's; null: none is.</summary>
    public static string? Owner(string text) =>
        (OwnerFirst().Match(text) is { Success: true } first ? first : OwnerLast().Match(text)) is { Success: true } found
            ? Address(found.Groups["address"].Value) : null;

    /// <summary>The first e-mail address in a text; null: there is none.</summary>
    public static string? Address(string text) =>
        EmailAddress().Match(text) is { Success: true } found && PersonId.TryParse(found.Value.TrimEnd('.', '-', '_'), out var person)
            ? person.Value : null;

    private static string? Scope(string text, PolicyCatalog catalog, DateOnly today)
    {
        var days = DateWords.Find(text, today).Where(day => day.Lead == DayLead.For).ToList();
        foreach (Match match in AfterFor().Matches(text))
        {
            var scope = match.Groups["what"].Value.Trim();
            if (days.Exists(day => day.Start <= match.Index && match.Index < day.End)
                || NoScopes.Contains(scope, StringComparer.OrdinalIgnoreCase) || PolicyWords.IsOnly(scope, catalog)
                || scope.Contains('@', StringComparison.Ordinal))
            {
                continue;
            }

            // "for svc-build from the MFA policy"
            var joint = Joint().Matches(scope).FirstOrDefault(joint => PolicyWords.IsOnly(scope[(joint.Index + joint.Length)..], catalog));
            return joint is null ? scope : scope[..joint.Index].Trim();
        }

        return null;
    }

    // A clause that is not the wish itself and says something beyond days and people.
    private static bool GivesReason(string text, PolicyCatalog catalog)
    {
        var flat =
            $" {string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} ".Replace(
                ",", " ", StringComparison.Ordinal);
        return Array.Exists(Reasons, reason => flat.Contains(reason, StringComparison.Ordinal))
            || Clauses().Split(text)
            .Any(clause =>
                !AsksForOne(clause) && PolicyWords.Find(clause, catalog).Count == 0 && Owner(clause) is null && Address(clause) is null
                && IsAReason(clause));
    }

    private static bool IsAReason(string clause)
    {
        var words = Tokenizer.Split(clause).Where(token => char.IsLetter(token.Text[0])).Select(token => token.Text).ToList();
        return words.Count >= FewestWordsOfAReason
            && !DateVocabulary.Until.Contains(words[0]) && !DateVocabulary.For.Contains(words[0]) // "…, until 15 March", "…, for two weeks"
            && words[0] is not ("please" or "bitte" or "hi" or "hello" or "hallo" or "dear" or "thanks" or "thank" or "danke" or "liebes");
    }

    [GeneratedRegex(
        @"\b(?:i|we)(?:'d like| would like| need| want| require| request| ask for| am asking for|" +
        @" are asking for)\b[^.?!\n]{0,80}\b(?:exception|exemption|waiver)|\b(?:request|ask|asking|apply|" +
        @"applying)\b[^.?!\n]{0,20}\ban? (?:new |another )?(?:exception|exemption|waiver)|\b(?:ich|" +
        @"wir)\b[^.?!\n]{0,40}\b(?:brauche|brauchen|benötige|benötigen|möchte|möchten|beantrage|" +
        @"beantragen)\b[^.?!\n]{0,60}\bausnahme|\b(?:new|another) (?:exception|exemption|waiver)\b|\b(?:neue|weitere) ausnahme",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(
        @"\b(?:owner|owned by|eigentümer|eigentümerin|eigentuemer|besitzer|besitzerin|inhaber|inhaberin|verantwortlich|" +
        @"verantwortliche|verantwortlicher)\b[^@\n.!?;]{0,40}?(?<address>[^\s<>|,;:()""']{1,64}@[^\s<>|,;:()""']{1,190})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnerFirst();

    [GeneratedRegex(
        @"(?<address>[^\s<>|,;:()""']{1,64}@[^\s<>|,;:()""']{1,190})>?\s+(?:is|will be|should be|would be|ist|wird|" +
        @"soll)\s+(?:the |its |der |die )?(?:owner|eigentümer|eigentümerin|eigentuemer|besitzer|besitzerin|inhaber|inhaberin|" +
        @"verantwortlich)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnerLast();

    [GeneratedRegex(@"[^\s<>|,;:()""'@]{1,64}@[^\s<>|,;:()""'@]{1,190}", RegexOptions.CultureInvariant)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(
        @"\b(?:for|für|fuer)\s+(?<what>[^\s,;!?\n](?:(?!\s+(?:until|till|til|through|bis|because|since|as|due|while|owner|owned|" +
        @"for|für|fuer|weil|da|denn|wegen|damit|solange|and the owner|und der)\b|\.(?:\s|$)|\s[-–—]\s|:\s)[^,;!?\n]){2,199})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AfterFor();

    [GeneratedRegex(@"\s(?:to|from|of|von|vom|zu|zur|zum)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex(@"[,;\n!?]|[.:](?=\s|$)|\s[-–—]\s", RegexOptions.CultureInvariant)]
    private static partial Regex Clauses();
}

/// <summary>What was understood of a text.</summary>
/// <param name="Policies">The policies it names: with one it is clear, with several one has to ask.</param>
/// <param name="Until">The last day; null for none.</param>
/// <param name="Owner">The owner's address; null for none.</param>
/// <param name="Scope">What exactly is concerned, in the text's own words; null for nothing.</param>
/// <param name="Reason">The text, where it gives a reason; null where not.</param>
/// <param name="AsksForOne">Whether it says that an exception is wanted.</param>
internal sealed record Understood(
    IReadOnlyList<Policy> Policies, DayReading? Until, string? Owner, string? Scope, string? Reason, bool AsksForOne);
