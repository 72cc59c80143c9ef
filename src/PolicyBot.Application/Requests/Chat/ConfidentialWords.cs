using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Recognises that a request is to be confidential, or not: "keep it confidential please", "bitte vertraulich". Pure.</summary>
internal static partial class ConfidentialWords
{
    private static readonly FrozenSet<string> Names =
        "confidential confidentially confidentiality vertraulich vertrauliche vertraulichen".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Denials =
        "not no don t nicht kein keine".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Around =
        ("keep make mark treat handle flag set as it its this that is s should be must to stay remain request exception the my our " +
        "please pls oh and also strictly ok so but yes actually can could you we i want need would like everything all of behandeln " +
        "behandle halten halte machen mach markieren als das es ist sei bleiben bleibt muss soll sollte der den antrag die ausnahme " +
        "streng bitte und auch ja ach übrigens kann können könnte sie du man ich wir möchte das alles hier")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a text says that says nothing else; null: it says something else.</summary>
    public static bool? Read(string text)
    {
        var words = Tokenizer.Split(text).Where(token => char.IsLetterOrDigit(token.Text[0])).Select(token => token.Text).ToList();
        return words.Exists(Names.Contains)
            && words.TrueForAll(word => Names.Contains(word) || Denials.Contains(word) || Around.Contains(word))
            ? !words.Exists(Denials.Contains) : null;
    }

    /// <summary>Whether a text says among others that the request is to be confidential.</summary>
    public static bool AreIn(string text) => Wish().IsMatch(text) || Borders().Split(text).Any(clause => Read(clause) == true);

    [GeneratedRegex(@"[,;\n!?()]+|[.:](?=\s|$)|\s[-–—]\s", RegexOptions.CultureInvariant)]
    private static partial Regex Borders();

    [GeneratedRegex(
        @"\b(?:keep|make|mark|treat|handle)\s+(?:it|this|that|everything)\s+(?:as\s+)?(?:strictly\s+)?confidential(?:ly)?\b|" +
        @"\bvertraulich\s+(?:behandeln|halten)\b|\b(?:behandeln?|halten?)\s+(?:sie\s+)?(?:das|es|dies)\s+(?:bitte\s+)?vertraulich\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wish();
}
