using System.Text;
using MiniExcelLibs;
using PolicyBot.Application.Importing;

namespace PolicyBot.Application.Tests.Importing;

/// <summary>A register in a file, with good, fixed defaults in every line.</summary>
internal static class ASheet
{
    public static IReadOnlyDictionary<string, string> Line { get; } = new Dictionary<string, string>
    {
        ["policyId"] = "SEC-MFA",
        ["title"] = "MFA off on svc-build",
        ["justification"] = "No keys before March.",
        ["scope"] = "svc-build, on the build server only",
        ["requester"] = "sal@contoso.example",
        ["owner"] = "pat@contoso.example",
        ["expiresOn"] = "2027-02-15",
        ["approvedBy"] = "Ana Lima, CISO board",
        ["approvedOn"] = "2026-05-04",
        ["risk"] = "high",
        ["externalId"] = "",
        ["assets"] = "svc-build\nbuild-01",
        ["confidential"] = "no",
        ["field.accountType"] = "service",
    };

    /// <summary>A line with other values in some columns.</summary>
    public static IReadOnlyDictionary<string, string> With(params (string Column, string Value)[] others) =>
        others.Aggregate(
            new Dictionary<string, string>(Line), (line, other) => new(line) { [other.Column] = other.Value });

    /// <summary>A CSV of lines, with all columns that any of them has.</summary>
    public static string Csv(char separator, string newLine, params IReadOnlyDictionary<string, string>[] lines)
    {
        var columns = lines.Prepend(Line).SelectMany(line => line.Keys).Distinct().ToList();
        return string.Concat(lines.Select(line => columns.Select(column => line.GetValueOrDefault(column, ""))).Prepend(columns)
            .Select(values => string.Join(separator, values.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + newLine));
    }

    /// <summary>A workbook of lines.</summary>
    public static byte[] Xlsx(params IEnumerable<IDictionary<string, object?>> lines)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(lines);
        return stream.ToArray();
    }

    /// <summary>The sheet of lines.</summary>
    public static ImportSheet Of(params IReadOnlyDictionary<string, string>[] lines) => Read("exceptions.csv", Csv(',', "\n", lines));

    public static ImportSheet Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    public static ImportSheet Read(string name, byte[] bytes) => Assert.IsType<ImportReading.Good>(ImportFile.Read(name, bytes)).Sheet;

    public static IReadOnlyList<string> Refused(string name, byte[] bytes) =>
        Assert.IsType<ImportReading.Bad>(ImportFile.Read(name, bytes)).Faults;
}
