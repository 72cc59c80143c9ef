using System.Text.RegularExpressions;
using System.Xml.Linq;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.Tests.Speaking;

/// <summary>What people read exists in every language.</summary>
public sealed partial class EveryLanguageTests
{
    public static TheoryData<string, string> FilesAndLanguages
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var file in Files())
            {
                foreach (var language in Languages.All.Where(language => language != Languages.Default))
                {
                    all.Add(Path.GetRelativePath(Sources(), file), language);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(FilesAndLanguages))]
    public void Every_word_exists_in_every_language_with_the_same_placeholders(string file, string language)
    {
        var english = Words(Path.Combine(Sources(), file));
        var other = Words(Path.ChangeExtension(Path.Combine(Sources(), file), $"{language}.resx"));

        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        Assert.All(english, entry =>
        {
            Assert.Equal(Placeholders(entry.Value), Placeholders(other[entry.Key]));
            Assert.False(string.IsNullOrWhiteSpace(other[entry.Key]) && !string.IsNullOrWhiteSpace(entry.Value), entry.Key);
        });
    }

    [Fact]
    public void Words_are_made_in_the_language_that_is_spoken()
    {
        using (Languages.Use("de"))
        {
            Assert.Equal("Genehmigen", PolicyBot.Application.Words.Approve);
        }

        Assert.Equal("Approve", PolicyBot.Application.Words.Approve);
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("DE_ch", "de")]
    [InlineData("en-GB", "en")]
    [InlineData("fr-FR", "en")]
    [InlineData("", "en")]
    public void A_locale_names_a_language_and_one_that_is_not_spoken_is_answered_in_English(string locale, string language) =>
        Assert.Equal(language, Languages.FromLocale(locale));

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Sources(), "*.resx", SearchOption.AllDirectories)
        .Where(file => !OfALanguage().IsMatch(file) && !file.Contains("node_modules", StringComparison.Ordinal));

    private static Dictionary<string, string> Words(string file) => XDocument.Load(file).Descendants("data")
        .ToDictionary(word => word.Attribute("name")!.Value, word => word.Element("value")!.Value);

    private static IEnumerable<string> Placeholders(string words) =>
        Placeholder().Matches(words).Select(match => match.Value).Distinct().Order();

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PolicyBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution lies above the tests.");
        }

        return Path.Combine(folder.FullName, "src");
    }

    [GeneratedRegex(@"\.[a-z]{2}\.resx$")]
    private static partial Regex OfALanguage();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
