using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using PolicyBot.Application.Catalogs;
using PolicyBot.Host.Commands;
using PolicyBot.Lab;
using PolicyBot.Mail;
using PolicyBot.OpenAI;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Teams;
using PolicyBot.Web.Outside;

namespace PolicyBot.Host.Tests;

/// <summary>What the documentation says that a machine can check: commands, settings, paths, links, package versions.</summary>
public sealed partial class DocumentationTests
{
    private const int LongestReadme = 200;
    private const int LongestDecision = 30;
    private const int LongestLine = 140; // columns, and
    private const int LongestFile = 300; // lines: a rule of CONTRIBUTING.md

    private static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>
    {
        [PolicyBotOptions.Section] = typeof(PolicyBotOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [AuditOptions.Section] = typeof(AuditOptions),
        [WebhookOptions.Section] = typeof(WebhookOptions),
        [OpenAIOptions.Section] = typeof(OpenAIOptions),
        [TeamsOptions.Section] = typeof(TeamsOptions),
        [SlackOptions.Section] = typeof(SlackOptions),
        [SmtpOptions.Section] = typeof(SmtpOptions),
    };

    private static readonly HashSet<string> Settings =
        [.. Sections.SelectMany(section =>
            section.Value.GetProperties().Where(property => property.CanWrite).Select(property => $"{section.Key}:{property.Name}"))];

    public static TheoryData<string> EveryPage => [.. Pages()];

    [Fact]
    public void The_readme_can_be_read_in_one_go() => Assert.InRange(File.ReadAllLines(Full("README.md")).Length, 1, LongestReadme);

    [Fact]
    public void A_decision_is_told_on_one_page() =>
        Assert.All(Directory.GetFiles(Full("docs/decisions"), "*.md"), page =>
            Assert.InRange(File.ReadAllLines(page).Length, 1, LongestDecision));

    [Fact]
    public void No_line_of_the_product_is_longer_than_140_columns_and_no_file_than_300_lines()
    {
        var sources = Directory.GetFiles(Full("src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(WorkingCopy.Root, path), Lines: File.ReadAllLines(path)))
            .ToList();

        var tooLong = sources.Where(source => source.Lines.Length > LongestFile)
            .Select(source => $"{source.Path}: {source.Lines.Length} lines");
        var tooWide = sources.SelectMany(source => source.Lines.Index()
            .Where(line => line.Item.Length > LongestLine)
            .Select(line => $"{source.Path}:{line.Index + 1}: {line.Item.Length} columns"));

        Assert.NotEmpty(sources);
        Assert.Empty(tooLong.Concat(tooWide));
    }

    [Fact]
    public void The_catalog_in_the_documentation_is_sound()
    {
        var yaml = Yaml().Match(Read("docs/catalog.md")).Groups[1].Value;

        var reading = CatalogReader.Read("docs/catalog.md", yaml);

        Assert.Empty(Assert.IsType<CatalogReading.Good>(reading).Warnings);
    }

    [Fact]
    public void Every_setting_stands_in_the_documentation()
    {
        var page = Read("docs/configuration.md");

        Assert.All(Settings, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_setting_that_a_page_names_exists(string page)
    {
        var named = Keys().Matches(Read(page)).Select(key => $"{key.Groups[1].Value}:{key.Groups[2].Value}");

        Assert.All(named, key => Assert.Contains(key, Settings));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_file_folder_and_heading_that_a_page_names_is_there(string page)
    {
        var text = Read(page);
        var folder = Path.GetDirectoryName(Full(page))!;

        var links = Links().Matches(text)
            .Select(link =>
                (Path: link.Groups[1].Value is { Length: > 0 } path ? Path.Combine(folder, path) : Full(page),
                Heading: link.Groups[2].Value));
        var places = Places().Matches(text).Select(place => Full(place.Groups[1].Value));

        Assert.All(places, path => Assert.True(Path.Exists(path), path));
        Assert.All(links, link =>
        {
            Assert.True(Path.Exists(link.Path), link.Path);
            Assert.True(
                link.Heading.Length == 0 || Anchors(File.ReadAllText(link.Path)).Contains(link.Heading), $"{link.Path}#{link.Heading}");
        });
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_command_of_the_product_that_a_page_names_can_be_called(string page)
    {
        var root = PolicyBotCommands.Create();

        var faults = Commands().Matches(Read(page))
            .Select(command =>
                (Text: command.Value, Parsed: root.Parse(CommandLineParser.SplitCommandLine(command.Groups[1].Value).ToArray())))
            .SelectMany(command => command.Parsed.Errors.Select(error => $"{command.Text}: {error.Message}"));

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_project_that_a_page_runs_tests_or_publishes_is_there(string page)
    {
        var projects = Projects().Matches(Read(page)).Select(project => Full(project.Groups[1].Value));

        Assert.All(projects, path => Assert.True(Path.Exists(path), path));
    }

    [Fact]
    public void Every_package_that_is_referenced_stands_in_the_documentation_with_its_version()
    {
        var page = Read("docs/packages.md");

        var packages = Packages().Matches(Read("Directory.Packages.props"))
            .Select(package => $"| {package.Groups[1].Value} | {package.Groups[2].Value} |");

        Assert.All(packages, row => Assert.Contains(row, page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages() =>
        Directory.GetFiles(WorkingCopy.Root, "*.md")
            .Concat(Directory.GetFiles(Full("docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Full("infra"), "*.md"))
            .Select(path => Path.GetRelativePath(WorkingCopy.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string Full(string path) => Path.Combine(WorkingCopy.Root, path);

    private static string Read(string page) => File.ReadAllText(Full(page));

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string text) =>
        Headings().Matches(text)
            .Select(heading => NotInAnchors().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    /// <summary>A key with its section, as in a file or as in the environment.</summary>
    [GeneratedRegex(@"\b(PolicyBot|Storage|Audit|Webhooks|OpenAI|Teams|Slack)(?::|__)([A-Z][A-Za-z0-9]+)")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")]
    private static partial Regex Links();

    [GeneratedRegex("`((?:src|tests|docs|manifests|\\.ci)/[A-Za-z0-9./]+)`")]
    private static partial Regex Places();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NotInAnchors();

    /// <summary>A verb of the product with its arguments: on a line of its own, or between backticks.</summary>
    [GeneratedRegex(@"(?:(?<=\$ )policybot|dotnet policybot/PolicyBot\.Host\.dll|(?<=`)policybot) ([a-z][^\n`>…]*)")]
    private static partial Regex Commands();

    [GeneratedRegex(@"dotnet (?:(?:run|watch|test|publish|build)\b[^\n`]*?)((?:src|tests)/[A-Za-z0-9./]+)")]
    private static partial Regex Projects();

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex Packages();
}
