using System.Globalization;
using System.Text.RegularExpressions;

namespace PolicyBot.Domain.Policies;

/// <summary>One field of a request: what answers it takes. Its labels are words of the application, or of the catalog.</summary>
public sealed partial record RequestField
{
    /// <summary>The id: a contract of forms, API and record.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of answer it takes.</summary>
    public RequestFieldKind Kind { get; init; }

    /// <summary>Whether it must be answered.</summary>
    public bool Required { get; init; }

    /// <summary>The shortest text, by what can be seen of it, in UTF-16 code units; 0 for none.</summary>
    public int MinLength { get; init; }

    /// <summary>The longest answer, in UTF-16 code units; 0 for any.</summary>
    public int MaxLength { get; init; }

    /// <summary>The answers of a choice, as stored; empty for the policy, whose answers are those of the catalog.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The first day that may be chosen; null for any.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>The last day that may be chosen; null for any.</summary>
    public DateOnly? Latest { get; init; }

    /// <summary>The days from today to <see cref="Latest"/>; null for any.</summary>
    public int? MaxDays { get; init; }

    /// <summary>Whether it stands under <i>More</i>.</summary>
    public bool IsMore { get; init; }

    /// <summary>The field of the policy that it is; null for a field of every request.</summary>
    public PolicyField? Own { get; init; }

    /// <summary>The catalog's words for the fact it asks for; null where it asks for none.</summary>
    public FactWording? Asked { get; init; }

    /// <summary>Whether its lines may be links; those that lead elsewhere than to the web are refused.</summary>
    public bool TakesLinks { get; init; }

    /// <summary>Whether any words are an answer to it.</summary>
    public bool TakesAnyText => Kind is RequestFieldKind.Text or RequestFieldKind.Person or RequestFieldKind.Lines;

    /// <summary>What is wrong with an answer; null for nothing.</summary>
    /// <param name="value">The answer as <see cref="SeenText.Trim"/> gives it; empty for none.</param>
    public FieldFault? Check(string value) => value.Length switch
    {
        0 => Required ? new FieldFault.Missing() : null,
        _ when value.Length > MaxLength && MaxLength > 0 => new FieldFault.TooLong(MaxLength, value.Length),
        _ when SeenText.Count(value) is var seen && seen < MinLength => new FieldFault.TooShort(MinLength, seen),
        _ => Kind switch
        {
            RequestFieldKind.Choice when !Choices.Contains(value, StringComparer.Ordinal) => new FieldFault.NotAChoice(),
            RequestFieldKind.Boolean when !bool.TryParse(value, out _) => new FieldFault.NotAChoice(),
            RequestFieldKind.Number when !IsNumber(value) => new FieldFault.NotANumber(),
            RequestFieldKind.Person when !PersonId.TryParse(value, out _) => new FieldFault.NotAnAddress(),
            RequestFieldKind.Date => CheckDay(value),
            RequestFieldKind.Lines when TakesLinks && EvidenceLink.FindRefused(value) is { } refused => new FieldFault.NotOfWeb(refused),
            _ => null,
        },
    };

    /// <summary>
    /// Reads a day as clients send it: <c>yyyy-MM-dd</c>, on some phones without leading zeros or with a time behind it, which says
    /// nothing.
    /// </summary>
    public static bool TryParseDay(string value, out DateOnly day)
    {
        var (text, time) = value.Trim().Split('T', 2) is [var before, var after] ? (before, after) : (value.Trim(), null);
        day = default;
        return (time is null || Clock().IsMatch(time))
            && DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>A day as it is stored.</summary>
    public static string FormatDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    private FieldFault? CheckDay(string value) =>
        !TryParseDay(value, out var day) ? new FieldFault.NotADay()
        : day < Earliest ? new FieldFault.Passed()
        : day > Latest ? new FieldFault.TooLate(MaxDays ?? 0, Latest.Value)
        : null;

    private static bool IsNumber(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}

/// <summary>What kind of answer a field takes.</summary>
public enum RequestFieldKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>One of the field's choices.</summary>
    Choice,

    /// <summary>A number in invariant notation.</summary>
    Number,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An e-mail address.</summary>
    Person,

    /// <summary>Texts, one a line.</summary>
    Lines,
}

/// <summary>What is wrong with an answer.</summary>
public abstract record FieldFault
{
    private FieldFault()
    {
    }

    /// <summary>It must be answered.</summary>
    public sealed record Missing : FieldFault;

    /// <summary>The text is too short.</summary>
    /// <param name="Minimum">In UTF-16 code units.</param>
    /// <param name="Length">The answer's length, in UTF-16 code units.</param>
    public sealed record TooShort(int Minimum, int Length) : FieldFault;

    /// <summary>The text is too long.</summary>
    /// <param name="Maximum">In UTF-16 code units.</param>
    /// <param name="Length">The answer's length, in UTF-16 code units.</param>
    public sealed record TooLong(int Maximum, int Length) : FieldFault;

    /// <summary>It is none of the choices.</summary>
    public sealed record NotAChoice : FieldFault;

    /// <summary>It is no number.</summary>
    public sealed record NotANumber : FieldFault;

    /// <summary>It is no day.</summary>
    public sealed record NotADay : FieldFault;

    /// <summary>The day has passed.</summary>
    public sealed record Passed : FieldFault;

    /// <summary>The day is later than the policy allows.</summary>
    /// <param name="MaxDays">Days from today that the policy allows.</param>
    /// <param name="Latest">The last day that may be chosen.</param>
    public sealed record TooLate(int MaxDays, DateOnly Latest) : FieldFault;

    /// <summary>What is renewed runs that long already.</summary>
    /// <param name="Until">Its last day.</param>
    public sealed record RunsAlready(DateOnly Until) : FieldFault;

    /// <summary>It is no e-mail address.</summary>
    public sealed record NotAnAddress : FieldFault;

    /// <summary>It is a link that does not lead to the web.</summary>
    /// <param name="Line">The line that holds it.</param>
    public sealed record NotOfWeb(string Line) : FieldFault;

    /// <summary>The catalog has no such policy.</summary>
    public sealed record UnknownPolicy : FieldFault;
}
