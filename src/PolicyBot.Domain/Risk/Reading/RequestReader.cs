using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>
/// Reads facts from a request's texts without a model: amounts, counts, and words whose meaning the catalog tells. It knows no case, and no
/// word of its own.
/// </summary>
internal static class RequestReader
{
    private const string AnyNumber = "#";
    private const string Removes = "removes";

    // Read for every topic: they are about the request, not about what is excepted.
    private static readonly HashSet<string> AlwaysRead = new(StringComparer.Ordinal)
    {
        "exploited", "happened", FactKind.Endless, "selfChecked", FactKind.Personal, FactKind.Ends,
    };

    /// <summary>Everything that the texts say.</summary>
    public static IReadOnlyList<AssessedFact> Read(AssessmentSettings settings, Topic topic, RequestFacts request)
    {
        var text = new ReadText(settings, topic.Id, request);
        var sheet = new FactSheet();
        sheet.Add(text.Hits.SelectMany(hit => Said(text, topic, hit)));
        if (topic.Reads.Contains(FactKind.Money))
        {
            sheet.Add(Money(text));
        }

        sheet.Add(Controls(text));
        sheet.Add(ElementReader.Read(text, topic, request, sheet));
        return sheet.Facts;
    }

    private static IEnumerable<AssessedFact> Said(ReadText text, Topic topic, Hit hit)
    {
        if (IsOnlyActing(text, hit))
        {
            yield break;
        }

        foreach (var (fact, value) in hit.Signal.Gives.Where(pair => AlwaysRead.Contains(pair.Key) || topic.Reads.Contains(pair.Key)))
        {
            if (value != AnyNumber)
            {
                yield return new AssessedFact(fact, value, FactSource.Text, hit.Sentence.Field, hit.Quote);
            }
            else if (text.Numbers.At(hit.Sentence.Tokens, hit.First, out _) is { } number)
            {
                yield return new AssessedFact(fact, FactSheet.Number(number), FactSource.Text, hit.Sentence.Field, hit.Quote);
            }
        }
    }

    // People of whom the reason says what they do or want are not people whose data is concerned.
    private static bool IsOnlyActing(ReadText text, Hit hit) =>
        (hit.Signal.Gives.ContainsKey(FactKind.Data) || hit.Signal.Gives.ContainsKey(FactKind.People))
        && text.Find(SignalNames.Acts).Any(act => act.Sentence == hit.Sentence && act.First == hit.Last + 1);

    // What is asked for stands in the scope; only where that names no amount, in title and reason. What a denial costs is no money that
    // passes.
    private static IEnumerable<AssessedFact> Money(ReadText text)
    {
        var inScope = Amounts(text, [FieldIds.Scope]).ToList();
        return inScope.Count > 0 ? inScope : Amounts(text, [FieldIds.Title, FieldIds.Justification]);
    }

    private static IEnumerable<AssessedFact> Amounts(ReadText text, string[] fields) =>
        from sentence in text.Sentences
        where fields.Contains(sentence.Field)
        let per = text.Find(SignalNames.Per).Where(hit => hit.Sentence == sentence).Select(hit => hit.First).ToHashSet()
        from amount in text.Numbers.Amounts(sentence.Tokens, per.Contains)
        select new AssessedFact(FactKind.Money, FactSheet.Number(Math.Round(amount.Euros)), FactSource.Text, sentence.Field,
            sentence.Quote(amount.At, amount.End));

    // Kinds are counted, not words, and one a sentence: two sentences about who may sign in are one control, and so is one sentence about
    // who signs in and who watches. A sentence of good will counts for none.
    private static IEnumerable<AssessedFact> Controls(ReadText text)
    {
        var named = text.Hits.Where(hit => hit.Signal.Control is not null && !text.Stands(SignalNames.Weak, hit.Sentence)).ToList();
        if (named.FirstOrDefault(hit => hit.Signal.Control == Removes) is { } removing)
        {
            yield return new AssessedFact(FactKind.Controls, "removed", FactSource.Text, removing.Sentence.Field, removing.Quote);
        }
        else if (named.Count > 0)
        {
            var several = named.DistinctBy(hit => hit.Sentence).Count() > 1 && named.DistinctBy(hit => hit.Signal.Control).Count() > 1;
            yield return new AssessedFact(
                FactKind.Controls, several ? "two" : "one", FactSource.Text, named[0].Sentence.Field, named[0].Quote);
        }
    }
}
