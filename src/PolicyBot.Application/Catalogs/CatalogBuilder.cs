using System.Globalization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>Builds a catalog from a file that passed the schema. Fills in the defaults.</summary>
internal static class CatalogBuilder
{
    private const string FieldPrefix = "field.";
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static PolicyCatalog Build(
        YamlValue root, TimeZoneInfo timeZone, string hash, string text, CalendarReader calendars) => new PolicyCatalog
        {
            Version = Number(root["version"]!),
            Organization = root["organization"]!.Text,
            TimeZone = timeZone,
            Calendar = calendars.Common,
            Areas = Each(root["areas"], area => new Area(
                area["id"]!.Text, area["name"]!.Text, Person(area["owner"]!), calendars.ReadOf(area))),
            Policies = Each(root["policies"], Policy),
            Departments = Texts(root["departments"]),
            Groups = Each(
                root["groups"],
                group => new Group(
                    group["id"]!.Text,
                    group["name"]!.Text,
                    Each(group["members"], Person),
                    group["fallback"]?.Text,
                    calendars.ReadOf(group))),
            Rules = Each(root["rules"], Rule),
            Review = Review(root["review"]),
            Emergency = root["emergency"] is { } lane
            ? new EmergencyLane(Texts(lane["policies"]), Number(lane["maxHours"]!), Number(lane["reviewWithinHours"]!))
            : null,
            Expiry = root["expiry"]?["pingDaysBefore"] is { } days
            ? new ExpirySettings { PingDaysBefore = [.. days.Items.Select(Number).Distinct().OrderDescending()] }
            : new ExpirySettings(),
            Roles = new CatalogRoles(Each(root["roles"]!["auditors"], Person), Each(root["roles"]!["administrators"], Person)),
            People = Each(root["people"], entry => new PersonEntry(
                Person(entry["email"]!),
                Each(entry["addresses"], address => PersonId.Parse(address.Text)),
                entry["prefers"]?.Text,
                entry["slack"]?.Text,
                entry["teams"]?.Text,
                PersonOrNull(entry["manager"]))),
            Assessment = root["assessment"] is { } assessment
            ? AssessmentBuilder.Build(assessment, AssessmentDefaults.Settings)
            : AssessmentDefaults.Settings,
            Examples = Each(root["examples"], Example),
            Hash = hash,
            Text = text,
        }.Resolve([]);

    private static Policy Policy(YamlValue policy) => new()
    {
        Id = policy["id"]!.Text,
        AreaId = policy["area"]!.Text,
        Name = policy["name"]!.Text,
        Synonyms = Texts(policy["synonyms"]),
        Text = policy["text"]!.Text.Trim(),
        Help = policy["help"]?.Text.Trim(),
        Owner = Person(policy["owner"]!),
        Controls = Texts(policy["controls"]),
        MaxDays = NumberOrNull(policy["maxDays"]),
        MaxRenewals = NumberOrNull(policy["maxRenewals"]) ?? 0,
        MaxRevisions = NumberOrNull(policy["maxRevisions"]) ?? Domain.Policies.Policy.DefaultMaxRevisions,
        RiskFloor = policy["riskFloor"] is { } floor ? Member<RiskLabel>(floor) : RiskLabel.Low,
        MinimumJustification = NumberOrNull(policy["minimumJustification"]) ?? Domain.Policies.Policy.DefaultMinimumJustification,
        ReviewEveryDays = NumberOrNull(policy["reviewEveryDays"]),
        Fields = Each(policy["fields"], field => new PolicyField(
            field["id"]!.Text,
            field["label"]!.Text,
            Member<FieldType>(field["type"]!),
            Texts(field["choices"]),
            field["required"] is { } required && bool.Parse(required.Text))),
    };

    private static RoutingRule Rule(YamlValue rule) => new(
        rule["id"]!.Text,
        rule["when"] is { } when ? Condition(when) : null,
        rule["tier"]!.Text,
        Each(rule["stages"], stage => new StageRule(
            stage["group"]?.Text,
            stage["manager"] is not null,
            stage["needs"] switch { null => 1, { Text: "all" } => null, var needs => Number(needs) },
            stage["channel"]?.Text)));

    private static RuleCondition Condition(YamlValue when) => new()
    {
        Areas = Texts(when["area"]),
        Policies = Texts(when["policy"]),
        Risks = Each(when["risk"], Member<RiskLabel>),
        Departments = Texts(when["department"]),
        DurationDays = Range(when["durationDays"]),
        Renewal = Range(when["renewal"]),
        Fields = [.. AnswersIn(when).Select(entry => new FieldCondition(entry.Field, Texts(entry.Value), Range(entry.Value)))],
    };

    private static IEnumerable<(string Field, YamlValue Value)> AnswersIn(YamlValue map) => map.Entries
        .Where(entry => AssetList.Has(entry.Key) || entry.Key.StartsWith(FieldPrefix, StringComparison.Ordinal))
        .Select(entry => (AssetList.Has(entry.Key) ? entry.Key : entry.Key[FieldPrefix.Length..], entry.Value));

    private static ReviewSettings Review(YamlValue? review)
    {
        var standard = new ReviewSettings();
        return new ReviewSettings(
            NumberOrNull(review?["remindAfterHours"]) ?? standard.RemindAfterHours,
            NumberOrNull(review?["escalateAfterHours"]) ?? standard.EscalateAfterHours,
            review?["escalateTo"]?.Text,
            NumberOrNull(review?["closeAfterHours"]) ?? standard.CloseAfterHours);
    }

    private static RoutingExample Example(YamlValue example) => new(
        example["policy"]!.Text,
        Member<RiskLabel>(example["risk"]!),
        Number(example["durationDays"]!),
        NumberOrNull(example["renewal"]) ?? 0,
        example["department"]?.Text,
        AnswersIn(example).ToDictionary(entry => entry.Field, entry => entry.Value.Text, StringComparer.OrdinalIgnoreCase),
        PersonOrNull(example["requester"]),
        PersonOrNull(example["owner"]),
        example["expect"]!["rule"]!.Text,
        example["expect"]!["approvers"] is { } approvers ? Each(approvers, Person) : null);

    private static IReadOnlyList<T> Each<T>(YamlValue? list, Func<YamlValue, T> read) => [.. (list?.Items ?? []).Select(read)];

    private static IReadOnlyList<string> Texts(YamlValue? list) => Each(list, item => item.Text);

    public static int Number(YamlValue value) => int.Parse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int? NumberOrNull(YamlValue? value) => value is null ? null : Number(value);

    private static decimal? Amount(YamlValue? value) =>
        value is null ? null : decimal.Parse(value.Text, Digits, CultureInfo.InvariantCulture);

    private static NumberRange? Range(YamlValue? value) =>
        value is { IsMap: true } ? new NumberRange(Amount(value["min"]), Amount(value["max"])) : null;

    private static PersonId Person(YamlValue value) => PersonId.Parse(value.Text);

    private static PersonId? PersonOrNull(YamlValue? value) => value is null ? null : Person(value);

    private static T Member<T>(YamlValue value)
        where T : struct, Enum => Enum.Parse<T>(value.Text, ignoreCase: true); // the schema lists the names, all lower case
}
