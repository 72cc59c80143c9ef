using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// What a free text says about a request, by rules: English and German, in the open. Pure; what it does not find is asked for.
/// </summary>
internal static partial class RequestWords
{
    // Stems, because German bends them; also the words of a few other languages, so that the talk begins in those too.
    private static readonly string[] Wishes =
    [
        "exception", "exempt", "waiver", "ausnahme", "sondergenehmigung", "befreiung", "freistellung", "dérogation", "derogation",
            "excepción", "excepcion", "eccezione", "deroga",
        "uitzondering", "exceção", "wyjątek", "undantag", "исключен", "例外", "예외",
    ];

    private static readonly string[] Misspelt = ["exception", "exemption", "ausnahme", "exceptions", "exemptions", "ausnahmen"];
    private static readonly string[] OtherWords = ["aufnahme", "aufnahmen", "extention", "execution", "excerption"];

    private static readonly string[] NoScopes =
    [
        "me", "us", "myself", "now", "this", "that", "it", "example", "instance", "a while", "a bit", "a little", "some time", "a " +
        "short time", "a moment",
        "ein bisschen", "ein wenig", "einige zeit", "kurze zeit", "eine zeit", "eine zeitlang", "the moment", "the time " +
        "being", "mich", "uns",
            "jetzt", "eine weile", "my team", "review", "approval",
    ];

    /// <summary>Reads a text.</summary>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    public static Understood Read(string text, PolicyCatalog catalog, DateOnly today)
    {
        var reason = ReasonWords.Find(text, catalog, today);
        var asked = reason is null ? text : text.Replace(reason, " ", StringComparison.Ordinal);
        var until = DateWords.InText(text, today) ?? OpenEnds.InText(asked, today);
        return new Understood(
            FindPolicies(text, asked, catalog), until, Owner(text), Scope(text, catalog, today), reason, AsksForOne(text) || Desires(text))
        {
            Assets = catalog.Assets.FindIn(text),
            IsConfidential = ConfidentialWords.AreIn(text),
        };
    }

    /// <summary>Whether the words are there that an exception is asked for with.</summary>
    public static bool AsksForOne(string text) => Array.Exists(Wishes, wish => text.Contains(wish, StringComparison.OrdinalIgnoreCase))
        || Tokenizer.Split(text).Any(token => IsMisspelt(token.Text));

    /// <summary>Whether a text begins with what a person wants: "I want to work from Spain".</summary>
    public static bool Desires(string text) => Desire().IsMatch(text);

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

    // A policy that is not named is guessed where something is asked for.
    private static IReadOnlyList<Policy> FindPolicies(string text, string asked, PolicyCatalog catalog) =>
        PolicyWords.Find(text, catalog) is { Count: > 0 } named ? named
        : AsksForOne(text) || Desires(text) ? PolicyStems.Find(asked, catalog)
        : [];

    private static bool IsMisspelt(string word) => word.Length >= 7 && !OtherWords.Contains(word) && Misspelt.Any(wish =>
        word[..2] == wish[..2] && Math.Abs(word.Length - wish.Length) <= 2 && Distance(word, wish) <= (word.Length > 7 ? 2 : 1));

    // How many letters have to be changed, added or left out.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var at = 1; at <= one.Length; at++)
        {
            var diagonal = row[0];
            row[0] = at;
            for (var to = 1; to <= other.Length; to++)
            {
                var changed = diagonal + (one[at - 1] == other[to - 1] ? 0 : 1);
                diagonal = row[to];
                row[to] = Math.Min(changed, Math.Min(row[to], row[to - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static string? Scope(string text, PolicyCatalog catalog, DateOnly today)
    {
        var days = DateWords.Find(text, today).Where(day => day.Lead == DayLead.For).ToList();
        var marked = DateWords.Marked(text, today);
        foreach (Match match in AfterFor().Matches(marked))
        {
            var scope = DateWords.Unmarked(match.Groups["what"].Value).Trim();
            if (days.Exists(day => day.Start <= match.Index && match.Index < day.End)
                || NoScopes.Contains(scope, StringComparer.OrdinalIgnoreCase) || FillerWords.IsLeftOver(scope)
                || WaitsFor().IsMatch(marked[..match.Index]) || PolicyWords.IsOnly(scope, catalog)
                || scope.Contains('@', StringComparison.Ordinal))
            {
                continue;
            }

            // "for svc-build from the MFA policy", "for the patch deadline on server db-7"
            var joint = Joint().Matches(scope).FirstOrDefault(joint => PolicyWords.IsOnly(scope[(joint.Index + joint.Length)..], catalog));
            var on = On().Match(scope);
            return joint is not null ? scope[..joint.Index].Trim()
                : on.Success && PolicyStems.Find(scope[..on.Index], catalog).Count > 0 ? scope[(on.Index + on.Length)..].Trim()
                : WithoutLengths(scope, today);
        }

        return AfterOn().Match(text) is { Success: true } named ? named.Groups["what"].Value.Trim() : Activity(text, today);
    }

    // "I want to work from Spain for 3 months": what is wanted is what is concerned.
    private static string? Activity(string text, DateOnly today)
    {
        if (AsksForOne(text) || Wanted().Match(DateWords.Marked(text, today)) is not { Success: true } wanted)
        {
            return null;
        }

        var what = ForAWhile().Replace(DateWords.Unmarked(wanted.Groups["what"].Value), "");
        return WithoutDays(what, DateWords.Find(what, today)) is { Length: >= 3 } left && !FillerWords.IsLeftOver(left)
            ? left : null;
    }

    // "my laptop from 10 February"
    private static string WithoutLengths(string scope, DateOnly today) =>
        WithoutDays(scope, DateWords.Find(scope, today).Where(day => day.Lead is DayLead.From or DayLead.For));

    private static string WithoutDays(string text, IEnumerable<DayFound> days)
    {
        foreach (var day in days.Reverse())
        {
            text = $"{text[..day.Start].TrimEnd()} {text[day.End..].TrimStart()}".Trim();
        }

        return text;
    }

    [GeneratedRegex(
        @"\b(?:i|we)(?:'d like| would like| need| want| require| request| ask for| am asking for|" +
        @" are asking for)\b(?:[^.?!\n]|(?<=\d)\.){0,80}\b(?:exception|exemption|waiver)|\b(?:request|ask|asking|apply|" +
        @"applying)\b(?:[^.?!\n]|(?<=\d)\.){0,20}\ban? (?:new |another )?(?:exception|exemption|waiver)|\b(?:ich|" +
        @"wir)\b(?:[^.?!\n]|(?<=\d)\.){0,40}\b(?:brauche|brauchen|benötige|benötigen|möchte|möchten|beantrage|" +
        @"beantragen)\b(?:[^.?!\n]|(?<=\d)\.){0,60}\bausnahme|\b(?:new|another) (?:exception|exemption|waiver)\b|\b(?:neue|" +
        @"weitere) ausnahme|" +
        @"\b(?:can|could|may) (?:i|we) (?:get|have)\b(?:[^.?!\n]|(?<=\d)\.){0,20}\b(?:exception|exemption|waiver)|^\W*(?:need|" +
        @"brauche)\b(?:[^.?!\n]|(?<=\d)\.){0,60}" +
        @"\b(?:exception|exemption|waiver|ausnahme)",
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
        @"\b(?:for|für|fuer)\s+(?<what>[^\s,;!?\n](?:(?!\s+(?:until|till|til|through|bis|because|cause|coz|cuz|since|as|due|while|" +
        @"owner|owned|" +
        @"for|für|fuer|weil|da|denn|wegen|damit|solange|and the owner|und der)\b|\.(?:\s|$)|\s[-–—]\s|:\s)[^,;!?\n]){2,199})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AfterFor();

    [GeneratedRegex(
        @"\s+(?:for|für)\s+(?:a (?:bit|while|little(?: while)?|short (?:time|while)|moment)|some time|now|ein (?:bisschen|weilchen)|" +
        @"eine (?:weile|zeit)|" +
        @"(?:einige|kurze) zeit)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForAWhile();

    // what is waited or looked for is not what is concerned
    [GeneratedRegex(
        @"\b(?:wait\w*|look\w*|hop(?:e|es|ed|ing)|search\w*|ask(?:ed|s|ing)?|pay\w*|paid|care[sd]?|caring|account(?:s|ed|ing)|apply\w*|" +
        @"responsible|reasons?|time|need|call\w*|stand\w*|sorg\w*|zuständig|verantwortlich|gründe?|zeit|bezahl\w*|halten?|hält)\s+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WaitsFor();

    [GeneratedRegex(@"\s(?:to|from|of|von|vom|zu|zur|zum)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"^\W*(?:(?:hi|hey|hello|hallo|moin|ok|so|well|also)\b[\s,.!]*(?:there|zusammen|bot)?[\s,.!]*)*(?:(?:i|we|ich|wir)(?:'d|" +
        @" would)?\s+" +
        @"(?:also |really |just |gerne? )?(?:want|wanna|gonna|gotta|need|like|love|wish|plan|hope|möchten?|möcht|will|wollen|" +
        @"brauchen?|brauch|" +
        @"muss|müssen|würden?)\b|" +
        @"(?:need|wanna|gotta|brauche?|möchte?|will|würde?(?=\s+gern))\b(?!\s+(?:it|that|this|you|they|he|she|das|es)\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Desire();

    [GeneratedRegex(
        @"\b(?:(?:i|we)(?:'d| would)?\s+(?:want|need|like|love|wish|plan|hope|have)\s+to|(?:(?:i|we)(?:'m|'re| am| are)?\s+)?" +
        @"(?:wanna|gonna|gotta)|(?:ich|wir)\s+(?:möchten?|will|wollen|müssen|muss)(?:\s+gerne?)?|^\W*(?:möchte|will|muss)(?:\s+gerne?)?)" +
        @"\s+(?<what>(?:(?!\s+(?:because|since|weil|da|denn)\b)[^,;!?.\n]){3,200})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wanted();

    [GeneratedRegex(@"\s(?:on|at|auf|bei)\s+(?:the\s+|dem\s+|der\s+|den\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex On();

    [GeneratedRegex(
        @"\b(?:on|auf)\s+(?<what>(?:the |our |dem |der |unserem |unserer )?(?:servers?|hosts?|machines?|laptops?|vms?|clusters?|" +
        @"databases?|" +
        @"rechner|maschine|server|datenbank)\s+[\w.-]+\w|[a-z]+[-_]?\d[\w-]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AfterOn();
}

/// <summary>What was understood of a text.</summary>
/// <param name="Policies">The policies it names: with one it is clear, with several one has to ask.</param>
/// <param name="Until">The last day; null for none.</param>
/// <param name="Owner">The owner's address; null for none.</param>
/// <param name="Scope">What exactly is concerned, in the text's own words; null for nothing.</param>
/// <param name="Reason">Why, in the text's own words; null where it does not say.</param>
/// <param name="AsksForOne">Whether it says that an exception is wanted.</param>
internal sealed record Understood(
    IReadOnlyList<Policy> Policies, DayReading? Until, string? Owner, string? Scope, string? Reason, bool AsksForOne)
{
    /// <summary>The ids of assets that stand in it.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>Whether it says that the request is to be confidential.</summary>
    public bool IsConfidential { get; init; }
}
