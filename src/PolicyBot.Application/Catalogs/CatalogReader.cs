using System.Security.Cryptography;
using System.Text;
using PolicyBot.Domain.Policies;
using YamlDotNet.Core;

namespace PolicyBot.Application.Catalogs;

/// <summary>Reads a catalog file: YAML, then its shape, then its sense, then its own examples.</summary>
public static class CatalogReader
{
    /// <summary>The JSON Schema of the file, for editors and documentation.</summary>
    public static string Schema => CatalogSchema.Text;

    /// <summary>Reads a catalog.</summary>
    /// <param name="fileName">How the file is called in faults; nothing is opened.</param>
    /// <param name="yaml">The file's text, without a byte order mark.</param>
    /// <param name="beside">
    /// Reads the files that it names; null: they are left out, as for an earlier version, of which only the text is kept.
    /// </param>
    public static CatalogReading Read(string fileName, string yaml, FilesBeside? beside = null)
    {
        YamlValue root;
        try
        {
            root = YamlValue.Read(yaml);
        }
        catch (YamlException exception)
        {
            return new CatalogReading.Bad([new CatalogFault(fileName, Math.Max(1, (int)exception.Start.Line), "yaml", exception.Message)]);
        }

        var faults = CatalogSchema.Check(fileName, root).ToList();
        if (faults.Count > 0)
        {
            return Bad(faults);
        }

        var timeZone = CatalogZone.Find(root["timeZone"]!.Text);
        if (timeZone is null)
        {
            faults.Add(
                new CatalogFault(
                    fileName, root.LineAt("timeZone"), "unknown-time-zone",
                    $"There is no time zone {root["timeZone"]!.Text}. Write its IANA id letter for letter, such as Europe/Berlin."));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
        var notes = new CatalogNotes(fileName, root);
        var catalog = CatalogBuilder.Build(root, timeZone ?? TimeZoneInfo.Utc, hash, yaml, new CalendarReader(root, notes, beside)) with
        {
            Assets = root["assets"] is { } file && beside is not null ? AssetFile.Read(beside, file, notes) : AssetList.None,
        };
        ReferenceLint.Check(catalog, notes);
        var assets = new AssetLint(catalog, notes, isNamed: root["assets"] is not null);
        AssessmentLint.Check(catalog, notes);
        RuleLint.Check(catalog, notes, assets);
        faults.AddRange(notes.Faults);
        if (faults.Count > 0)
        {
            return Bad(faults);
        }

        RoutingLint.Check(catalog, notes, assets); // routes requests, so it needs rules and groups that make sense
        return notes.Faults.Count > 0
            ? Bad(notes.Faults)
            : new CatalogReading.Good(catalog, [.. notes.Warnings.OrderBy(warning => warning.Line)]);
    }

    private static CatalogReading.Bad Bad(IEnumerable<CatalogFault> faults) => new([.. faults.Distinct().OrderBy(fault => fault.Line)]);
}
