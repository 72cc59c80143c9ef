using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>
/// Why a label is what it is, as data: which rule, and with which values. It is put into words when it is shown, in the reader's language.
/// </summary>
/// <param name="Rule">Which rule; one of the names below. They are stored.</param>
/// <param name="Values">What it held with; what they mean is said at each rule.</param>
/// <param name="Words">The catalog's own sentence; null: there is none, and the rule has words.</param>
public sealed record RiskReason(string Rule, IReadOnlyList<string> Values, Wording? Words = null)
{
    /// <summary>The catalog says it in its own sentence.</summary>
    public const string Sentence = "sentence";

    /// <summary>The policy's floor: the policy's name, the label.</summary>
    public const string Floor = "floor";

    /// <summary>An answer to a field: its label, the answer.</summary>
    public const string Answer = "answer";

    /// <summary>Facts: the id of each, followed by its value.</summary>
    public const string Facts = "facts";

    /// <summary>The usual harm of an exception to the policy: its name, the impact.</summary>
    public const string UsualHarm = "usualHarm";

    /// <summary>The most that harm is likely with the policy: its name, the likelihood.</summary>
    public const string MostLikely = "mostLikely";

    /// <summary>
    /// In words, in the language of the moment; null: a newer host wrote it, and this one has no words for the rule or its values.
    /// </summary>
    /// <param name="settings">How facts are called.</param>
    public string? Say(AssessmentSettings settings) => (Words, Rule, Values) switch
    {
        ({ } words, _, _) => words.Said,
        (_, Floor, [var policy, var value, ..]) when Read<RiskLabel>(value) is { } label =>
            AssessmentWords.NeverBelow.With(policy, label.InWords()),
        (_, Answer, [var field, var answer, ..]) => AssessmentWords.AnswerDecides.With(field, answer),
        (_, Facts, { Count: > 0 } told) when told.Count % 2 == 0 =>
            string.Join("; ", told.Chunk(2).Select(fact => FactWords.Say(settings, fact[0], fact[1]))) + ".",
        (_, UsualHarm, [var policy, var value, ..]) when Read<Impact>(value) is { } impact => HarmWords(impact).With(policy),
        (_, MostLikely, [var policy, var value, ..]) when Read<Likelihood>(value) is { } most => LikelihoodWords(most).With(policy),
        _ => null,
    };

    internal static RiskReason Says(Wording words) => new(Sentence, [], words);

    private static T? Read<T>(string value)
        where T : struct, Enum => Enum.TryParse<T>(value, out var known) && Enum.IsDefined(known) ? known : null;

    private static string HarmWords(Impact impact) => impact switch
    {
        Impact.Limited => AssessmentWords.HarmLimited,
        Impact.Serious => AssessmentWords.HarmSerious,
        Impact.Severe => AssessmentWords.HarmSevere,
        _ => AssessmentWords.HarmCatastrophic,
    };

    private static string LikelihoodWords(Likelihood likelihood) => likelihood switch
    {
        Likelihood.Unlikely => AssessmentWords.PolicyUnlikely,
        Likelihood.Possible => AssessmentWords.PolicyPossible,
        _ => AssessmentWords.PolicyLikely,
    };
}
