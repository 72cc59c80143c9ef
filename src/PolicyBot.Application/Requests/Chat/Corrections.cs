using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Recognises words that set an answer by its name: "change the end date to 1 March", "ändere das Enddatum auf …", "the scope is …", "no,
/// policy X". Pure.
/// </summary>
internal static partial class Corrections
{
    private const int LongestStatement = 300;
    private const int LongestName = 3; // words
    private const int MostBareWords = 3;
    private const int MostNameWords = 5;
    private const int MostTeamWords = 3;

    private static readonly (string Id, string[] Names)[] Names =
    [
        (FieldIds.ExpiresOn,
            ["end date", "expiry date", "expiration date", "expiry", "expiration", "last day", "deadline", "end", "date", "enddatum",
            "ablaufdatum", "letzter tag", "letzten tag", "frist", "datum", "ende"]),
        (FieldIds.Policy, ["policy", "rule", "richtlinie", "regel", "vorgabe"]),
        (FieldIds.Scope, ["scope", "umfang", "geltungsbereich", "bereich"]),
        (FieldIds.Justification, ["justification", "reason", "begründung", "begruendung", "grund"]),
        (FieldIds.Controls,
            ["compensating controls", "compensating control", "controls", "control", "mitigation", "mitigations", "maßnahmen", "massnahmen",
            "ausgleichsmaßnahmen", "ersatzmaßnahmen"]),
        (FieldIds.Title, ["title", "subject", "titel", "betreff"]),
        (FieldIds.Owner,
            ["owner", "eigentümer", "eigentümerin", "eigentuemer", "besitzer", "besitzerin", "inhaber", "inhaberin",
            "verantwortlich", "verantwortlicher",
            "verantwortliche", "verantwortlichen"]),
        (FieldIds.Department, ["department", "dept", "team", "abteilung"]),
        (FieldIds.Impact, ["impact", "consequence", "consequences", "auswirkung", "auswirkungen", "folge", "folgen"]),
        (FieldIds.Assets, ["assets", "asset", "asset ids"]),
        (FieldIds.Evidence, ["evidence", "links", "link", "nachweis", "nachweise", "beleg", "belege"]),
        (FieldIds.ReasonKind, ["kind of reason", "art des grundes"]),
        (FieldIds.Confidential, ["confidentiality", "confidential", "vertraulichkeit", "vertraulich"]),
    ];

    /// <summary>Reads a correction.</summary>
    /// <param name="policy">The policy chosen, whose own fields have names too; null for none.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    /// <returns>Null: the text is none.</returns>
    public static Correction? Read(string text, Policy? policy, DateOnly today)
    {
        var said = Trailing().Replace(text.Trim(), "");
        var (start, objects) = Objection().Match(said) is { Success: true } no ? (said[no.Length..].Trim(), true) : (said, false);
        if ((ConfidentialWords.Read(said) ?? (objects ? ConfidentialWords.Read(start) : null)) is { } confidential)
        {
            return new Correction(FieldIds.Confidential, confidential ? "yes" : "no", Ordered: true);
        }

        if (ReadOrder(said, policy, today) is { } order)
        {
            return order;
        }

        if (objects && ReadOrder(start, policy, today) is { } after)
        {
            return after;
        }

        if (start.Length > LongestStatement || start.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        if (Statement().Match(start) is { Success: true } stated && FieldOf(stated.Groups["name"].Value, policy) is { } named)
        {
            var value = Value(stated.Groups["value"].Value);
            return new Correction(named, value, Ordered: false) { IsBare = TellsOfTeam(stated.Groups["name"].Value, value) };
        }

        if (Owns().Match(start) is { Success: true } owns)
        {
            return new Correction(FieldIds.Owner, owns.Groups["who"].Value, Ordered: false) { IsBare = true };
        }

        return ReadBare(start, policy, today) ?? (objects && start.Split(' ', 2) is [var first, var other]
            && FieldOf(first, policy) is { } corrected ? new Correction(corrected, Value(other), Ordered: false)
            : objects && start.Length > 0 ? new Correction("", start, Ordered: false)
            : null);
    }

    /// <summary>The id of the field that is called so; null: none is.</summary>
    public static string? FieldOf(string name, Policy? policy)
    {
        var plain = Article().Replace(name.Trim().ToLowerInvariant(), "");
        return policy?.Fields.FirstOrDefault(field =>
            string.Equals(plain, field.Label, StringComparison.OrdinalIgnoreCase)
            || string.Equals(plain, field.Id, StringComparison.OrdinalIgnoreCase)) is { } own ? FieldIds.Own(own.Id)
            : Array.Find(Names, entry => Array.IndexOf(entry.Names, plain) >= 0).Id;
    }

    private static string Value(string text) => text.Trim().Trim('"', '“', '”', '„', '\'').Trim();

    private static Correction? ReadOrder(string said, Policy? policy, DateOnly today)
    {
        if (Resized().Match(said) is { Success: true } resized && resized.Groups["value"].Value.Trim() is var value
            && (DateWords.InAnswer(value, today) is not null || Length().IsMatch(value)))
        {
            return new Correction(FieldIds.ExpiresOn, value, Ordered: true);
        }

        if (Taken().Match(said) is { Success: true } taken && DateWords.Whole("until " + taken.Groups["value"].Value, today) is not null)
        {
            return new Correction(FieldIds.ExpiresOn, "until " + taken.Groups["value"].Value, Ordered: true);
        }

        if (Added().Match(said) is { Success: true } added)
        {
            var name = added.Groups["name"].Success ? FieldOf(added.Groups["name"].Value, policy) : null;
            return new Correction(name ?? "", Value(added.Groups["value"].Value), Ordered: true) { Adds = true };
        }

        if (Order().Match(said) is not { Success: true } order)
        {
            return null;
        }

        // "change the end date to 1 March": of the joints in it, the one after a known name.
        foreach (Match joint in To().Matches(order.Groups["rest"].Value))
        {
            var rest = order.Groups["rest"].Value;
            if (FieldOf(rest[..joint.Index], policy) is { } field)
            {
                return new Correction(field, Value(rest[(joint.Index + joint.Length)..]), Ordered: true);
            }
        }

        return ReadBare(order.Groups["rest"].Value, policy, today) ?? new Correction("", said, Ordered: true);
    }

    // "end date 3/4", "team HR", "owner hana": a name, and its value without a word between them.
    private static Correction? ReadBare(string said, Policy? policy, DateOnly today)
    {
        var words = said.TrimEnd('.', '!').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var count = Math.Min(LongestName, words.Length - 1); count > 0; count--)
        {
            var rest = Joined().Replace(string.Join(' ', words[count..]), "");
            switch (FieldOf(string.Join(' ', words[..count]), policy))
            {
                case FieldIds.ExpiresOn when DateWords.Whole("until " + rest, today) is not null:
                    return new Correction(FieldIds.ExpiresOn, "until " + rest, Ordered: true);
                case (FieldIds.Department or FieldIds.Owner) and var field when rest.Split(' ').Length <= MostBareWords:
                    return new Correction(field, Value(rest), Ordered: false) { IsBare = TellsOfTeam(words[count - 1], rest) };
                case (FieldIds.Scope or FieldIds.Title) and var field:
                    var isName = words.Length - count <= MostNameWords && rest.Any(sign => char.IsAsciiDigit(sign) || sign == '-');
                    return new Correction(field, Value(rest), Ordered: false) { IsBare = !isName };
            }
        }

        return null;
    }

    // "the team is too small": of a team more is told than its name
    private static bool TellsOfTeam(string name, string value) => name.EndsWith("team", StringComparison.OrdinalIgnoreCase)
        && value.Split(' ') is var words
        && !(words.Length == 1 || (char.IsUpper(words[0][0]) && words.Length <= MostTeamWords));

    [GeneratedRegex(@"^(?:to|auf|on|am|is|ist|soll|should be|wird)\s+|\s+(?:sein|werden)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joined();

    // "…, please", "vendor actually"
    [GeneratedRegex(
        @"(?:[\s,]+(?:actually|instead|sorry|please|pls|plz|bitte|eigentlich|stattdessen|lieber|anymore|any more|draus|then|too|" +
        @"thanks|thx|" +
        @"danke))+[\s.!]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trailing();

    // "bo owns it", "Hana ist verantwortlich"
    [GeneratedRegex(
        @"^(?<who>\p{L}+(?:\s\p{L}+)?)\s+(?:owns\s+(?:it|this|that)|(?:is|will be|should be|ist|wird|soll)\s+(?:the\s+|its\s+|der\s+|" +
        @"die\s+)?" +
        @"(?:owner|eigentümer(?:in)?|besitzer(?:in)?|inhaber(?:in)?|verantwortlich|verantwortliche[r]?)(?:\s+sein)?)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Owns();

    [GeneratedRegex(
        @"^(?:(?:no|nein|please|bitte|sorry|actually|ok|okay|oh|doch)[,:]?\s+)*(?:make|take|say|use|let['’]?s say|go for|mache?|nimm|" +
        @"nehmen wir|" +
        @"sagen wir|setze?)\s+(?<value>\S.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Taken();

    [GeneratedRegex(
        @"^(?:(?:no|nein|please|bitte|sorry|actually)[,:]?\s+)*(?:change|set|make|update|correct|ändere|ändre|aendere|änder|setze|setz|" +
        @"korrigiere|stelle)\s+(?<rest>\S[\s\S]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Order();

    // "make it 20 December", "make it shorter, two weeks", "shorten it to …"
    [GeneratedRegex(
        @"^(?:(?:no|nein|please|bitte|sorry|actually|ok|okay|hm+|wait|oh|doch|halt)[,:]?\s+)*(?:(?:make|set|change|move|push|" +
        @"let)\s+(?:it|that|this)|" +
        @"let's (?:say|make it)|(?:shorten|extend)(?:\s+(?:it|that|this))?|(?:mach|mache|machen sie|setze?|nimm)\s+(?:es|das|sie|ihn|" +
        @"lieber)|" +
        @"(?:shorter|longer|kürzer|länger)(?=[\s,:]+\S)|(?:verkürze|verlängere|kürze|schiebe?|verschiebe?|leg|lege)(?:\s+(?:es|das|" +
        @"sie))?)\b[\s,:]*(?:(?:be|to|auf|lieber|doch)\s+)*(?<value>.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Resized();

    [GeneratedRegex(@"^(?:a (?:bit|little) |etwas )?(?:shorter|longer|earlier|later|kürzer|länger|früher|später)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Length();

    [GeneratedRegex(
        @"^(?:(?:please|bitte|also|and|und|ok|oh)[,:]?\s+)*(?:(?:add|append|note|" +
        @"mention)(?:\s+to\s+(?:the\s+)?(?<name>[\w ]{3,25}?)\s*[:,]?)?" +
        @"(?:\s+that|\s*:)|add\s+to\s+(?:the\s+)?(?<name>[\w ]{3,25}?)\s*[:,]|(?:ergänze|ergänzen sie|füge? hinzu|schreib\w*(?: dazu)?)" +
        @"[,:]?(?:\s+(?:bei|zum|zur)\s+(?<name>[\w ]{3,25}?)\s*[:,])?(?:\s+dass|\s*:)?)\s+(?<value>\S[\s\S]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Added();

    [GeneratedRegex(@"\s+(?:to|as|auf|zu|in)\s+|\s*[:=]\s*|\s+(?=until\b|bis\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex To();

    [GeneratedRegex(
        @"^(?:(?:oh|ah|ach|hm+|oops|ups)\b[,.:!]?\s*)*(?:(?:no|nein|nope|nee|nö|sorry|actually|eigentlich|wait|moment|" +
        @"(?:scrap|scratch|strike|forget|ignore)\s+(?:that|this|it)|(?:vergiss|vergessen sie|streich\w*|ignorier\w*)\s+(?:das|es)|" +
        @"doch nicht(?=\W*(?:[,.:;!]|$))|quatsch|correction|korrektur|i meant?|ich meinte?|" +
        @"doch|halt|non(?!-))\b[,.:;!]?\s*)+(?:(?:lieber|besser|rather|better)\b\s*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Objection();

    [GeneratedRegex(
        @"^(?<name>(?:the |a |my |its |das |der |die |mein |meine )?[^\n:=,.]{2,40}?)(?:(?:\s+(?:is|are|ist|sind|lautet))?\s*[:=]\s*|" +
        @"\s+(?:is now|is|are|should be|will be|" +
        @"shall be|must be|ist jetzt|ist|sind|lautet|soll sein|wäre)(?:,?\s+(?:that|dass|daß))?\s+)(?<value>\S[\s\S]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^(?:the|a|my|its|your|this|das|der|die|den|dem|mein|meine|meinen)\s+")]
    private static partial Regex Article();
}

/// <summary>An answer set by its name.</summary>
/// <param name="Field">The field's id; empty where no field is named.</param>
/// <param name="Value">The new value; where no field is named, the typed text.</param>
/// <param name="Ordered">It was given as an order ("change …"), so it is no answer to the open question.</param>
internal sealed record Correction(string Field, string Value, bool Ordered)
{
    /// <summary>The value is added to what stands there.</summary>
    public bool Adds { get; init; }

    /// <summary>No word joins name and value: only where free words are no answer to the open question.</summary>
    public bool IsBare { get; init; }
}
