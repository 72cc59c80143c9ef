using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Words that keep a talk going and tell nothing of the matter: "I tell you the rest in a moment", "as discussed", "it is urgent". They
/// are no reason and no answer. Pure.
/// </summary>
internal static partial class FillerWords
{
    /// <summary>Whether a text says nothing else, in any of its clauses.</summary>
    public static bool IsAll(string text) =>
        text.Length > 0 && !text.Any(char.IsLetterOrDigit) // a thumb
        || Borders().Split(text).Select(Rest).Where(clause => clause.Any(char.IsLetter)).ToList() is { Count: > 0 } clauses
        && clauses.TrueForAll(clause => Clause().IsMatch(clause));

    /// <summary>
    /// Whether a text has only words that point to something, or that go with a sentence: "it yet", "das noch". "IT" and "US" are names.
    /// </summary>
    public static bool IsLeftOver(string text) =>
        text.Any(char.IsLower)
        && PolicyWords.Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
        && words.All(LeftOvers.Contains);

    /// <summary>Whether a clause says nothing.</summary>
    public static bool Is(string clause) => Clause().IsMatch(Rest(clause));

    private static readonly FrozenSet<string> LeftOvers =
        ("it its this that these those them they he she him her his we us our i me my you your one ones thing things stuff something " +
        "anything " +
        "everything here there now then yet still already again also too just only soon later maybe please pls so well is are was " +
        "were be am " +
        "do does did done have has had get got can could will would should to for of on at in by with from and or but if as the a an " +
        "some any " +
        "all both same such very really today because while " +
        "es er sie ihn ihm ihr ihnen ihre wir uns ich mich mir du dich dir man das dies diese dieser dieses diesen dem den der die " +
        "des ein eine " +
        "einen einem einer etwas irgendwas alles sache sachen ding dinge hier da dort jetzt nun dann noch schon auch wieder doch mal " +
        "nur halt " +
        "eben bald gleich später bitte so ja ist sind war bin sein haben habe hat hatte kann können wird werden soll zu für von auf " +
        "an am im in " +
        "mit bei und oder aber wenn als wie sehr heute gerade dafür dazu damit darum davon").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static string Rest(string clause) => Lead().Replace(clause.Trim(), "");

    [GeneratedRegex(@"[,;\n!?]+|[.:](?=\s|$)|\s[-–—]\s", RegexOptions.CultureInvariant)]
    private static partial Regex Borders();

    // "so, well, …"
    [GeneratedRegex(
        @"^\W*(?:(?:and|but|so|well|also|ok|okay|anyway|sorry|please|und|aber|naja|also|na gut|bitte|ja|hm+|uh|um|pls|plz)\b\W*)+(?=\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^\W*(?:" +
        // told later
        @"(?:(?:i|we|i'?ll|we'?ll|let me)\s+)(?:(?:will|can|shall|would|am going to|gonna|have to)\s+)?(?:just\s+)?(?:tell|give|" +
        @"send|write|" +
        @"explain|add|fill in|provide|share|type|post|bring)\b(?:\s+(?:to\s+)?(?:you|u|that|this|it|the|rest|reasons?|details?|" +
        @"more|info\w*|" +
        @"explanation|everything|in|all))*(?:\s+(?:later|soon|shortly|tomorrow|afterwards|next|then|when i(?:'m| am)? .{2,30}|" +
        @"(?:in )?(?:a|one|few|some)\s+.{2,20}|(?:after|before) .{2,20}))?|" +
        @"(?:i|we|i'?ll|we'?ll|let me)\s+(?:will\s+)?(?:get back|come back|be back|follow up|check back)\b.{0,40}|" +
        @"(?:the\s+)?(?:rest|more|details?|reasons?|explanation|info\w*)\s+(?:will\s+|to\s+|is\s+|are\s+)?(?:follow\w*|come\w*|" +
        @"later|soon|" +
        @"shortly|tomorrow|coming)\b.{0,20}|" +
        @"(?:just\s+)?(?:a|one)\s+(?:moment|minute|sec\w*)|hold on|hang on|wait|bear with me|brb|more (?:on (?:that|" +
        @"this) )?(?:later|soon|in a .{2,12})|" +
        @"(?:(?:den|die|das|alles|mehr)\s+)?(?:rest|details?|begründung|grund|gründe|näheres|weiteres|mehr|" +
        @"infos?)\s+(?:dazu\s+)?(?:folg\w*|" +
        @"kommt|kommen|später|gleich|morgen|reiche? ich nach|liefere? ich nach|sag\w* ich|schick\w* ich|schreib\w* ich|erzähl\w* ich|" +
        @"erklär\w* ich|trag\w* ich)\b.{0,30}|" +
        @"ich\s+(?:sag\w*|schick\w*|schreib\w*|erzähl\w*|erklär\w*|reich\w*|liefer\w*|meld\w*|trag\w*)\s+(?:(?:es|das|den|die|" +
        @"dir|ihnen|euch|" +
        @"mich|rest|details?|begründung|gründe?|mehr|dazu|alles|noch|dann|nachher)\s*)*(?:später|gleich|nach|nachher|morgen|bald|dann|" +
        @"in (?:einer?|ein paar) .{2,15})?|" +
        @"(?:einen?\s+)?(?:moment|augenblick|sekunde|minute)(?:\s+(?:bitte|noch))?|(?:warte|wartet|warten sie)\s*(?:kurz|mal|bitte)?|" +
        @"(?:(?:(?:der|die|den|das|the)\s+)?(?:rest|details?|das|die|es|alles|mehr|begründung|it|that|this|more|reasons?)\s+)?" +
        @"(?:kommt|kommen|folgt|folgen|comes?|coming|follows?)(?:\s+(?:gleich|noch|bald|später|nachher|sofort|morgen|dann|in kürze|" +
        @"soon|shortly|later|tomorrow|next|in an? (?:moment|minute|sec\w*|bit|while|hour)|in (?:einer? (?:minute|stunde|weile)|" +
        @"einem (?:moment|augenblick)|ein paar minuten)))+|" +
        @"(?:dazu\s+)?(?:später|gleich|nachher|bald|morgen)\s+mehr(?:\s+dazu)?|mehr\s+(?:dazu\s+)?(?:später|gleich|nachher|bald|morgen)|" +
        @"(?:(?:das|es|den rest|alles|mehr|dazu|details?|die details?|die begründung|den grund)\s+)?(?:erkläre?|sage?|schreibe?|schicke?|" +
        @"reiche?|liefere?|ergänze|trage)\s+ich\s+(?:(?:dir|ihnen|euch|noch|dann|das|es|mehr|alles)\s+)*(?:gleich|später|nach|nachher|" +
        @"morgen|bald)(?:\s+(?:nach|noch|dazu))?|(?:wird|werden)\s+(?:noch\s+)?nachgereicht|" +
        @"(?:later|soon|shortly|später|gleich|nachher|tbd|tba|tbc|to be (?:continued|defined|done|confirmed|added)|" +
        @"in an? (?:moment|minute|sec\w*|bit))|" +
        // what is known already, or stands elsewhere
        @"(?:as|like) (?:(?:we|i|you) )?(?:discussed|agreed|said|know|mentioned|told you|talked)\b.{0,30}|you know(?: (?:why|" +
        @"the reason))?|" +
        @"see (?:above|below)|wie (?:besprochen|gesagt|bekannt|vereinbart|erwähnt|(?:du|sie|ihr) (?:ja )?(?:weißt|weisst|wissen|wisst))|" +
        @"(?:du|sie) (?:weißt|weisst|wissen) ja(?: warum)?|siehe (?:oben|unten)|" +
        // agreement, and nothing more
        @"(?:(?:ok|okay|k|cool|nice|great|super|perfect|fine|alright|all right|sure|lovely|awesome|got it|i see|understood|sounds good|" +
        @"will do|no worries|no problem|good|right|yep|yup|yeah|haha|lol|klar|alles klar|gut|prima|toll|klasse|passt|jo|jep|genau|" +
        @"verstanden|verstehe|kein problem|in ordnung|man|mate|then|dann|danke|thanks|thx|ty|cheers|pls|plz|please|bitte)\W*)+|" +
        // haste, hope, thanks, doubt
        @"(?:(?:asap|urgent(?:ly)?|immediately|right away|now|quickly|dringend|eilig|sofort|schnell|eilt|so schnell wie möglich|" +
        @"as soon as possible|pls|plz|please|bitte|very|really|sehr)\W*)+|" +
        @"(?:it|this|that)(?:'s| is)\s+(?:really |very |super |quite |kind of )?(?:urgent|important)|(?:i|" +
        @"we) (?:really )?need (?:it|this) (?:asap|" +
        @"quickly|fast|soon|now|today|as soon as possible|urgently)|(?:es|das) (?:ist )?(?:eilt|(?:sehr |wirklich |" +
        @"echt )?(?:dringend|eilig|" +
        @"wichtig))|(?:i )?hope (?:(?:that|this|it)(?:'s| is)?|you) .{2,40}|(?:ich )?hoffe?(?:,? (?:das|es|dass das) .{2,30})?|" +
        @"(?:das|es) passt (?:so|dann)?|" +
        @"(?:it|that|this)? ?(?:would|'d) be (?:really |so |very )?(?:great|nice|awesome|cool|lovely|good|helpful|" +
        @"appreciated)\b.{0,30}|(?:i|we)(?:'d| would) " +
        @"appreciate (?:it|that|this|your help)|(?:das |es )?wäre (?:echt |sehr |wirklich )?(?:super|toll|nett|lieb|schön|" +
        @"klasse|prima|gut)\b.{0,20}|" +
        @"(?:thanks|thank you|thx|cheers|ta|danke|vielen dank|many thanks)\b.{0,30}|(?:i )?(?:have )?no idea how (?:this|it) works|" +
        @"(?:i'?m |" +
        @"i am )?not sure " +
        @"(?:if|whether) (?:this|i|that) .{2,40}|(?:this is )?my first time.{0,20}|(?:ich )?(?:habe )?keine ahnung|wie (?:das|" +
        @"es) (?:hier )?(?:geht|läuft|funktioniert)|" +
        @"(?:ich )?(?:bin )?(?:mir )?nicht sicher,? ob .{2,40}|(?:ich )?mach\w* das zum ersten mal" +
        @")\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clause();
}
