using System.Globalization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>
/// Makes the assessment of a catalog's section whose shape the schema has found right. What the section does not say stays as it is
/// shipped.
/// </summary>
internal static class AssessmentBuilder
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <param name="basis">What stays where the section says nothing; null: the section says everything.</param>
    public static AssessmentSettings Build(YamlValue section, AssessmentSettings? basis) => new()
    {
        Table = section["table"] is { } table
            ? new RiskTable(
                Each(table["unlikely"], Member<RiskLabel>),
                Each(table["possible"], Member<RiskLabel>),
                Each(table["likely"], Member<RiskLabel>))
            : basis?.Table ?? RiskTable.Default,
        Topics = Merged(section["topics"], basis?.Topics, topic => topic.Id, Topic),
        Impact = section["impact"] is { } impact
            ? Each(impact, row => new ImpactRow(Member<Impact>(row["is"]!), When(row["when"]), Says(row["because"])))
            : basis?.Impact ?? [],
        Likelihood = section["likelihood"] is { } likelihood
            ? Each(likelihood, row => new LikelihoodRow(Member<Likelihood>(row["is"]!), When(row["when"]), Says(row["because"])!))
            : basis?.Likelihood ?? [],
        StepsUp = section["stepsUp"] is { } steps
            ? Each(steps, row => new StepUp(When(row["when"]), Says(row["because"])!))
            : basis?.StepsUp ?? [],
        Answers = section["answers"] is { } answers
            ? Each(answers, row => new AnswerMeaning(row["field"]!.Text, OneOrMore(row["is"]), Range(row["is"]), Values(row["gives"])))
            : basis?.Answers ?? [],
        Facts = Merged(section["facts"], basis?.Facts, (name, value, before) =>
            new FactWording(
                Says(value["name"]) ?? before?.Name ?? new Wording(name),
                Says(value["asks"]) ?? before?.Asks ?? new Wording(name),
                value["choices"] is { } choices
                    ? choices.Entries.ToDictionary(entry => entry.Key, entry => Says(entry.Value)!, StringComparer.Ordinal)
                    : before?.Choices ?? new Dictionary<string, Wording>())),
        Signals = Merged<Signal>(section["signals"], basis?.Signals, Signal),
        Numbers = Merged(section["numbers"], basis?.Numbers, (_, value, _) => Amount(value)),
        Shorthand = Merged<string>(section["shorthand"], basis?.Shorthand, (_, value, _) => value.Text),
        Currencies = Merged(section["currencies"], basis?.Currencies, (_, value, _) => Amount(value)),
        Policies = [.. (section["policies"]?.Entries ?? []).Select(entry => Policy(entry.Key, entry.Value))],
    };

    private static Topic Topic(string id, YamlValue value, Topic? before) => new(
        id,
        value["words"] is { } words ? (before?.Words ?? SignalWords.None).With(ByLanguage(words)) : before?.Words ?? SignalWords.None,
        MemberOrNull<Impact>(value["impact"]) ?? before?.Impact ?? Impact.Serious,
        value["decidedBy"] is { } decidedBy ? Texts(decidedBy) : before?.DecidedBy ?? [],
        value["reads"] is { } reads ? Texts(reads) : before?.Reads ?? [],
        value["gives"] is { } gives ? Values(gives) : before?.Gives ?? new Dictionary<string, string>(),
        value["endsWithinDays"] is { } days ? (int)Amount(days) : before?.EndsWithinDays,
        value["demands"] is { } demands ? Texts(demands) : before?.Demands ?? []);

    private static Signal Signal(string name, YamlValue value, Signal? before) => new(
        name,
        value["gives"] is { } gives ? Values(gives) : before?.Gives ?? new Dictionary<string, string>(),
        value["control"]?.Text ?? before?.Control,
        value["topics"] is { } topics ? Texts(topics) : before?.Topics ?? [],
        value["in"] is { } fields ? Texts(fields) : before?.In ?? [],
        value["evenDenied"] is { } denied ? bool.Parse(denied.Text) : before?.EvenDenied ?? false,
        value["words"] is { } words ? (before?.Words ?? SignalWords.None).With(ByLanguage(words)) : before?.Words ?? SignalWords.None);

    private static PolicyAssessment Policy(string id, YamlValue value) => new(
        id,
        value["topic"]?.Text,
        MemberOrNull<Impact>(value["impact"]),
        MemberOrNull<Likelihood>(value["likelihood"]),
        Texts(value["asks"]),
        Each(value["facts"], fact => new AssessmentFact(
            fact["field"]!.Text,
            OneOrMore(fact["is"]),
            Range(fact["is"]),
            MemberOrNull<Impact>(fact["impact"]),
            MemberOrNull<Likelihood>(fact["likelihood"]),
            Says(fact["because"]),
            Values(fact["gives"]))));

    // Words in one language for all, or by language; then the first of them stands for the languages that are not there.
    private static Wording? Says(YamlValue? words) => words is { IsMap: true }
        ? new Wording(words.Entries.First().Value.Text, Values(words))
        : words is null ? null : new Wording(words.Text);

    private static FactCondition When(YamlValue? when) =>
        new([.. (when?.Entries ?? []).Select(entry => new FactTest(entry.Key, OneOrMore(entry.Value), Range(entry.Value)))]);

    private static SignalWords ByLanguage(YamlValue words) =>
        new(words.Entries.ToDictionary(entry => entry.Key, entry => Texts(entry.Value), StringComparer.Ordinal));

    private static List<Topic> Merged(
        YamlValue? section, IReadOnlyList<Topic>? basis, Func<Topic, string> id, Func<string, YamlValue, Topic?, Topic> read)
    {
        var known = (basis ?? []).ToDictionary(id, StringComparer.Ordinal);
        var said = (section?.Entries ?? []).Select(entry => read(entry.Key, entry.Value, known.GetValueOrDefault(entry.Key))).ToList();
        return [.. said, .. (basis ?? []).Where(topic => !said.Exists(other => other.Id == topic.Id))];
    }

    private static Dictionary<string, T> Merged<T>(
        YamlValue? section, IReadOnlyDictionary<string, T>? basis, Func<string, YamlValue, T?, T> read)
    {
        var merged = new Dictionary<string, T>(basis ?? new Dictionary<string, T>(), StringComparer.Ordinal);
        foreach (var (key, value) in section?.Entries ?? [])
        {
            merged[key] = read(key, value, merged.GetValueOrDefault(key));
        }

        return merged;
    }

    private static Dictionary<string, string> Values(YamlValue? map) =>
        (map?.Entries ?? []).ToDictionary(entry => entry.Key, entry => entry.Value.Text, StringComparer.Ordinal);

    private static IReadOnlyList<T> Each<T>(YamlValue? list, Func<YamlValue, T> read) => [.. (list?.Items ?? []).Select(read)];

    private static IReadOnlyList<string> Texts(YamlValue? list) => Each(list, item => item.Text);

    private static IReadOnlyList<string> OneOrMore(YamlValue? value) =>
        value is { IsMap: false, Items.Count: 0 } ? [value.Text] : Texts(value);

    private static decimal Amount(YamlValue value) => decimal.Parse(value.Text, Digits, CultureInfo.InvariantCulture);

    private static NumberRange? Range(YamlValue? value) => value is { IsMap: true }
        ? new NumberRange(value["min"] is { } min ? Amount(min) : null, value["max"] is { } max ? Amount(max) : null)
        : null;

    private static T Member<T>(YamlValue value)
        where T : struct, Enum => Enum.Parse<T>(value.Text, ignoreCase: true); // the schema lists the names, all lower case

    private static T? MemberOrNull<T>(YamlValue? value)
        where T : struct, Enum => value is null ? null : Member<T>(value);
}
