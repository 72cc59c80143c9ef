namespace PolicyBot.Application.Importing;

/// <summary>A register that was kept elsewhere, as its file has it.</summary>
/// <param name="File">The file's name, without folders.</param>
/// <param name="Hash">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Ignored">Names of columns that say nothing here.</param>
/// <param name="Rows">Its lines, without empty ones.</param>
public sealed record ImportSheet(string File, string Hash, IReadOnlyList<string> Ignored, IReadOnlyList<ImportRow> Rows);

/// <summary>One line of it.</summary>
/// <param name="Line">Its line in the file, from 1; of a text with line breaks the first.</param>
/// <param name="Values">What stands in it, trimmed, by its column in <see cref="ImportColumns"/>; without what is empty.</param>
/// <param name="Fault">Why it is no line of a table; null: it is one.</param>
public sealed record ImportRow(int Line, IReadOnlyDictionary<string, string> Values, string? Fault)
{
    /// <summary>What stands in a column; empty for nothing.</summary>
    public string this[string column] => Values.GetValueOrDefault(column, "");
}

/// <summary>What came of reading a file.</summary>
public abstract record ImportReading
{
    private ImportReading()
    {
    }

    /// <summary>It is a register.</summary>
    public sealed record Good(ImportSheet Sheet) : ImportReading;

    /// <summary>It is none that can be read, and nothing of it is used.</summary>
    /// <param name="Faults">Why, a sentence each.</param>
    public sealed record Bad(IReadOnlyList<string> Faults) : ImportReading;
}
