using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Domain.Risk;

/// <summary>
/// Gathers what is known about a request: what the catalog says of the policy, its fields, the form's choices, the texts, and what was
/// corrected.
/// </summary>
public static class KnownFacts
{
    private static readonly Topic Other =
        new("other", SignalWords.None, Impact.Serious, [], [], new Dictionary<string, string>(), null, []);

    /// <summary>
    /// Which kind of policy it is: the one the catalog names for it, else the first whose words stand in its id, name or text.
    /// </summary>
    public static Topic TopicOf(AssessmentSettings settings, Policy policy)
    {
        if (settings.FindEntry(policy).Topic is { } named)
        {
            return settings.Topics.FirstOrDefault(topic => topic.Id == named) ?? Other;
        }

        var numbers = new NumberWords(settings);
        var sentences = new[] { policy.Id, policy.Name, policy.Text }.SelectMany(text => Tokenizer.Sentences("", text)).ToList();
        return settings.Topics.FirstOrDefault(topic => sentences.Exists(sentence =>
                Enumerable.Range(0, sentence.Tokens.Count)
                    .Any(at => PhraseIndex.For(topic.Words).EndsAt(sentence.Tokens, at, numbers.IsNumber) >= 0)))
            ?? Other;
    }

    /// <summary>Gathers it.</summary>
    /// <param name="topic">The kind of policy.</param>
    /// <param name="fromModel">What a model read; none where it was not asked.</param>
    public static FactSheet Gather(
        AssessmentSettings settings, Policy policy, Topic topic, RequestFacts request, IEnumerable<AssessedFact> fromModel)
    {
        var sheet = new FactSheet();
        sheet.Add(new AssessedFact(FactKind.Topic, topic.Id, FactSource.Policy));
        sheet.Add(new AssessedFact(FactKind.Days, FactSheet.Number((decimal)Math.Max(0, request.DurationDays)), FactSource.Policy));
        sheet.Add(topic.Gives.Select(pair => new AssessedFact(pair.Key, pair.Value, FactSource.Policy)));
        sheet.Add(Answers(settings, policy, request));
        sheet.Add(request.Chosen.Select(pair => new AssessedFact(pair.Key, pair.Value, FactSource.Chosen, FieldIds.Fact(pair.Key))));
        sheet.Add(RequestReader.Read(settings, topic, request));
        sheet.Add(fromModel);
        sheet.Add(request.Corrected.Select(pair => new AssessedFact(pair.Key, pair.Value, FactSource.Corrected)));

        sheet.AddDefault(FactKind.Controls, FactKind.None);
        sheet.AddDefault("content", FactKind.No);
        sheet.AddDefault("pseudonymised", FactKind.No);
        sheet.AddDefault(FactKind.Personal, FactKind.No);
        sheet.AddDefault(FactKind.Ends,
            topic.EndsWithinDays is { } days ? request.DurationDays <= days ? FactKind.Event : FactKind.State : FactKind.State);
        if (sheet.Is(FactKind.Personal, FactKind.Yes) && !topic.Reads.Contains(FactKind.Data))
        {
            sheet.AddDefault(FactKind.People, "1");
        }

        return sheet;
    }

    private static IEnumerable<AssessedFact> Answers(AssessmentSettings settings, Policy policy, RequestFacts request) =>
        settings.Answers.Select(meaning => (meaning.Field, meaning.Is, meaning.Range, meaning.Gives))
            .Concat(settings.FindEntry(policy).Facts.Select(fact => (fact.Field, fact.Is, fact.Range, fact.Gives)))
            .Where(meaning => AnswerMatch.Holds(
                meaning.Field, meaning.Is, meaning.Range, AnswerMatch.Find(request.Fields, meaning.Field)))
            .SelectMany(meaning =>
                meaning.Gives.Select(pair => new AssessedFact(pair.Key, pair.Value, FactSource.Field, FieldOf(meaning.Field))));

    private static string FieldOf(string field) => AssetList.Has(field) ? FieldIds.Assets : FieldIds.Own(field);
}
