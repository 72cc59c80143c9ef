namespace PolicyBot.Application.Exports;

/// <summary>One column of an export. Names and kinds are a contract: a column is added at the end, and none is renamed or moved.</summary>
/// <param name="Name">What stands at its head.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Value">
/// The cell: null for an empty one, else a <see cref="string"/>, a <see cref="long"/> or a <see cref="DateTime"/> in UTC, by its kind.
/// </param>
public sealed record ExportColumn(string Name, ExportKind Kind, Func<ExportSource, object?> Value);

/// <summary>What the cells of a column hold.</summary>
public enum ExportKind
{
    /// <summary>Text; several things stand a line each.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>An instant in UTC: <c>2026-11-30T09:00:00Z</c>, in a spreadsheet a date.</summary>
    Instant,

    /// <summary>A day in the catalog's time zone: the text <c>2026-11-30</c>, in every format.</summary>
    Day,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,
}

/// <summary>The forms in which an export can be written.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object a line, with the events.</summary>
    Jsonl,

    /// <summary>Comma-separated values, UTF-8 with a byte order mark.</summary>
    Csv,

    /// <summary>A workbook of one sheet.</summary>
    Xlsx,
}
