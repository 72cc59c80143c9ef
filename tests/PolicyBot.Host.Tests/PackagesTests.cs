using System.Text.Json;
using System.Xml.Linq;
using PolicyBot.Lab;

namespace PolicyBot.Host.Tests;

/// <summary>Holds what ships against what is tested, and the list of package versions against the projects.</summary>
public sealed class PackagesTests
{
    private const string Oracle = "PolicyBot.BotFramework.Tests"; // the bot SDK, which never ships, needs versions of its own

    private static readonly IReadOnlyDictionary<string, string> Shipped = ReadShipped();

    private static readonly IReadOnlyList<string> Projects =
        [.. Directory.GetFiles(Path.Combine(WorkingCopy.Root, "tests"), "packages.lock.json", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))];

    public static TheoryData<string> TestProjects => [.. Projects.Where(project => project != Oracle)];

    [Theory]
    [MemberData(nameof(TestProjects))]
    public void Tests_run_with_the_versions_that_ship(string project)
    {
        var tested = ReadTested(project);

        var otherwise = from package in Shipped
                        where tested.TryGetValue(package.Key, out var version) && version != package.Value
                        select $"{package.Key} ships as {package.Value} and is tested as {tested[package.Key]}";
        Assert.Empty(otherwise);
    }

    [Fact]
    public void Every_package_that_ships_is_resolved_by_the_tests_of_the_host() =>
        Assert.Empty(Shipped.Keys.Except(ReadTested("PolicyBot.Host.Tests").Keys));

    [Fact]
    public void What_was_taken_out_does_not_ship() =>
        Assert.DoesNotContain(
            Shipped.Keys, name =>
                name is "Newtonsoft.Json" or "NJsonSchema" || name.StartsWith("Microsoft.Bot.", StringComparison.Ordinal));

    [Fact]
    public void Every_package_version_is_referenced_by_a_project_or_pins_what_others_bring()
    {
        var versions = Items(Path.Combine(WorkingCopy.Root, "Directory.Packages.props"), "PackageVersion");
        var referenced = Directory.GetFiles(WorkingCopy.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(WorkingCopy.Root, "Directory.Build.props"))
            .SelectMany(file => Items(file, "PackageReference"));
        var pinned = Projects.SelectMany(Locked)
            .Where(package => package.Value.GetProperty("type").GetString() == "CentralTransitive")
            .Select(package => package.Name);

        Assert.Equal([], versions.Except(referenced).Except(pinned));
    }

    private static IEnumerable<string> Items(string file, string kind) =>
        XDocument.Load(file).Descendants(kind).Select(item => item.Attribute("Include")!.Value);

    private static Dictionary<string, string> ReadShipped()
    {
        var built = JsonElement.Parse(File.ReadAllBytes(Path.ChangeExtension(WorkingCopy.HostAssembly, ".deps.json")));
        return built.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/'))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    private static Dictionary<string, string> ReadTested(string project) =>
        Locked(project).ToDictionary(package => package.Name, package => package.Value.GetProperty("resolved").GetString()!);

    private static IEnumerable<JsonProperty> Locked(string project)
    {
        var file = Path.Combine(WorkingCopy.Root, "tests", project, "packages.lock.json");
        return JsonElement.Parse(File.ReadAllBytes(file)).GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project");
    }
}
