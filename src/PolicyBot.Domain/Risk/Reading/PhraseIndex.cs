using System.Runtime.CompilerServices;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>The phrases of one signal, by the letter they begin with.</summary>
internal sealed class PhraseIndex
{
    private static readonly ConditionalWeakTable<SignalWords, PhraseIndex> Known = [];
    private readonly Dictionary<char, Phrase[]> _byLetter;
    private readonly Phrase[] _others;

    public PhraseIndex(IEnumerable<string> phrases)
    {
        var all = phrases.Where(Phrase.IsOne).Select(Phrase.Parse).ToLookup(phrase => phrase.First);
        _byLetter = all.Where(group => group.Key is not null).ToDictionary(group => group.Key!.Value, group => group.ToArray());
        _others = [.. all[null]];
    }

    /// <summary>The index of a signal's words, made once for each instance.</summary>
    public static PhraseIndex For(SignalWords words) =>
        Known.GetValue(words, static known => new PhraseIndex(known.ByLanguage.Values.SelectMany(phrases => phrases)));

    /// <summary>The longest phrase that begins with a word.</summary>
    /// <returns>The position of its last word; -1: none does.</returns>
    public int EndsAt(IReadOnlyList<Token> tokens, int at, Func<Token, bool> isNumber)
    {
        var end = -1;
        foreach (var phrase in _byLetter.GetValueOrDefault(tokens[at].Text[0], []))
        {
            end = Math.Max(end, phrase.EndsAt(tokens, at, isNumber));
        }

        foreach (var phrase in _others)
        {
            end = Math.Max(end, phrase.EndsAt(tokens, at, isNumber));
        }

        return end;
    }
}
