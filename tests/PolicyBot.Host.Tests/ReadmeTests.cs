using System.Text.RegularExpressions;
using PolicyBot.Application.Catalogs;
using PolicyBot.Lab;
using PolicyBot.OpenAI;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Teams;

namespace PolicyBot.Host.Tests;

/// <summary>What the README says that a machine can check.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(WorkingCopy.Root, "README.md"));

    [Fact]
    public void The_catalog_in_the_readme_is_sound()
    {
        var yaml = Yaml().Match(Readme).Groups[1].Value;

        var reading = CatalogReader.Read("README.md", yaml);

        Assert.Empty(Assert.IsType<CatalogReading.Good>(reading).Warnings);
    }

    [Theory]
    [InlineData(PolicyBotOptions.Section, typeof(PolicyBotOptions))]
    [InlineData(StorageOptions.Section, typeof(StorageOptions))]
    [InlineData(OpenAIOptions.Section, typeof(OpenAIOptions))]
    [InlineData(TeamsOptions.Section, typeof(TeamsOptions))]
    [InlineData(SlackOptions.Section, typeof(SlackOptions))]
    public void Every_setting_stands_in_the_readme(string section, Type options)
    {
        var keys = options.GetProperties().Where(property => property.CanWrite).Select(property => $"`{section}:{property.Name}`");

        Assert.All(keys, key => Assert.Contains(key, Readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/benchmarks.md")]
    [InlineData("docs/packages.md")]
    [InlineData("docs/playground.md")]
    public void Every_file_and_folder_that_is_named_is_there(string page)
    {
        var text = File.ReadAllText(Path.Combine(WorkingCopy.Root, page));
        var folder = Path.GetDirectoryName(Path.Combine(WorkingCopy.Root, page))!;

        var links = Links().Matches(text).Select(link => Path.Combine(folder, link.Groups[1].Value));
        var places = Places().Matches(text).Select(place => Path.Combine(WorkingCopy.Root, place.Groups[1].Value));

        Assert.All(links.Concat(places), path => Assert.True(Path.Exists(path), path));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();

    [GeneratedRegex("`((?:src|tests|docs|manifests)/[A-Za-z0-9./]+)`")]
    private static partial Regex Places();
}
