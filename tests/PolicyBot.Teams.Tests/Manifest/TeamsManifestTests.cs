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
    public void The_package_holds_exactly_three_files_at_its_root()
    {
        using var zip = new ZipArchive(TeamsManifest.Build(Contoso));

        Assert.Equal(["color.png", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.FullName).Order());
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

    private static JsonObject Manifest(TeamsManifestValues values)
    {
        using var zip = new ZipArchive(TeamsManifest.Build(values));
        using var manifest = zip.GetEntry("manifest.json")!.Open();
        return JsonNode.Parse(manifest)!.AsObject();
    }

    private static IEnumerable<string?> Strings(JsonNode array) => array.AsArray().Select(item => (string?)item);
}
