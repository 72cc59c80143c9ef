using System.IO.Compression;
using System.Text.Json.Nodes;

namespace PolicyBot.Host.Tests.Commands;

public sealed class ManifestCommandTests
{
    private const string BotId = "12345678-90ab-cdef-1234-567890abcdef";

    [Fact]
    public async Task The_manifest_for_Slack_names_the_installations_address_or_none_for_socket_mode()
    {
        var (overHttp, http) = await TheProgram.RunAsync("manifest", "slack", "--url", "https://policybot.contoso.example");
        var (overSocket, socket) = await TheProgram.RunAsync("manifest", "slack");
        var (plain, refused) = await TheProgram.RunAsync("manifest", "slack", "--url", "http://policybot.contoso.example");

        Assert.Equal((0, 0, 2), (overHttp, overSocket, plain));
        Assert.Contains("request_url: https://policybot.contoso.example/slack/events", http, StringComparison.Ordinal);
        Assert.Contains("socket_mode_enabled: true", socket, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", socket, StringComparison.Ordinal);
        Assert.Contains("HTTPS", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_package_for_Teams_holds_the_installations_values()
    {
        using var file = new AFile("policybot.zip");

        var (exitCode, output) = await TheProgram.RunAsync(
            "manifest", "--bot-id", BotId, "--url", "https://policybot.contoso.example", "--version", "1.2.3", "--out", file.Path,
                "--developer", "Contoso IT", "--privacy-url", "https://contoso.example/privacy");

        Assert.Equal(0, exitCode);
        Assert.StartsWith(file.Path, output, StringComparison.Ordinal);
        var manifest = Manifest(file);
        Assert.Equal((BotId, "1.2.3", "Contoso IT"),
            ((string?)manifest["id"], (string?)manifest["version"], (string?)manifest["developer"]!["name"]));
        Assert.Equal("https://contoso.example/privacy", (string?)manifest["developer"]!["privacyUrl"]);
        Assert.Equal("https://policybot.contoso.example/", (string?)manifest["developer"]!["termsOfUseUrl"]);
    }

    [Fact]
    public async Task A_package_that_is_there_is_replaced_whole()
    {
        using var file = new AFile("policybot.zip", new string('x', 100_000));

        var (exitCode, _) =
            await TheProgram.RunAsync(
                "manifest", "--bot-id", BotId, "--url", "https://policybot.contoso.example", "--version", "1.0.0", "--out", file.Path);

        Assert.Equal(0, exitCode);
        Assert.Equal("PolicyBot", (string?)Manifest(file)["developer"]!["name"]);
    }

    [Fact]
    public async Task What_Teams_would_refuse_is_named_a_line_each_and_nothing_is_written()
    {
        using var file = new AFile("policybot.zip");

        var (exitCode, output) =
            await TheProgram.RunAsync(
                "manifest", "--bot-id", "policybot", "--url", "http://policybot.contoso.example", "--version", "1.2", "--out", file.Path);

        Assert.Equal(2, exitCode);
        Assert.Equal(3, output.Split('\n').Length);
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData("--bot-id 1 --version 1.0.0 --out x.zip", "'--url' is required")]
    [InlineData("--bot-id 1 --version 1.0.0 --out x.zip --url policybot", "--url is no absolute address")]
    public async Task A_wrong_call_says_what_is_wrong_with_it(string arguments, string expected)
    {
        var (exitCode, output) = await TheProgram.RunAsync(["manifest", .. arguments.Split(' ')]);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        using var file = new AFile("a-file", "in the way");
        var below = Path.Combine(file.Path, "policybot.zip");

        var (exitCode, output) =
            await TheProgram.RunAsync(
                "manifest", "--bot-id", BotId, "--url", "https://policybot.contoso.example", "--version", "1.0.0", "--out", below);

        Assert.Equal(2, exitCode);
        Assert.Contains($"{below} cannot be written", output, StringComparison.Ordinal);
    }

    private static JsonObject Manifest(AFile file)
    {
        using var zip = ZipFile.OpenRead(file.Path);
        using var manifest = zip.GetEntry("manifest.json")!.Open();
        return JsonNode.Parse(manifest)!.AsObject();
    }
}
