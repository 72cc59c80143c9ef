using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>A request's texts, cut into sentences, with the signals found in them.</summary>
internal sealed class ReadText
{
    private const int NegationReach = 4;
    private static readonly string[] NoValues = [SignalNames.Placeholder, SignalNames.Negation];

    private readonly AssessmentSettings _settings;
    private readonly Dictionary<string, List<Hit>> _hits = new(StringComparer.Ordinal);

    public ReadText(AssessmentSettings settings, string topic, RequestFacts request)
    {
        _settings = settings;
        Numbers = new NumberWords(settings);
        var spelling = Spelling.For(settings);
        var all = request.Texts.SelectMany(text => Tokenizer.Sentences(text.Field, text.Text)).Select(spelling.Read).ToList();
        Sentences = [.. all.Select(WithoutWordsToAMachine).OfType<Sentence>()];

        foreach (var signal in settings.Signals.Values.Where(signal => signal.Topics.Count == 0 || signal.Topics.Contains(topic)))
        {
            _hits[signal.Name] =
                [.. Sentences.Where(sentence => IsIn(signal, sentence.Field)).SelectMany(sentence => Find(signal, sentence))];
        }
    }

    /// <summary>The sentences that speak of the matter.</summary>
    public IReadOnlyList<Sentence> Sentences { get; }

    /// <summary>Numbers in digits and words.</summary>
    public NumberWords Numbers { get; }

    /// <summary>Everything that was found, by the signal.</summary>
    public IEnumerable<Hit> Hits => _hits.Values.SelectMany(hits => hits);

    /// <summary>Where a signal stands.</summary>
    public IReadOnlyList<Hit> Find(string signal) => _hits.GetValueOrDefault(signal) ?? [];

    /// <summary>Whether a signal stands in a sentence.</summary>
    public bool Stands(string signal, Sentence sentence) =>
        _settings.Signals.TryGetValue(signal, out var known) && Find(known, sentence).Any();

    /// <summary>The sentences of a field.</summary>
    public IEnumerable<Sentence> In(string field) => Sentences.Where(sentence => sentence.Field == field);

    /// <summary>How many words a field has.</summary>
    public int Words(string field) => In(field).Sum(sentence => sentence.Tokens.Count);

    private static bool IsIn(Signal signal, string field) => signal.In.Count == 0 ? field != FieldIds.Impact : signal.In.Contains(field);

    // What speaks to an assessor is as if it were not there, from its clause to the end of the sentence; what was told before it still
    // counts.
    private Sentence? WithoutWordsToAMachine(Sentence sentence)
    {
        if (!_settings.Signals.TryGetValue(SignalNames.Disregard, out var disregard)
            || Find(disregard, sentence).FirstOrDefault() is not { } spoken)
        {
            return sentence;
        }

        var clause = spoken.First;
        while (clause > 0 && !sentence.Tokens[clause].OpensClause)
        {
            clause--;
        }

        return clause == 0 ? null : sentence with { Tokens = [.. sentence.Tokens.Take(clause)] };
    }

    private IEnumerable<Hit> Find(Signal signal, Sentence sentence)
    {
        for (var at = 0; at < sentence.Tokens.Count; at++)
        {
            if (PhraseIndex.For(signal.Words).EndsAt(sentence.Tokens, at, Numbers.IsNumber) is >= 0 and var last
                && (signal.EvenDenied || signal.Name == SignalNames.Negation || !IsDenied(sentence, at))
                && !(signal.Control is not null && IsEmptyLabel(sentence, last)))
            {
                yield return new Hit(signal, sentence, at, last);
                at = last;
            }
        }
    }

    // "Workaround: none", as tickets have it.
    private bool IsEmptyLabel(Sentence sentence, int last) =>
        last == sentence.Tokens.Count - 2 && sentence.Tokens[last + 1].OpensClause
        && NoValues.Any(name => _settings.Signals.TryGetValue(name, out var signal)
            && PhraseIndex.For(signal.Words).EndsAt(sentence.Tokens, last + 1, Numbers.IsNumber) > last);

    private bool IsDenied(Sentence sentence, int at)
    {
        if (!_settings.Signals.TryGetValue(SignalNames.Negation, out var negation))
        {
            return false;
        }

        for (var before = at; before > Math.Max(0, at - NegationReach) && !sentence.Tokens[before].OpensClause; before--)
        {
            if (PhraseIndex.For(negation.Words).EndsAt(sentence.Tokens, before - 1, Numbers.IsNumber) is >= 0 and var end && end < at)
            {
                return true;
            }
        }

        return false;
    }
}
