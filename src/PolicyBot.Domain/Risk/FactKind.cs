namespace PolicyBot.Domain.Risk;

/// <summary>
/// One kind of fact that a label can rest on: a closed list of ids, the same in catalog, forms, model answers and record.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Values">What it can be, the mildest first; empty for a number.</param>
public sealed record FactKind(string Id, IReadOnlyList<string> Values)
{
    /// <summary>The topic of the policy, such as <c>mfa</c>; its values are those of the catalog.</summary>
    public const string Topic = "topic";

    /// <summary>Money that passes unchecked over the whole exception, in euros.</summary>
    public const string Money = "money";

    /// <summary>The most telling kind of personal data.</summary>
    public const string Data = "data";

    /// <summary>How many people are concerned.</summary>
    public const string People = "people";

    /// <summary>Days of leave.</summary>
    public const string LeaveDays = "leaveDays";

    /// <summary>Days from the day of submission to the end.</summary>
    public const string Days = "days";

    /// <summary>What stands in the place of the policy: how many things that do not depend on each other.</summary>
    public const string Controls = "controls";

    /// <summary>Whether it is about the requester's own trip, claim, leave, right or device.</summary>
    public const string Personal = "personal";

    /// <summary>Whether it ends by itself (a trip, an order) or lasts until a person ends it.</summary>
    public const string Ends = "ends";

    /// <summary>Whether no end is meant.</summary>
    public const string Endless = "endless";

    /// <summary>Whether the request relies on another person's word.</summary>
    public const string Cited = "cited";

    /// <summary>The value of a plain yes.</summary>
    public const string Yes = "yes";

    /// <summary>The value of a plain no.</summary>
    public const string No = "no";

    /// <summary>Nothing, such as no control.</summary>
    public const string None = "none";

    /// <summary>Something that ends by itself.</summary>
    public const string Event = "event";

    /// <summary>Something that lasts.</summary>
    public const string State = "state";

    private const string GivenPrefix = "given.";

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<FactKind> All { get; } =
    [
        new(Topic, []),
        new(Money, []),
        new(Data, [None, "contacts", "ordinary", "sensitive", "special"]),
        new(People, []),
        new("pseudonymised", [Yes, No]),
        new("information", ["public", "internal", "strategic", "keys"]),
        new("systems", ["device", "application", "core", "keystone"]),
        new("law", ["house", "contract", "regulator", "criminal"]),
        new("region", ["eu", "adequacy", "other"]),
        new(LeaveDays, []),
        new(Days, []),
        new(Controls, ["removed", "two", "one", None]),
        new("reach", ["isolated", "inside", "internet"]),
        new("finding", ["medium", "high", "critical"]),
        new("content", [No, Yes]),
        new("exploited", [No, Yes]),
        new("happened", [No, Yes]),
        new(Endless, [No, Yes]),
        new("selfChecked", [No, Yes]),
        new(Ends, [Event, State]),
        new(Personal, [Yes, No]),
        new(Cited, [No, Yes]),
        .. MissingTag.All.Where(tag => tag is not MissingTag.Controls).Select(tag => new FactKind(Given(tag), [No, Yes])),
    ];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Id is Money or People or LeaveDays or Days;

    /// <summary>The kind with an id; null: there is none.</summary>
    public static FactKind? Find(string id) => All.FirstOrDefault(kind => kind.Id == id);

    /// <summary>The id of the fact that an element of a justification is there.</summary>
    /// <param name="tag">A member of <see cref="MissingTag.All"/>.</param>
    public static string Given(string tag) => GivenPrefix + tag;

    /// <summary>Whether it can be a value of this kind.</summary>
    public bool Allows(string value) => IsNumber ? FactSheet.Number(value) is not null : Values.Count == 0 || Values.Contains(value);

    /// <summary>Which of two values weighs more; for numbers the larger, for choices the later in the list.</summary>
    public string Graver(string left, string right) => IsNumber
        ? FactSheet.Number(left) >= FactSheet.Number(right) ? left : right
        : Values.Index().Last(pair => pair.Item == left || pair.Item == right).Item;
}
