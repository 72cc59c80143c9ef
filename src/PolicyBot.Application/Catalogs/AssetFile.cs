using System.Globalization;
using CsvHelper;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>
/// Reads the assets of a catalog: a CSV (RFC 4180, UTF-8) with a line of names, in any order and with any others beside them.
/// </summary>
/// <remarks>
/// Comma and semicolon are both taken, because CMDBs and spreadsheets write either. CsvHelper 34.0.0 says nothing of a line that has too
/// few values, and of an open quotation mark only where it is told to.
/// </remarks>
internal static class AssetFile
{
    private const string Rule = "assets-file";
    private const int LargestFile = 50_000_000;
    private const int MostFaults = 20;
    private const int LongestText = 300;
    private const string Id = "id";
    private static readonly string[] Others = ["name", "owner", "criticality", "exposure"];

    /// <summary>The assets of a file; those that are sound where it has faults, which are noted.</summary>
    public static AssetList Read(FilesBeside files, YamlValue name, CatalogNotes notes)
    {
        var (text, fault) = files.Read(name.Text, LargestFile);
        if (fault is not null)
        {
            notes.Fault(Rule, $"{name.Text} could not be read: {fault}", name);
            return AssetList.None;
        }

        var faults = new List<string>();
        var assets = Parse(text, faults);
        foreach (var found in faults.Take(MostFaults))
        {
            notes.Fault(Rule, $"{name.Text}: {found}", name);
        }

        if (faults.Count > MostFaults)
        {
            notes.Fault(Rule, $"{name.Text}: {faults.Count - MostFaults} more faults of this kind.", name);
        }

        return assets;
    }

    private static AssetList Parse(string text, List<string> faults)
    {
        var known = new Dictionary<string, Asset>(StringComparer.OrdinalIgnoreCase);
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text),
            FormatProvider = CultureInfo.InvariantCulture,
            MalformedData = CsvMalformedDataHandling.Throw,
            TrackLineNumbers = true,
        });
        try
        {
            csv.ReadHeader();
            if (Column(csv, Id) is not { } id)
            {
                faults.Add("the first line must name the columns, and one of them `id`.");
                return AssetList.None;
            }

            var (columns, count) = (Others.Select(other => Column(csv, other)).ToArray(), csv.Headers.Count);
            while (csv.Read())
            {
                if (csv.FieldCount == 1 && csv.GetString(0).Trim().Length == 0)
                {
                    continue; // an empty line
                }

                if (WhyNot(csv, count, id, known) is { } why)
                {
                    faults.Add($"line {csv.LineNumber}: {why}");
                    continue;
                }

                var values = columns.Select(column => column is { } at ? csv.GetString(at).Trim() : "").ToArray();
                var asset = new Asset(csv.GetString(id).Trim(), values[0], values[1], values[2], values[3]);
                known[asset.Id] = asset;
            }
        }
        catch (CsvFormatException exception)
        {
            faults.Add($"no CSV: {exception.Message}");
        }

        return new AssetList(known.Values);
    }

    private static string? WhyNot(CsvReader csv, int columns, int id, Dictionary<string, Asset> known) =>
        csv.FieldCount != columns ? $"it has {csv.FieldCount} values, and there are {columns} columns."
        : csv.GetString(id).Trim() is { Length: 0 } ? "it has no id."
        : Enumerable.Range(0, columns).Any(at => csv.GetString(at).Length > LongestText)
            ? $"a value is longer than {LongestText} characters."
        : known.ContainsKey(csv.GetString(id).Trim()) ? $"{csv.GetString(id).Trim()} stands here for the second time."
        : null;

    private static int? Column(CsvReader csv, string name) =>
        csv.Headers.Index().Where(header => string.Equals(header.Item.Trim(), name, StringComparison.OrdinalIgnoreCase))
            .Select(header => (int?)header.Index).FirstOrDefault();

    private static char SeparatorOf(string text)
    {
        var first = text.Split('\n', 2)[0];
        return first.Contains(';', StringComparison.Ordinal) && !first.Contains(',', StringComparison.Ordinal) ? ';' : ',';
    }
}
