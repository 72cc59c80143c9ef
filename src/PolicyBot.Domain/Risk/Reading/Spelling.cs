using System.Runtime.CompilerServices;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>
/// Reads hurried words as they were meant: what the catalog says is short for something, and a long word with one slip of the fingers.
/// </summary>
internal sealed class Spelling
{
    private const int ShortestKnown = 7;
    private const int MostShort = 2;

    private static readonly ConditionalWeakTable<AssessmentSettings, Spelling> Known = [];
    private readonly Dictionary<string, string[]> _short;
    private readonly HashSet<string> _words;
    private readonly ILookup<char, string> _byLetter;

    private Spelling(AssessmentSettings settings)
    {
        _short = settings.Shorthand
            .GroupBy(pair => Token.Fold(pair.Key), pair => Parts(pair.Value), StringComparer.Ordinal) // "ASAP" beside a given "asap"
            .Where(meant => meant.Last().Length > 0)
            .ToDictionary(meant => meant.Key, meant => meant.Last(), StringComparer.Ordinal);
        _words = [.. settings.Signals.Values
            .SelectMany(signal => signal.Words.ByLanguage.Values)
            .SelectMany(phrases => phrases)
            .SelectMany(Parts)
            .Select(part => part.Trim('*'))
            .Where(part => part.Length >= ShortestKnown)];
        _byLetter = _words.ToLookup(word => word[0]);
    }

    /// <summary>The spelling of a catalog, made once for each instance.</summary>
    public static Spelling For(AssessmentSettings settings) => Known.GetValue(settings, static known => new Spelling(known));

    /// <summary>The sentence as it was meant. Every word still points to where it stands.</summary>
    public Sentence Read(Sentence sentence)
    {
        var tokens = new List<Token>(sentence.Tokens.Count);
        for (var at = 0; at < sentence.Tokens.Count; at++)
        {
            var token = sentence.Tokens[at];
            if (Short(sentence, at) is var (meant, count))
            {
                var end = sentence.Tokens[at + count - 1].End;
                tokens.AddRange(meant.Select((word, index) =>
                    new Token(word, token.Start, end - token.Start, token.OpensClause && index == 0)));
                at += count - 1;
            }
            else
            {
                tokens.Add(token with { Text = Corrected(token.Text) });
            }
        }

        return sentence with { Tokens = tokens };
    }

    private static string[] Parts(string words) =>
        [.. words.Split([' ', '-', '\'', '’', '/'], StringSplitOptions.RemoveEmptyEntries).Select(word => Token.Fold(word))];

    private (string[] Meant, int Count)? Short(Sentence sentence, int at)
    {
        for (var count = Math.Min(MostShort, sentence.Tokens.Count - at); count > 0; count--)
        {
            if (_short.TryGetValue(string.Join(' ', sentence.Tokens.Skip(at).Take(count).Select(token => token.Text)), out var meant))
            {
                return (meant, count);
            }
        }

        return null;
    }

    private string Corrected(string word)
    {
        if (word.Length < ShortestKnown - 1 || char.IsAsciiDigit(word[0]) || _words.Contains(word))
        {
            return word;
        }

        // a word whose beginning is known as it stands is another word of the family and no slip
        return _byLetter[word[0]].Any(known => word.StartsWith(known, StringComparison.Ordinal))
            ? word
            : _byLetter[word[0]].FirstOrDefault(known => IsSlip(word, known)) ?? word;
    }

    // Two letters changed places, or one is lost or doubled; never the first, never the last, which inflects.
    private static bool IsSlip(string word, string known)
    {
        if (word[^1] != known[^1] || Math.Abs(word.Length - known.Length) > 1)
        {
            return false;
        }

        var same = 0;
        while (same < Math.Min(word.Length, known.Length) && word[same] == known[same])
        {
            same++;
        }

        return (word.Length - known.Length) switch
        {
            0 => same + 1 < word.Length && word[same] == known[same + 1] && word[same + 1] == known[same]
                && word.AsSpan(same + 2).SequenceEqual(known.AsSpan(same + 2)),
            1 => word[same] == word[same - 1] && word.AsSpan(same + 1).SequenceEqual(known.AsSpan(same)),
            _ => word.AsSpan(same).SequenceEqual(known.AsSpan(same + 1)),
        };
    }
}
