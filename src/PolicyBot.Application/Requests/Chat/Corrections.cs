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
    /// <returns>Null: the text is none.</returns>
    public static Correction? Read(string text, Policy? policy)
    {
        var said = text.Trim();
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

    private static string? FieldOf(string name, Policy? policy)
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

    [GeneratedRegex(@"\s+(?:to|as|auf|zu|in)\s+|\s*[:=]\s*|\s+(?=until\b|bis\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex To();

    [GeneratedRegex(@"^(?:no|nein|nope|sorry|actually|wait|doch|halt|non)\b[,.:!]?\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Objection();

    [GeneratedRegex(
        @"^(?<name>(?:the |a |my |its |das |der |die |mein |meine )?[^\n:=,.]{2,40}?)(?:\s*[:=]\s*|\s+(?:is|are|should be|will be|" +
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
internal sealed record Correction(string Field, string Value, bool Ordered);

/// <summary>Words that steer a talk.</summary>
internal static class ChatWords
{
    /// <summary>What the person wants of the chat itself; null: something else.</summary>
    public static ChatWish? FindWish(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
    {
        "cancel" or "discard" or "stop" or "quit" or "abort" or "forget it" or "never mind" or "nevermind"
            or "abbrechen" or "abbruch" or "verwerfen" or "vergiss es" => ChatWish.Cancel,
        "back" or "go back" or "undo" or "zurück" or "zurueck" => ChatWish.Back,
        "form" or "the form" or "open form" or "open the form" or "formular" or "das formular" => ChatWish.Form,
        "submit" or "send" or "send it" or "preview" or "done" or "absenden" or "senden" or "einreichen" or "vorschau" or "fertig" =>
            ChatWish.Preview,
        _ => null,
    };

    /// <summary>Whether an optional question is passed over.</summary>
    public static bool Skips(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() is
        "skip" or "none" or "no" or "nothing" or "n/a" or "-" or "next" or "keine" or "keins"
            or "nichts" or "nein" or "weiter" or "überspringen" or "ueberspringen";

    /// <summary>Yes or no; null: neither.</summary>
    public static bool? YesOrNo(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
    {
        "yes" or "y" or "yep" or "yeah" or "sure" or "true" or "ok" or "ja" or "jawohl" or "oui" or "sí" or "si" => true,
        "no" or "n" or "nope" or "false" or "nein" or "non" => false,
        _ => null,
    };
}

/// <summary>What a person wants of the chat itself.</summary>
internal enum ChatWish
{
    /// <summary>Drop the draft.</summary>
    Cancel,

    /// <summary>The question before.</summary>
    Back,

    /// <summary>Go on in the form.</summary>
    Form,

    /// <summary>See the preview.</summary>
    Preview,
}
