using System.IO.Compression;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Manifest;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests.Manifest;

public sealed class TeamsManifestTests
{
    private static readonly TeamsManifestValues Contoso = new()
    {
        BotId = "12345678-90ab-cdef-1234-567890abcdef",
        PublicBaseUrl = new Uri("https://policybot.contoso.example/"),
        Version = "1.2.3",
        Developer = "Contoso \"IT\"",
        PrivacyUrl = new Uri("https://contoso.example/privacy"),
    };

    [Fact]
    public void The_package_holds_exactly_four_files_at_its_root()
    {
        using var zip = new ZipArchive(TeamsManifest.Build(Contoso));

        Assert.Equal(["color.png", "de.json", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.FullName).Order());
        Assert.All(zip.Entries, entry => Assert.True(entry.Length > 0));
    }

    [Fact]
    public void The_same_values_give_the_same_package() =>
        Assert.Equal(TeamsManifest.Build(Contoso).ToArray(), TeamsManifest.Build(Contoso).ToArray());

    [Fact]
    public void The_manifest_is_valid_and_holds_the_installations_values()
    {
        var manifest = Manifest(Contoso);

        Assert.Empty(StoredSchema.Read(typeof(TeamsManifestTests).Assembly, "teams-manifest.schema.json").Faults(manifest));
        Assert.DoesNotContain("{{", manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((Contoso.BotId, Contoso.BotId, "1.2.3"),
            ((string?)manifest["id"], (string?)manifest["bots"]![0]!["botId"], (string?)manifest["version"]));
        Assert.Equal("Contoso \"IT\"", (string?)manifest["developer"]!["name"]);
        Assert.Equal("https://contoso.example/privacy", (string?)manifest["developer"]!["privacyUrl"]);
        Assert.Equal("https://policybot.contoso.example/", (string?)manifest["developer"]!["termsOfUseUrl"]);
    }

    [Theory]
    [InlineData("id", "\"policybot\"")]
    [InlineData("manifestVersion", "\"1.29\"")]
    [InlineData("accentColor", "\"indigo\"")]
    [InlineData("colour", "\"#4F52B2\"")]
    [InlineData("bots", "[{}]")]
    public void A_broken_manifest_is_found_out(string member, string json)
    {
        var manifest = Manifest(Contoso);

        manifest[member] = JsonNode.Parse(json);

        Assert.NotEmpty(StoredSchema.Read(typeof(TeamsManifestTests).Assembly, "teams-manifest.schema.json").Faults(manifest));
    }

    [Fact]
    public void Commands_that_show_something_of_a_request_are_offered_in_personal_chats_only()
    {
        var lists = Manifest(Contoso)["bots"]![0]!["commandLists"]!.AsArray();

        Assert.Equal(2, lists.Count);
        Assert.Equal(["personal"], Strings(lists[0]!["scopes"]!));
        Assert.Equal(["help", "request", "my requests", "approvals", "status", "history"],
            lists[0]!["commands"]!.AsArray().Select(command => (string?)command!["title"]));
        Assert.Equal(["team", "groupChat"], Strings(lists[1]!["scopes"]!));
        Assert.Equal(["help", "request"], lists[1]!["commands"]!.AsArray().Select(command => (string?)command!["title"]));
    }

    [Fact]
    public void Every_value_that_Teams_would_refuse_is_named()
    {
        var values =
            Contoso with
            {
                BotId = "policybot",
                Version = "1.2",
                Developer = new string('x', 33),
                PublicBaseUrl = new Uri("http://127.0.0.1:3978/"),
                PrivacyUrl = new Uri("/privacy", UriKind.Relative)
            };

        var faults = TeamsManifest.Faults(values);

        Assert.Equal(5, faults.Count);
        Assert.Contains("http://127.0.0.1:3978/", faults[3], StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TeamsManifest.Build(values));
    }

    [Fact]
    public void Every_word_for_people_has_its_twin_in_German()
    {
        var manifest = Manifest(Contoso);
        var german = File("de.json", Contoso);

        Assert.Empty(StoredSchema.Read(typeof(TeamsManifestTests).Assembly, "teams-localization.schema.json").Faults(german));
        var language = manifest["localizationInfo"]!["additionalLanguages"]!.AsArray().Single()!;
        Assert.Equal(("de", "de.json"), ((string?)language["languageTag"], (string?)language["file"]));
        Assert.Equal(
            new[] { "name.short", "name.full", "description.short", "description.full" }.Concat(Descriptions(manifest)).Order(),
            german.Select(word => word.Key).Where(key => key != "$schema").Order());
        Assert.InRange(((string)german["description.short"]!).Length, 1, 80);
    }

    [Theory]
    [InlineData("bots[0].commandLists[0].commands[99].description", "x")]
    [InlineData("description.short", "a description that is longer than the eighty characters that Teams shows of one in a list")]
    public void German_words_that_Teams_would_refuse_are_found_out(string key, string word)
    {
        var german = File("de.json", Contoso);

        german[key] = word;

        Assert.NotEmpty(StoredSchema.Read(typeof(TeamsManifestTests).Assembly, "teams-localization.schema.json").Faults(german));
    }

    // A command's title is what is typed, and PolicyBot knows it by that word alone.
    private static IEnumerable<string> Descriptions(JsonObject manifest) =>
        manifest["bots"]![0]!["commandLists"]!.AsArray().Index().SelectMany(list =>
            list.Item!["commands"]!.AsArray().Select((_, at) => $"bots[0].commandLists[{list.Index}].commands[{at}].description"));

    private static JsonObject Manifest(TeamsManifestValues values) => File("manifest.json", values);

    private static JsonObject File(string name, TeamsManifestValues values)
    {
        using var zip = new ZipArchive(TeamsManifest.Build(values));
        using var file = zip.GetEntry(name)!.Open();
        return JsonNode.Parse(file)!.AsObject();
    }

    private static IEnumerable<string?> Strings(JsonNode array) => array.AsArray().Select(item => (string?)item);
}
