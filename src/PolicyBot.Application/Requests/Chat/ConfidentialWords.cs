using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Recognises that a request is to be confidential, or not: "keep it confidential please", "bitte vertraulich"; and who asks whether it
/// is. A question wishes nothing. Pure.
/// </summary>
internal static partial class ConfidentialWords
{
    private static readonly FrozenSet<string> Names = Set(
        "confidential confidentially confidentiality vertraulich vertrauliche vertraulichen");

    private static readonly FrozenSet<string> Denials = Set("not no don t nicht kein keine");

    private static readonly FrozenSet<string> Orders = Set(
        "keep make mark treat handle flag set behandeln behandle halten halte machen mach markieren markiere request exception antrag " +
        "ausnahme");

    private static readonly FrozenSet<string> Around = Set(
        "as it its this that is s should be must to stay remain the my our please pls oh and also strictly ok so but yes actually can " +
        "could you we i want need would like everything all of als das es ist sei bleiben bleibt muss soll sollte der den die streng " +
        "bitte und auch ja ach doch übrigens kann können könnte könnten kannst würden sie du man ich wir möchte alles hier");

    private static readonly FrozenSet<string> AroundQuestions = Set(
        "are was will does do did now already really who whom everybody anyone see sees read reads still sind war wird wirklich schon " +
        "jetzt noch wer sieht sehen meine mein dies denn eigentlich dieser diese");

    /// <summary>What a text says that says nothing else; null: it says something else, or asks.</summary>
    public static bool? Read(string text) => IsQuestion(text) ? null : Say(text);

    /// <summary>Whether a text says among others that the request is to be confidential.</summary>
    public static bool AreIn(string text) => Called().IsMatch(text)
        || Sentences().Matches(text).Select(sentence => sentence.Value).Any(sentence =>
        Parts().Split(sentence).Any(part => Wish().IsMatch(part) && !IsQuestion(part, sentence.TrimEnd().EndsWith('?')))
        || Borders().Split(sentence).Any(clause => !IsQuestion(clause, sentence.TrimEnd().EndsWith('?')) && Say(clause) == true));

    /// <summary>
    /// Takes from the start of a text what says only how confidential it is: "vertraulich: ich brauche …", "confidential - I need …".
    /// </summary>
    /// <returns>The rest, or the whole text where it begins otherwise; and whether all of it is to be confidential.</returns>
    public static (string Left, bool IsConfidential) TakeLead(string text)
    {
        var lead = Lead().Match(text);
        var said = lead.Success && !IsQuestion(lead.Groups["mark"].Value) ? Say(lead.Groups["mark"].Value) : null;
        return (said is null ? text : text[lead.Length..], said == true || Called().IsMatch(text));
    }

    /// <summary>Whether a text says so of the request in so many words, so that it answers no question: "make it confidential".</summary>
    public static bool AreOrdered(string text) => Wish().IsMatch(text) || WordsOf(text).Exists(Orders.Contains);

    /// <summary>Whether a text asks how confidential the request is, or who sees it.</summary>
    public static bool Ask(string text) => WhoSees().IsMatch(text.Trim())
        || (IsQuestion(text) && (Wish().IsMatch(text) || (WordsOf(text) is var words && words.Exists(Names.Contains)
            && words.TrueForAll(word => IsKnown(word) || AroundQuestions.Contains(word)))));

    /// <summary>Whether a text asks who sees a request.</summary>
    public static bool AskWhoSees(string text) => WhoSees().IsMatch(text.Trim());

    private static bool? Say(string text) =>
        WordsOf(text) is var words && words.Exists(Names.Contains) && words.TrueForAll(IsKnown) ? !words.Exists(Denials.Contains) : null;

    private static bool IsKnown(string word) =>
        Names.Contains(word) || Denials.Contains(word) || Orders.Contains(word) || Around.Contains(word);

    // "can you keep it confidential?" and "confidential, please?" are wishes
    private static bool IsQuestion(string text, bool? ends = null) =>
        Asking().IsMatch(text.Trim()) || ((ends ?? text.TrimEnd().EndsWith('?')) && !Polite().IsMatch(text.Trim()));

    private static List<string> WordsOf(string text) =>
        [.. Tokenizer.Split(text).Where(token => char.IsLetterOrDigit(token.Text[0])).Select(token => token.Text)];

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // "confidential: yes" is an answer
    [GeneratedRegex(
        @"^[^\p{L}\p{N}]*(?<mark>[^,;:\n!?.()\[\]–—]{3,80}?)\s*(?:[,;:\n!.)\]]|\s-+\s|[–—])[^\p{L}\p{N}]*" +
        @"(?=[\p{L}\p{N}])(?!(?:yes|yep|yeah|no|nope|y|n|true|false|ja|nein)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    // "I need a confidential exception to …", and none to what is itself confidential
    [GeneratedRegex(
        @"(?:^\W*|\b(?:an?|another|my|our|this|eine?|einen|meine?|meinen|unsere?|need|want|request|brauche|brauchen|beantrage)\s+)" +
        @"(?:strictly\s+|streng\s+)?(?:confidential|vertrauliche[nrs]?)\s+" +
        @"(?:(?!(?:data|info\w*|access|reports?|files?|docu\w*|records?|customer\w*|client\w*|daten\w*|doku\w*|unterlagen|kunden\w*)\b)" +
        @"\w[\w-]*\s+){0,2}(?:\w+-)?(?:exception|exemption|waiver|ausnahme|ausnahmegenehmigung|sondergenehmigung|befreiung)" +
        @"(?=\W*$|\s*[,.;:!?\n]|\s+(?:to|from|for|of|on|until|till?|because|since|as|and|please|von|vom|zu|zum|zur|für|bis|bei|weil|" +
        @"und|bitte)\b)|" +
        @"^\W*(?:strictly\s+confidential|confidential(?:ly)?|(?:streng\s+)?vertraulich)\s+(?:i|we|ich|wir|need|brauche)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    [GeneratedRegex(@"[^.!?\n]+(?:[.!?]+(?!\s|$)[^.!?\n]+)*[.!?]*", RegexOptions.CultureInvariant)]
    private static partial Regex Sentences();

    [GeneratedRegex(@"[,;]|\s(?:and|und)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"[,;\n!?()]+|[.:](?=\s|$)|\s[-–—]\s", RegexOptions.CultureInvariant)]
    private static partial Regex Borders();

    // without a question mark too; "is confidential" tells
    [GeneratedRegex(
        @"^(?:(?:please|bitte|oh|ach|and|und|but|aber|so|ok|okay|hi|hey|hallo)\b[\s,.!]*)*" +
        @"(?:(?:who|wer)\b|(?:is|are|was|will|does|did|ist|sind|war|wird)\s+" +
        @"(?!you\b|(?:strictly\s+|streng\s+)?(?:confidential|vertraulich)))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"^(?:(?:please|bitte|oh|ach|and|und|but|aber|so|ok|okay|hi|hey|hallo|no|nein|yes|ja)\b[\s,.!]*)*" +
        @"(?:(?:can|could|will|would)\s+you\b|(?:kannst|könntest|würdest|können|könnten|würden|könnt|könntet)\s+(?:du|sie|ihr)\b|" +
        @"(?:keep|make|mark|treat|handle|flag|set|behandel\w*|halte\w*|mache?|markiere)\b)|" +
        @"^(?!(?:is|are|do|does|should|must|may|ist|sind|soll|sollte|muss|darf|how|wie)\b)" +
        @".*\b(?:please|pls|bitte|want|need|would like|möchte)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Polite();

    [GeneratedRegex(
        @"^(?:(?:and|so|but|ok|und|aber)\b[\s,]*)*(?:who(?:\s+(?:else|all))?\s+(?:(?:can|could|may|will|does|gets? to|is able to|" +
        @"is allowed to)\s+)?" +
        @"(?:see|sees|read|reads)\s+(?:it|this|that|all this|(?:my|the|this|an?)\s+(?:request|draft|exception)|(?:my |" +
        @"the )?(?:requests|exceptions)|what i (?:write|wrote|ask))|" +
        @"wer(?:\s+(?:alles|sonst|noch))*\s+(?:(?:kann|darf|könnte|wird)\s+)?(?:sieht\s+)?" +
        @"(?:das|es|dies|ihn|(?:den|meinen|diesen|einen)\s+(?:antrag|entwurf)|(?:die|meine|diese|eine)\s+(?:ausnahme|" +
        @"anfrage))(?:\s+(?:alles|hier|denn|eigentlich))*(?:\s+(?:sehen|lesen))?)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhoSees();

    [GeneratedRegex(
        @"\b(?:keep|make|mark|treat|handle)\s+(?:it|this|that|everything)\s+(?:as\s+)?(?:strictly\s+)?confidential(?:ly)?\b|" +
        @"\bvertraulich\s+(?:behandeln|halten)\b|\b(?:behandeln?|halten?)\s+(?:sie\s+)?(?:das|es|dies)\s+(?:bitte\s+)?vertraulich\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wish();
}
