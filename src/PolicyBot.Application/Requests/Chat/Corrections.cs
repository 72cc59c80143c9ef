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
            ["owner", "eigentümer", "eigentümerin", "eigentuemer", "besitzer", "besitzerin", "inhaber", "inhaberin", "verantwortlicher",
            "verantwortliche", "verantwortlichen"]),
        (FieldIds.Department, ["department", "abteilung"]),
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
        var said = text.Trim();
        if (ConfidentialWords.Read(said) is { } confidential)
        {
            return new Correction(FieldIds.Confidential, confidential ? "yes" : "no", Ordered: true);
        }

        if (Resized().Match(said) is { Success: true } resized && resized.Groups["value"].Value.Trim() is var value
            && (DateWords.InAnswer(value, today) is not null || Length().IsMatch(value)))
        {
            return new Correction(FieldIds.ExpiresOn, value, Ordered: true);
        }

        if (Added().Match(said) is { Success: true } added)
        {
            var name = added.Groups["name"].Success ? FieldOf(added.Groups["name"].Value, policy) : null;
            return new Correction(name ?? "", Value(added.Groups["value"].Value), Ordered: true) { Adds = true };
        }

        if (Order().Match(said) is { Success: true } order)
        {
            // "change the end date to 1 March": of the joints in it, the one after a known name.
            foreach (Match joint in To().Matches(order.Groups["rest"].Value))
            {
                var rest = order.Groups["rest"].Value;
                if (FieldOf(rest[..joint.Index], policy) is { } field)
                {
                    return new Correction(field, Value(rest[(joint.Index + joint.Length)..]), Ordered: true);
                }
            }

            return new Correction("", said, Ordered: true);
        }

        var (start, objects) = Objection().Match(said) is { Success: true } no ? (said[no.Length..].Trim(), true) : (said, false);
        if (start.Length > LongestStatement || start.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        if (Statement().Match(start) is { Success: true } stated && FieldOf(stated.Groups["name"].Value, policy) is { } named)
        {
            return new Correction(named, Value(stated.Groups["value"].Value), Ordered: false);
        }

        return objects && start.Split(' ', 2) is [var first, var other] && FieldOf(first, policy) is { } corrected
            ? new Correction(corrected, Value(other), Ordered: false)
            : objects && start.Length > 0 ? new Correction("", start, Ordered: false)
            : null;
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

    [GeneratedRegex(
        @"^(?:(?:no|nein|please|bitte|sorry|actually)[,:]?\s+)*(?:change|set|make|update|correct|ändere|ändre|aendere|setze|setz|" +
        @"korrigiere|stelle)\s+(?<rest>\S[\s\S]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Order();

    // "make it 20 December", "make it shorter, two weeks", "shorten it to …"
    [GeneratedRegex(
        @"^(?:(?:no|nein|please|bitte|sorry|actually|ok|okay|hm+|wait|oh|doch|halt)[,:]?\s+)*(?:(?:make|set|change|move|push|" +
        @"let)\s+(?:it|that|this)|" +
        @"let's (?:say|make it)|(?:shorten|extend)(?:\s+(?:it|that|this))?|(?:mach|mache|machen sie|setze?|nimm)\s+(?:es|das|sie|ihn|" +
        @"lieber)|" +
        @"(?:verkürze|verlängere|kürze)(?:\s+(?:es|das|sie))?)\b[\s,]*(?:(?:be|to|auf|lieber|doch)\s+)*(?<value>.*)$",
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
        @"doch|halt|non(?!-))\b[,.:!]?\s*)+(?:(?:lieber|besser|rather|better)\b\s*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Objection();

    [GeneratedRegex(
        @"^(?<name>(?:the |a |my |its |das |der |die |mein |meine )?[^\n:=,.]{2,40}?)(?:(?:\s+(?:is|are|ist|sind|lautet))?\s*[:=]\s*|" +
        @"\s+(?:is|are|should be|will be|" +
        @"shall be|must be|ist|sind|lautet|soll sein|wäre)\s+)(?<value>\S[\s\S]*)$",
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
}
