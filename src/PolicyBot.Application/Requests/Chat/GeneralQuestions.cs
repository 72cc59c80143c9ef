using System.Text.RegularExpressions;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Recognises questions about exceptions as such: who sees a request, how long one may last, how one is renewed. Pure.
/// </summary>
internal static partial class GeneralQuestions
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Reads a text.</summary>
    /// <returns>Null: it is none of these.</returns>
    public static LookUpKind? Find(string said) =>
        ConfidentialWords.AskWhoSees(said) ? LookUpKind.WhoSees
        : AskHowLong(said) ? LookUpKind.HowLong
        : HowToRenew().IsMatch(said.Trim()) ? LookUpKind.HowToRenew
        : null;

    /// <summary>Whether a text asks how long an exception may last: "what is the longest?".</summary>
    public static bool AskHowLong(string said) => HowLong().IsMatch(said.Trim()) && !OfTheirs().IsMatch(said) && !OfReview().IsMatch(said);

    // What is asked about is an exception, and nothing that a policy may speak of (a password, a log-in).
    private const string OfExceptions =
        @"(?:\s+(?:(?:to|from|for|on|in)\s+(?!failed)\S+|of|is|are|was|can|may|could|might|will|would|should|do|does|it|this|that|they|" +
        @"one|an?|the|such|i|we|you|get|ask|have|be|last|run|go|stay|need|take|hold|max\w*|at|most|all|allowed|possible|valid|granted|" +
        @"given|extended|longest|time|duration|period|term|length|days?|weeks?|months?|end|date|there|here|policy|exceptions?|" +
        @"exemptions?|waivers?))*";

    [GeneratedRegex(
        @"^(?:(?:and|so|ok|okay|but|und|aber|also|for|für|bis|till|until)\b[\s,]*)*(?:" +
        @"how (?:long|many (?:days|weeks|months))(?=.*\b(?:can|may|could|might|max\w*|allowed|possible|last|run|be|go|at most|valid)\b)" +
        OfExceptions + "|" +
        @"(?:can|could|may)\s+(?:it|this|that)\s+(?:be|last|run)\s+longer|(?:geht|ginge)\s+(?:das|es)?\s*(?:auch\s+)?länger|" +
        @"when\b.*\b(?:at the latest|latest)\b|" +
        @"what(?:['’]?s|\s+is)?\s+(?:the\s+)?(?:longest|max\w*|limit|upper limit|most|time limit)" + OfExceptions + "|" +
        @"(?:is there )?(?:a |any )?(?:max\w*|longest|limit)(?: (?:time|duration|days|period))?\s*\?|" +
        @"wie (?:lange?|viele (?:tage|wochen|monate))\b.*\b(?:kann|darf|könnte|dürfte|geht|ginge|maximal|höchstens|möglich|erlaubt|" +
        @"gelten|" +
        @"laufen|sein|längstens)\b.*|wie lange (?:geht|gilt) (?:das|es|sie|so (?:et)?was)\b.*|" +
        @"was ist (?:das|die|der) (?:längste|maximum|maximale|höchste|höchstdauer|grenze|limit)\b.*|" +
        @"(?:gibt es )?(?:eine |ein )?(?:höchstdauer|maximaldauer|höchstgrenze|obergrenze|limit|maximum)\s*\?)\W*$", Options)]
    private static partial Regex HowLong();

    [GeneratedRegex(@"\b(?:my|mine|our|ours|mein\w*|unser\w*)\b", Options)]
    private static partial Regex OfTheirs();

    [GeneratedRegex(
        @"\b(?:takes?|taking|reviews?|decid\w*|decision|approv\w*|waits?|waiting|answers?|hear|dauert|dauern|prüf\w*|entscheid\w*|" +
        @"genehmig\w*|" +
        @"warten|antwort\w*)\b", Options)]
    private static partial Regex OfReview();

    [GeneratedRegex(
        @"^(?:(?:and|so|ok|okay|but|und|aber|also)\b[\s,]*)*(?:" +
        @"how\s+(?:(?:do|can|could|would|should|does)\s+(?:i|we|one|you)\s+|to\s+)(?:renew|extend|prolong)(?:\s+(?:it|this|that|one|" +
        @"an?\s+(?:exception|exemption)|exceptions))?|how\s+does\s+(?:renewal|renewing|extending)\s+work|" +
        @"(?:can|could|may)\s+(?:i|we|it|this|that)\s+(?:be\s+)?(?:renewed|extended|renew|extend|prolong)(?:\s+(?:it|this|that|one))?|" +
        @"wie\s+(?:verlängere|erneuere|verlängern|erneuern)\s+(?:ich|wir|man)(?:\s+(?:das|es|sie|eine(?:\s+ausnahme)?))?|" +
        @"wie\s+(?:kann|könnte|können|muss)\s+(?:ich|wir|man)\s+(?:(?:das|es|sie|eine(?:\s+ausnahme)?)\s+)?(?:verlängern|erneuern)|" +
        @"(?:kann|könnte|darf|können)\s+(?:ich|wir|man)\s+(?:(?:das|es|sie|eine(?:\s+ausnahme)?)\s+)?(?:verlängern|erneuern)|" +
        @"wie\s+(?:geht|läuft|funktioniert)\s+(?:die|eine|das)\s+(?:verlängerung|verlängern|erneuerung|erneuern))" +
        @"(?:\s+(?:later|again|then|später|wieder|dann))?\W*$", Options)]
    private static partial Regex HowToRenew();
}
