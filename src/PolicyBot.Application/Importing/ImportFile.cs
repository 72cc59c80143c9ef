using System.Security.Cryptography;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Importing;

/// <summary>Reads the file of a register that was kept elsewhere: CSV, or the first sheet of a workbook (<c>.xlsx</c>).</summary>
public static class ImportFile
{
    /// <summary>The largest file, in bytes.</summary>
    public const int LargestFile = 20_000_000;

    /// <summary>How many lines it may have.</summary>
    public const int MostLines = 20_000;

    /// <summary>Reads it.</summary>
    /// <param name="name">Its name, with or without folders: how it ends says what it is.</param>
    /// <param name="bytes">What stands in it.</param>
    public static ImportReading Read(string name, byte[] bytes)
    {
        if (bytes.Length > LargestFile)
        {
            return Bad($"it is larger than {LargestFile / 1_000_000} MB.");
        }

        var (lines, fault) = Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => CsvLines.Read(bytes),
            ".XLSX" => XlsxLines.Read(bytes),
            _ => ([], "it is neither .csv nor .xlsx."),
        };
        if (fault is not null)
        {
            return Bad(fault);
        }

        return lines.Count switch
        {
            0 => Bad("it is empty: the first line must name the columns."),
            > MostLines + 1 => Bad($"it has more than {MostLines} lines: divide it."),
            _ => Table(Path.GetFileName(name), bytes, lines[0].Values, lines.Skip(1)),
        };
    }

    private static ImportReading Table(string name, byte[] bytes, IReadOnlyList<string> heads, IEnumerable<FileLine> lines)
    {
        var columns = heads.Select(head => ImportColumns.Find(head.Trim())).ToList();
        List<string> faults =
        [
            .. ImportColumns.Required.Where(required => !columns.Contains(required)).Select(missing => $"there is no column {missing}."),
            .. columns.OfType<string>().CountBy(column => column, StringComparer.OrdinalIgnoreCase).Where(column => column.Value > 1)
                .Select(column => $"the column {column.Key} stands in it {column.Value} times."),
        ];
        if (faults.Count > 0)
        {
            return new ImportReading.Bad(faults);
        }

        var rows = lines.Where(line => line.Values.Any(value => value.Trim().Length > 0)).Select(line =>
        {
            var values = columns.Zip(line.Values, (column, value) => (column, value: SeenText.Trim(value)))
                .Where(cell => cell.column is not null && cell.value.Length > 0)
                .ToDictionary(cell => cell.column!, cell => cell.value, StringComparer.Ordinal);
            var fault = line.Values.Count == heads.Count
                ? null : $"it has {line.Values.Count} values, and there are {heads.Count} columns.";
            return new ImportRow(line.Line, values, fault);
        }).ToList();
        var ignored = heads.Zip(columns, (head, column) => (Name: head.Trim(), column))
            .Where(head => head.column is null && head.Name.Length > 0).Select(head => head.Name);
        return new ImportReading.Good(
            new ImportSheet(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), [.. ignored], rows));
    }

    private static ImportReading.Bad Bad(string fault) => new([fault]);
}

/// <summary>One line of a file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Values">Its values, as they stand in it.</param>
internal sealed record FileLine(int Line, IReadOnlyList<string> Values);
