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

    [GeneratedRegex(@"^\W*(?:(?:can|could)\s+(?:you|u)\s+)?(?:(?:please|pls|bitte)\s+)*(?:remind|nudge|chase|erinnere?)\s+\S", Options)]
    private static partial Regex Remind();

    [GeneratedRegex(@"\bPX-?[0-9A-Z]{8}\b", Options)]
    private static partial Regex Numbered();
}
