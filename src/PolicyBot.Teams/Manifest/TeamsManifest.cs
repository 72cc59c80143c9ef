using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PolicyBot.Teams.Manifest;

/// <summary>
/// Builds the package that an administrator uploads to Teams: a zip with the manifest, its words in German and two icons at its root and
/// nothing else (learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package).
/// </summary>
public static partial class TeamsManifest
{
    private const string Template = "manifest.json";
    private const int LongestDeveloper = 32; // manifest schema 1.30, developer.name

    private static readonly string[] AsTheyAre = ["color.png", "outline.png", "de.json"];
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The same values give the same bytes, so that a package can be compared with the one that is installed.
    private static readonly DateTimeOffset Stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What Teams would refuse, one sentence each; empty when <see cref="Build"/> can be called.</summary>
    public static IReadOnlyList<string> Faults(TeamsManifestValues values)
    {
        var faults = new List<string>();
        if (!Guid().IsMatch(values.BotId))
        {
            faults.Add(Say(ManifestWords.BotId, values.BotId));
        }

        if (!ThreeNumbers().IsMatch(values.Version))
        {
            faults.Add(Say(ManifestWords.Version, values.Version));
        }

        if (values.Developer.Length is 0 or > LongestDeveloper)
        {
            faults.Add(Say(ManifestWords.Developer, values.Developer.Length));
        }

        faults.AddRange(new[] { values.PublicBaseUrl, values.PrivacyUrl, values.TermsOfUseUrl }
            .Where(address => address is { IsAbsoluteUri: false } or { Scheme: not "https" })
            .Select(address => Say(ManifestWords.Address, address!)));
        return faults;
    }

    /// <summary>Builds the package.</summary>
    /// <returns>The zip, to be read from its start.</returns>
    /// <exception cref="ArgumentException">The values have <see cref="Faults"/>.</exception>
    public static MemoryStream Build(TeamsManifestValues values)
    {
        if (Faults(values) is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(values));
        }

        var package = new MemoryStream();
        using (var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var manifest = Entry(zip, Template))
            using (var writer = new Utf8JsonWriter(manifest, Readable))
            {
                Fill(values).WriteTo(writer);
            }

            foreach (var file in AsTheyAre)
            {
                using var entry = Entry(zip, file);
                using var stored = Stored(file);
                stored.CopyTo(entry);
            }
        }

        package.Position = 0;
        return package;
    }

    private static JsonNode Fill(TeamsManifestValues values)
    {
        var words = new Dictionary<string, string>
        {
            ["{{version}}"] = values.Version,
            ["{{botId}}"] = values.BotId,
            ["{{developer}}"] = values.Developer,
            ["{{websiteUrl}}"] = values.PublicBaseUrl.AbsoluteUri,
            ["{{privacyUrl}}"] = (values.PrivacyUrl ?? values.PublicBaseUrl).AbsoluteUri,
            ["{{termsOfUseUrl}}"] = (values.TermsOfUseUrl ?? values.PublicBaseUrl).AbsoluteUri,
        };
        using var stored = Stored(Template);
        var manifest = JsonNode.Parse(stored)!;
        Fill(manifest, words);
        return manifest;
    }

    private static void Fill(JsonNode node, Dictionary<string, string> words)
    {
        switch (node)
        {
            case JsonObject whole:
                foreach (var member in whole.Select(member => member.Value!).ToList())
                {
                    Fill(member, words);
                }

                break;
            case JsonArray items:
                foreach (var item in items.ToList())
                {
                    Fill(item!, words);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text) && words.TryGetValue(text, out var word):
                value.ReplaceWith(word);
                break;
        }
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        return entry.Open();
    }

    private static Stream Stored(string name) => typeof(TeamsManifest).Assembly.GetManifestResourceStream($"manifests/teams/{name}")!;

    private static string Say(string format, object value) => string.Format(CultureInfo.InvariantCulture, format, value);

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\z")]
    private static partial Regex Guid();

    [GeneratedRegex(@"\A\d{1,9}(\.\d{1,9}){2}\z")]
    private static partial Regex ThreeNumbers();
}
