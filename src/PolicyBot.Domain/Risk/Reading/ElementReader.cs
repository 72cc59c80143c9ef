using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>Which elements of a justification are there: a reason, a closed scope, a consequence, a step with its time …</summary>
internal static partial class ElementReader
{
    private const int FewestWords = 2;
    private const int WordsOfReason = 3;
    private const int WordsThatTell = 7;
    private const int LongestPhrase = 14;
    private const int ClaimReach = 4;

    private static readonly string[] NoWords = ["-", "--", "?", ".", "..."];

    /// <summary>Reads the elements.</summary>
    /// <param name="known">The facts that were read before.</param>
    public static IEnumerable<AssessedFact> Read(ReadText text, Topic topic, RequestFacts request, FactSheet known)
    {
        yield return Reason(text, request);
        yield return Scope(text, request);
        yield return Consequence(text, request);
        yield return Amount(text, topic, request, known);
        yield return Owner(text, request);
        var step = known.Is(FactKind.Endless, FactKind.Yes) ? null : Step(text);
        yield return Given(MissingTag.Remediation, step);
        yield return Given(MissingTag.Duration, step);
        var cited = Cited(text, request);
        yield return new AssessedFact(
            FactKind.Cited, cited is null ? FactKind.No : FactKind.Yes, FactSource.Text, cited?.Sentence.Field, cited?.Quote);
    }

    /// <summary>Whether a text is there, rather than something that stands for one.</summary>
    public static bool IsThere(ReadText text, string field, string typed) =>
        typed.Trim() is { Length: > 0 } given && !NoWords.Contains(given) && !Template().IsMatch(given) && Telling(text, field) > 0;

    // The words of a field without those that tell nothing.
    private static int Telling(ReadText text, string field)
    {
        var empty = text.Find(SignalNames.Placeholder).Concat(text.Find(SignalNames.Filler))
            .Where(hit => hit.Sentence.Field == field)
            .SelectMany(hit => Enumerable.Range(hit.First, hit.Last - hit.First + 1).Select(at => (hit.Sentence, at)))
            .Distinct().Count();
        return text.Words(field) - empty;
    }

    private static AssessedFact Reason(ReadText text, RequestFacts request)
    {
        var wished = text.Find(SignalNames.Convenience).Any() && !text.Find(SignalNames.Cause).Any();
        var there = IsThere(text, FieldIds.Justification, request.Justification) && Telling(text, FieldIds.Justification) >= WordsOfReason
            && !wished;
        return Given(MissingTag.Reason, there, FieldIds.Justification);
    }

    private static AssessedFact Scope(ReadText text, RequestFacts request) => Given(
        MissingTag.Scope,
        IsThere(text, FieldIds.Scope, request.Scope) && !text.Find(SignalNames.VagueScope).Any(),
        FieldIds.Scope);

    private static AssessedFact Consequence(ReadText text, RequestFacts request)
    {
        var sentences = text.In(FieldIds.Impact).ToList();
        var vague = text.Find(SignalNames.VagueImpact).Any()
            && text.Words(FieldIds.Impact) <= LongestPhrase
            && !sentences.Exists(sentence => sentence.Tokens.Any(text.Numbers.IsNumber));
        return Given(
            MissingTag.Impact,
            IsThere(text, FieldIds.Impact, request.ImpactIfDenied) && Telling(text, FieldIds.Impact) >= FewestWords && !vague,
            FieldIds.Impact);
    }

    // How much, which data, how many: said as a fact, or where words do, in a scope of some length.
    private static AssessedFact Amount(ReadText text, Topic topic, RequestFacts request, FactSheet known)
    {
        var told = topic.Demands.Select(known.Find).FirstOrDefault(fact => fact is not null)
            // one is a number
            ?? (topic.Demands.Contains(FactKind.People) && known.Is(FactKind.Personal, FactKind.Yes)
            ? known.Find(FactKind.Personal) : null);
        var described = !topic.Demands.Any(demand => FactKind.Find(demand) is { Id: FactKind.Money or FactKind.LeaveDays })
            && IsThere(text, FieldIds.Scope, request.Scope)
            && text.Words(FieldIds.Scope) >= WordsThatTell
            && !text.Find(SignalNames.VagueScope).Any();
        return new AssessedFact(FactKind.Given(MissingTag.Data), told is not null || described ? FactKind.Yes : FactKind.No,
            FactSource.Text, told?.Field, told?.Quote);
    }

    private static AssessedFact Owner(ReadText text, RequestFacts request)
    {
        var named = text.Find(SignalNames.Accountable) is [var first, ..] ? first : null;
        return request.OwnerNamed
            ? new AssessedFact(FactKind.Given(MissingTag.Owner), FactKind.Yes, FactSource.Chosen, FieldIds.Owner)
            : Given(MissingTag.Owner, named);
    }

    private static Hit? Step(ReadText text) => text.Find(SignalNames.Step).FirstOrDefault(hit =>
        (text.Stands(SignalNames.Time, hit.Sentence) || Day().IsMatch(hit.Sentence.Written))
        && !text.Stands(SignalNames.Someday, hit.Sentence));

    private static Hit? Cited(ReadText text, RequestFacts request) => request.EvidenceGiven
        ? null
        : text.Find(SignalNames.Cites).Concat(text.Find(SignalNames.Outsider).Where(hit => Speaks(text, hit))).FirstOrDefault(hit =>
            !text.Find(SignalNames.Refers).Any(reference => reference.Sentence.Field == hit.Sentence.Field)
                && !Reference().IsMatch(hit.Sentence.Text));

    // "the vendor says", "police asked for it": who is outside, and a word of saying soon after in the same clause
    private static bool Speaks(ReadText text, Hit outsider) => text.Find(SignalNames.Claims).Any(claim =>
        claim.Sentence == outsider.Sentence && claim.First > outsider.Last && claim.First - outsider.Last <= ClaimReach
        && !claim.Sentence.Tokens.Take(claim.First + 1).Skip(outsider.Last + 1).Any(token => token.OpensClause));

    private static AssessedFact Given(string tag, Hit? hit) =>
        new(FactKind.Given(tag), hit is null ? FactKind.No : FactKind.Yes, FactSource.Text, hit?.Sentence.Field, hit?.Quote);

    private static AssessedFact Given(string tag, bool there, string field) =>
        new(FactKind.Given(tag), there ? FactKind.Yes : FactKind.No, FactSource.Text, there ? field : null);

    // <system name>, [insert], {date}
    [GeneratedRegex(@"^\W*([<\[{][^<>\[\]{}]*[>\]}]\W*)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Template();

    // 14.1., 20/3, 17th, 2027-01-05: a day in figures
    [GeneratedRegex(
        @"\b\d{1,2}(st|nd|rd|th)\b|\b\d{1,2}\.\s?\d{1,2}\.|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|" +
        @"\b\d{4}-\d{1,2}-\d{1,2}\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex Day();

    // CHG-8841, MN-0231, 4500-2217, LMS-2230: numbers under which something can be looked up
    [GeneratedRegex(@"\b[A-Z]{2,}(-[A-Z]+)*-\d{2,}|\b\d{4,}-\d{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
