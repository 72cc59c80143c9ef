namespace PolicyBot.Domain.Risk;

/// <summary>
/// What may be taken from a model's facts: those with a quotation that stands in the request, and of the kinds that a text can say.
/// </summary>
public static class ModelFacts
{
    /// <summary>The value of a fact that is of no kind in the list.</summary>
    public const string OfNoKind = "other";

    /// <summary>The longest quotation, in UTF-16 units.</summary>
    public const int LongestQuote = 500;

    /// <summary>The kinds that a model may read from a text.</summary>
    public static IReadOnlyList<FactKind> Kinds { get; } =
    [
        .. new[] { FactKind.Money, FactKind.Data, FactKind.People, "information", "systems", "law", "reach", "finding", "exploited",
        "happened", FactKind.Endless, "selfChecked" }
            .Select(id => FactKind.Find(id)!),
    ];

    /// <summary>Whether a quotation stands in one of the texts, character by character.</summary>
    public static bool StandsIn(IEnumerable<string> texts, string quote) =>
        !string.IsNullOrWhiteSpace(quote) && quote.Length <= LongestQuote
            && texts.Any(text => text.Contains(quote, StringComparison.Ordinal));

    /// <summary>The facts of an answer that the table may look at.</summary>
    /// <param name="model">Null: there is no answer.</param>
    public static IReadOnlyList<AssessedFact> Checked(ModelResult? model, RequestFacts request)
    {
        var texts = request.Texts.ToList();
        string[] answers = [.. request.Fields.Values.Select(VisibleText.Clean)];
        return
        [
            .. from fact in model?.Facts ?? []
               where fact.Id is { } id && fact.Value is { } value && Kinds.Any(kind => kind.Id == id && kind.Allows(value))
               where StandsIn(texts.Select(text => text.Text).Concat(answers), fact.Quote)
               select new AssessedFact(
                   fact.Id!, fact.Value!, FactSource.Model, texts.FirstOrDefault(text => StandsIn([text.Text], fact.Quote)).Field,
                       fact.Quote),
        ];
    }
}
