using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab;
using YamlDotNet.RepresentationModel;

namespace PolicyBot.Host.Tests.Infrastructure;

/// <summary><c>Dockerfile</c>, <c>.dockerignore</c> and <c>compose.yaml</c>, read without an engine for containers.</summary>
public sealed partial class ContainerFilesTests
{
    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void The_image_has_no_shell_and_no_rights_and_starts_the_Host()
    {
        var lines = Read("Dockerfile").Split('\n');

        Assert.Equal("FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra",
            lines.Last(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
        Assert.Contains("USER $APP_UID", lines);
        Assert.Contains("""ENTRYPOINT ["dotnet", "PolicyBot.Host.dll"]""", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)); // nothing is there that could ask
    }

    [Fact]
    public void The_builder_gets_what_the_Host_is_compiled_from_and_no_settings()
    {
        var kept = Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();

        Assert.Contains("*", Read(".dockerignore").Split('\n'));
        Assert.Contains("**/appsettings*.json", Read(".dockerignore").Split('\n'));
        Assert.All(kept, path => Assert.NotEmpty(Directory.GetFileSystemEntries(WorkingCopy.Root, path)));
        Assert.All(
            Outside().Matches(string.Concat(Directory.GetFiles(Path.Combine(WorkingCopy.Root, "src"), "*.csproj", SearchOption.AllDirectories)
                .Where(path => !path.Contains("PolicyBot.Lab", StringComparison.Ordinal)).Select(File.ReadAllText))),
            place => Assert.Contains(place.Groups[1].Value, kept));
    }

    [Fact]
    public void The_pilot_has_a_store_and_a_Host_with_settings_that_it_knows()
    {
        var services = Map(Pilot(), "services");
        var (store, host) = (Map(services, "azurite"), Map(services, "policybot"));
        var sample = JsonNode.Parse(Read("appsettings.sample.json"), documentOptions: Commented)!.AsObject();
        var known = sample.SelectMany(section => section.Value!.AsObject().Select(key => $"{section.Key}__{key.Key}"))
            .Append("ASPNETCORE_ENVIRONMENT").ToHashSet();

        Assert.Equal("mcr.microsoft.com/azure-storage/azurite:3.35.0", Text(store, "image"));
        Assert.Contains("\"azurite\": \"3.35.0\"", Read("src/PolicyBot.Lab/npm/package.json"), StringComparison.Ordinal);
        Assert.All(Map(host, "environment").Children.Keys, name => Assert.Contains(name.ToString(), known));
        Assert.Contains("http://azurite:10002/", Text(Map(host, "environment"), "Storage__ConnectionString"), StringComparison.Ordinal);
        Assert.Equal(["127.0.0.1:3978:8080"], Texts(host, "ports"));
        Assert.Contains("ASPNETCORE_URLS=http://+:8080", Read("Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pilot_may_write_nothing_and_finds_its_catalog()
    {
        var host = Map(Map(Pilot(), "services"), "policybot");
        var mounts = Texts(host, "volumes").Select(mount => mount.Split(':')).ToList();

        Assert.Equal("true", Text(host, "read_only"));
        Assert.Equal(["ALL"], Texts(host, "cap_drop"));
        Assert.All(mounts, mount => Assert.Equal("ro", mount[2]));
        Assert.All(mounts, mount => Assert.True(File.Exists(Path.Combine(WorkingCopy.Root, mount[0])), mount[0]));
        Assert.Contains("PolicyBot__CatalogPath=/etc/policybot/catalog.yaml", Read("Dockerfile"), StringComparison.Ordinal);
        Assert.Contains(mounts, mount => mount[1] == "/etc/policybot/catalog.yaml");
    }

    private static YamlMappingNode Pilot()
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Read("compose.yaml"));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(WorkingCopy.Root, path)).ReplaceLineEndings("\n");

    private static YamlMappingNode Map(YamlMappingNode node, string name) => (YamlMappingNode)node[name];

    private static string Text(YamlMappingNode node, string name) => node[name].ToString();

    private static IEnumerable<string> Texts(YamlMappingNode node, string name) =>
        ((YamlSequenceNode)node[name]).Select(one => one.ToString());

    /// <summary>What a project takes in from a folder beside <c>src</c>.</summary>
    [GeneratedRegex(@"\.\./\.\./([a-z]+)/")]
    private static partial Regex Outside();
}
