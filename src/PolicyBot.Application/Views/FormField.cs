namespace PolicyBot.Application.Views;

/// <summary>One thing to fill in. The id is a contract: the same in cards, modals, the API and the record.</summary>
public sealed record FormField
{
    /// <summary>The input's id: <c>policyId</c>, <c>title</c>, <c>field.accountType</c>, <c>comment</c> …</summary>
    public required string Id { get; init; }

    /// <summary>What it asks, in words.</summary>
    public required string Label { get; init; }

    /// <summary>What kind of answer.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Whether it must be answered.</summary>
    public bool Required { get; init; }

    /// <summary>The longest answer, in UTF-16 code units; 0 where length means nothing.</summary>
    public int MaxLength { get; init; }

    /// <summary>The shortest answer once trimmed, in UTF-16 code units; 0 for none.</summary>
    public int MinLength { get; init; }

    /// <summary>What stands in it already; null for nothing.</summary>
    public string? Value { get; init; }

    /// <summary>An example in grey; null for none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The answers to choose from; where they are looked up, those that are chosen already.</summary>
    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    /// <summary>What is looked up while the answer is typed, for there are too many to list; null for nothing.</summary>
    public string? Lookup { get; init; }

    /// <summary>What to say when the answer does not do, client side and server side.</summary>
    public required string ErrorMessage { get; init; }

    /// <summary>The first day that may be chosen; null for any.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>The last day that may be chosen; null for any.</summary>
    public DateOnly? Latest { get; init; }

    /// <summary>What was wrong with the answer that was sent; null for nothing.</summary>
    public string? Fault { get; init; }
}

/// <summary>One answer to choose.</summary>
/// <param name="Value">What is sent; holds no comma.</param>
/// <param name="Title">What is shown.</param>
public sealed record FieldChoice(string Value, string Title);

/// <summary>What kind of answer a field takes.</summary>
public enum FieldKind
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Text,

    /// <summary>One of a few.</summary>
    Choice,

    /// <summary>Any of some, or of many that are looked up; the answers are joined by commas.</summary>
    Several,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Toggle,
}
