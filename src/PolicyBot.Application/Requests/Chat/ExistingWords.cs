using System.Text.RegularExpressions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Recognises what a person wants done with an exception that there is: "please close PX-…", "can I renew my MFA exception", "I don't need
/// the exception any more", "remind Ana". Pure; the words begin no request.
/// </summary>
internal static partial class ExistingWords
{
    private const int LongestReminder = 60;

    /// <summary>Reads a text.</summary>
    /// <param name="said">The text, without a greeting.</param>
    /// <returns>Null: it speaks of no exception that there is.</returns>
    public static LookUp? Read(string said, PolicyCatalog catalog)
    {
        foreach (var (verb, words) in Wishes)
        {
            if (words.Match(said) is { Success: true } wish)
            {
                return new LookUp(LookUpKind.Existing)
                {
                    Verb = verb,
                    Number = ExceptionId.TryParse(wish.Groups["id"].Value, out var id) ? id : null,
                    Thing = wish.Groups["thing"].Value,
                    Policies = PolicyWords.Find(said, catalog),
                };
            }
        }

        return said.Length <= LongestReminder && Remind().IsMatch(said) ? new LookUp(LookUpKind.Existing) { Verb = Verbs.Nudge } : null;
    }

    /// <summary>The button that a word alone asks for, where no request is being written: "renew", "überarbeiten"; null for none.</summary>
    public static string? Bare(string text) => text.Trim().TrimEnd('.', '!', '?').ToLowerInvariant() switch
    {
        "renew" or "renewal" or "extend" or "extension" or "verlängern" or "verlaengern" or
            "verlängerung" or "erneuern" => Verbs.Renew,
        "edit" or "revise" or "rework" or "bearbeiten" or "überarbeiten" or "ueberarbeiten" => Verbs.Revise,
        "withdraw" or "zurückziehen" or "zurueckziehen" => Verbs.AskWithdraw,
        "close" or "schließen" or "schliessen" or "beenden" => Verbs.AskClose,
        _ => null,
    };

    /// <summary>The number of an exception in a text; null for none.</summary>
    public static ExceptionId? NumberIn(string text) =>
        Numbered().Match(text) is { Success: true } found && ExceptionId.TryParse(found.Value, out var id) ? id : null;

    private static readonly (string Verb, Regex Words)[] Wishes =
    [
        (Verbs.AskWithdraw, WithdrawIt()),
        (Verbs.AskClose, NotNeeded()),
        (Verbs.AskClose, CloseIt()),
        (Verbs.Renew, RenewIt()),
        (Verbs.AskComment, CommentOnIt()),
        (Verbs.Nudge, NudgeIt()),
        (Verbs.AskRevoke, RevokeIt()),
        (Verbs.NotMet, NotMet()),
        (Verbs.AskMet, MetAgain()),
    ];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Id = @"(?<id>\bPX-?[0-9A-Z]{8}\b)";

    // "PX-…", "my MFA exception", "die Ausnahme": what is new or another one is none that there is
    private const string It =
        $@"(?:the\s+(?:exception|request)\s+)?(?:{Id}|(?<thing>my|our|the|this|that|meine[nr]?|unsere[nr]?|die|den|diese[nr]?)\s+" +
        @"(?:(?!new\b|neue|next\b|nächste|by\b|with\b|an?\b|durch\b|mit\b|per\b|eine)[\w-]+\s+){0,4}?" +
        @"(?:exceptions?|exemptions?|waivers?|requests?|ausnahmen?|genehmigung|antrag|anfrage)\b)";

    private const string Lead =
        @"^\W*(?:(?:please|pls|plz|bitte|and|und|also|ok|okay|so|sorry)\W+)*" +
        @"(?:(?:can|could|would|will|may)\s+(?:i|we|you|u)\s+|(?:i|we)(?:'d|\s+would)?\s+(?:want|need|like|have|wish)\s+to\s+|" +
        @"(?:i|we)(?:'ll|\s+will)\s+|(?:kann|können|könnten?|darf|dürfen|kannst|würden)\s+(?:ich|wir|du|sie|man)\s+|" +
        @"(?:ich|wir)\s+(?:möchten?|will|wollen|muss|müssen)\s+|how\s+(?:do|can)\s+(?:i|we)\s+|wie\s+(?:kann|können)\s+(?:ich|wir)\s+)?" +
        @"(?:(?:please|pls|plz|bitte|just|gerne?)\s+)*";

    [GeneratedRegex(
        $@"{Lead}(?:(?:withdraw|retract|cancel|take\s+back|pull(?:\s+back)?)\s+{It}|{It}\W+(?:bitte\s+)?" +
        $@"(?:zurückziehen|zurücknehmen|stornieren|withdraw)\b|(?:zieh(?:e|en)?|nehmen?|" +
        $@"nimm)\s+(?:sie\s+)?(?:bitte\s+)?{It}\s+(?:bitte\s+)?zurück)",
        Options)]
    private static partial Regex WithdrawIt();

    [GeneratedRegex(
        $@"^\W*(?:(?:i|we)\s+(?:(?:do\s+not|don'?t|don’t)\s+need|no\s+longer\s+need)\s+{It}|{It}\s+(?:is|are)\s+(?:no\s+longer|not)\s+" +
        $@"(?:needed|required|necessary)|(?:ich|wir)\s+(?:brauchen?|benötigen?)\s+{It}\s+nicht\s+mehr|" +
        $@"{It}\s+(?:wird|ist)\s+nicht\s+mehr\s+(?:nötig|gebraucht|benötigt|notwendig))",
        Options)]
    private static partial Regex NotNeeded();

    [GeneratedRegex(
        $@"{Lead}(?:(?:close|end|terminate|schlie(?:ß|ss)en?|beenden?)\s+(?:sie\s+)?(?:bitte\s+)?{It}|" +
        $@"{It}\W+(?:bitte\s+)?(?:schlie(?:ß|ss)en|beenden|close)\b)",
        Options)]
    private static partial Regex CloseIt();

    [GeneratedRegex(
        $@"{Lead}(?:(?:renew|extend|prolong|verlängern?|verlängere|erneuern?|erneuere)\s+(?:sie\s+)?(?:bitte\s+)?{It}|" +
        $@"{It}\W+[^,;.!?]{{0,40}}?(?:verlängern|erneuern|renew|extend)\b|(?:get\s+)?(?:an?\s+)?(?:extension|renewal)\s+(?:of|for)\s+{It})",
        Options)]
    private static partial Regex RenewIt();

    [GeneratedRegex(
        $@"{Lead}(?:(?:comment(?:\s+on)?|(?:add|leave|write)\s+a\s+comment\s+(?:to|on|for)|kommentieren?|kommentiere)\s+(?:sie\s+)?{It}|" +
        $@"{It}\W+(?:bitte\s+)?(?:kommentieren|comment)\b|kommentar\s+(?:zu|für)\s+{It})",
        Options)]
    private static partial Regex CommentOnIt();

    [GeneratedRegex(
        $@"{Lead}(?:nudge|remind|chase|erinnern?|erinnere)\s+(?:[^,;!?]{{1,60}}?\s+)?(?:(?:about|of|on|an|wegen|for)\s+)?{It}", Options)]
    private static partial Regex NudgeIt();

    [GeneratedRegex($@"{Lead}(?:(?:revoke|widerrufen?|widerrufe)\s+(?:sie\s+)?{It}|{It}\W+(?:bitte\s+)?(?:widerrufen|revoke)\b)", Options)]
    private static partial Regex RevokeIt();

    private const string Met =
        @"(?:(?:it(?:['’]?s| is)?|that(?:['’]?s| is)?|all|everything|the\s+policy(?:['’]?s| is)?|policy(?: is)?|this(?: is)?|" +
        @"we(?:['’]?re| are|['’]?ve)?|" +
        @"i(?:['’]?m| am|['’]?ve)?|is)\s+)?(?:is\s+|are\s+|have\s+|has\s+|been\s+|now\s+|back\s+|fully\s+|all\s+)*" +
        @"(?:(?:met|meet|meets|fulfilled|followed|follow|kept|keep|do|does|done|doing|comply|complied|compliant|fine|fixed|in order|" +
        @"in place|" +
        @"normal|to normal|green|conformant)(?:\s+(?:it|that|the\s+policy|with\s+(?:it|that|the\s+policy)|to\s+it|all))?)";

    private const string Eingehalten =
        @"(?:(?:das|es|sie|alles|die\s+richtlinie|die\s+regel|wir|ich)\s+)?(?:ist\s+|sind\s+|wird\s+|machen\s+|mache\s+|halten\s+|" +
        @"halte\s+|" +
        @"erfüllen\s+|erfülle\s+|tun\s+|läuft\s+|passt\s+|haben\s+|habe\s+)?(?:(?:das|es|sie|uns|jetzt|nun|alles|die\s+richtlinie)\s+)*";

    [GeneratedRegex(
        $@"^\W*(?:(?:yes|yep|yeah|yup|sure|ok|okay|so|now)\b\W*)*{Met}\s+(?:again|now)(?:\s+(?:now|again|too|since\s+.{{2,40}}))?\W*$|" +
        $@"^\W*(?:(?:yes|yep|yeah|yup)\b\W*)+{Met}\W*$|" +
        $@"^\W*(?:(?:ja|jep|jo|ok|okay|so)\b\W*)*{Eingehalten}wieder(?:\s+(?:eingehalten|erfüllt|ein|so|richtig|normal|in\s+ordnung|" +
        $@"konform|gut|" +
        @"daran|dran|nach\s+der\s+richtlinie|wie\s+vorgesehen|alles\s+(?:gut|ok|okay|in\s+ordnung)))?\W*$",
        Options)]
    private static partial Regex MetAgain();

    [GeneratedRegex(
        @"^\W*(?:(?:no|nope|sorry)\b\W*)*(?:(?:it(?:['’]?s| is)|that(?:['’]?s| is)|the\s+policy\s+is|we(?:['’]?re|" +
        @" are))\s+)?(?:still\s+)?" +
        @"not\s+(?:yet\s+)?(?:met|fulfilled|followed|fixed|compliant|kept)(?:\s+(?:yet|again))*\W*$|" +
        @"^\W*(?:(?:nein|nee)\b\W*)*(?:(?:das|es|sie|die\s+richtlinie)\s+)?(?:ist|wird)?\s*(?:noch\s+nicht|nicht)\s+(?:wieder\s+)?" +
        @"(?:eingehalten|erfüllt|konform|in\s+ordnung)\W*$", Options)]
    private static partial Regex NotMet();

    [GeneratedRegex(@"^\W*(?:(?:can|could)\s+(?:you|u)\s+)?(?:(?:please|pls|bitte)\s+)*(?:remind|nudge|chase|erinnere?)\s+\S", Options)]
    private static partial Regex Remind();

    [GeneratedRegex(@"\bPX-?[0-9A-Z]{8}\b", Options)]
    private static partial Regex Numbered();
}
