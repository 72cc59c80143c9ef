using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests;

/// <summary>Every word has its use, and everything that must be said has its words.</summary>
public sealed partial class WordsTests
{
    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file =>
            file.Contains("PolicyBot.Domain", StringComparison.Ordinal) || file.Contains("PolicyBot.Application", StringComparison.Ordinal))
        .Select(File.ReadAllText)));

    public static TheoryData<string> Resources => ["Words", "RoutingWords", "CatalogWords", "AssessmentWords"];

    public static TheoryData<Type> Refusals => [.. typeof(Refusal).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Refusal)))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_word_is_used(string resource)
    {
        var used = Regex.Matches(Sources.Value, $@"\b{resource}\.(\w+)").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.All(Entries(resource).Keys, key => Assert.Contains(key, used));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Placeholders_count_from_nought_without_a_gap(string resource)
    {
        Assert.All(Entries(resource), entry =>
        {
            var numbers = Placeholder().Matches(entry.Value).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
                .Distinct().Order().ToList();
            Assert.True(numbers.SequenceEqual(Enumerable.Range(0, numbers.Count))
                || entry.Key.StartsWith("FormHeading", StringComparison.Ordinal), $"{entry.Key}: {entry.Value}");
        });
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Every_refusal_has_words_of_its_own(Type refusal)
    {
        var arguments = refusal.GetConstructors()
            .Single(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != refusal).GetParameters();
        var why = (Refusal)Activator.CreateInstance(refusal, [.. arguments.Select(Example)])!;

        var words = Phrases.Refusal(why, TestCatalog.Contoso);

        Assert.EndsWith(".", words, StringComparison.Ordinal);
        Assert.DoesNotContain("{", words, StringComparison.Ordinal);
        if (refusal != typeof(Refusal.TryAgain))
        {
            Assert.NotEqual(Words.RefusedTryAgain, words);
        }
    }

    [Fact]
    public void No_word_of_the_machinery_reaches_a_person()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.resx", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "CatalogWords.resx"); // for the author of the catalog, on the command line
        var said = files.SelectMany(file => XDocument.Load(file).Descendants("data").Select(word => word.Element("value")!.Value));
        var settings = AssessmentDefaults.Settings;
        var catalogs = CatalogWords(settings).SelectMany(wording => wording.All);

        Assert.All([.. said, .. catalogs], words => Assert.DoesNotMatch(Machinery(), words));
    }

    [Fact]
    public void What_an_approval_asks_to_be_kept_is_called_by_one_word_a_language()
    {
        var said = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.resx", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("data").Select(word => word.Element("value")!.Value));

        Assert.All(said, words => Assert.DoesNotMatch("(?i)promis|zusage|versprech", words));
    }

    [Fact]
    public void What_the_shipped_assessment_says_it_says_in_every_language() =>
        Assert.All(CatalogWords(AssessmentDefaults.Settings), wording =>
            Assert.All(Languages.All, language => Assert.True(
                wording.ByLanguage?.ContainsKey(language) is true || !wording.Text.Any(char.IsLetter), $"{language}: {wording.Text}")));

    [Fact]
    public void Every_status_has_words_of_its_own()
    {
        var words = Enum.GetValues<Status>().Select(status => Phrases.Status(new ARequest().InReview().State with { Status = status }))
            .ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Fact]
    public void Every_fact_has_words_in_the_history()
    {
        foreach (var (name, recorded) in StoredEvents.All)
        {
            var record = new ARequest().InReview();
            var stored = record.Events[0] with { Json = recorded.ToCanonicalJson() };

            var line =
                HistoryScreen.Render(
                    new ExceptionRecord(new StreamHead(record.State, "1"), [stored], []), TestCatalog.Contoso).Parts.Single().Label;

            Assert.True(!line.Contains(recorded.Fact.GetType().Name, StringComparison.Ordinal), $"{name}: {line}");
        }
    }

    [Theory]
    [InlineData(0, "Exceptions to this policy cannot be renewed. You can send a new request.")]
    [InlineData(1, "This exception has been renewed once, which is as often as its policy allows.")]
    [InlineData(2, "This exception has been renewed 2 times, which is as often as its policy allows.")]
    public void Numbers_read_as_words_do(int renewals, string words) =>
        Assert.Equal(words, Phrases.Refusal(new Refusal.NoRenewalLeft(renewals), TestCatalog.Contoso));

    private static object Example(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "security-leads",
        var type when type == typeof(int) => 7,
        var type when type == typeof(Status) => Status.Rejected,
        var type when type == typeof(DateOnly) => new DateOnly(2027, 2, 15),
        var type when type == typeof(PersonId) => Ana.Person,
        var type when type == typeof(ExceptionId) => new ARequest().Id,
        var type => throw new InvalidOperationException($"No example of {type}."),
    };

    private static Dictionary<string, string> Entries(string resource) => new ResourceManager(
            resource is "AssessmentWords" ? $"PolicyBot.Domain.{resource}" : $"PolicyBot.Application.{resource}",
            resource is "AssessmentWords" ? typeof(Refusal).Assembly : typeof(Application.Views.CardView).Assembly)
        .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PolicyBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution lies above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"(?i)\b(rubrics?|(risk |decision )?tables?|floors?|proposals?|propose[sd]?|likelihood|fact sheets?|signals?|prompts?|fallback)\b")]
    private static partial Regex Machinery();

    private static IEnumerable<Wording> CatalogWords(AssessmentSettings settings) =>
    [
        .. settings.Facts.Values.SelectMany(wording => wording.Choices.Values.Append(wording.Name).Append(wording.Asks)),
        .. settings.Impact.Select(row => row.Because).OfType<Wording>(),
        .. settings.Likelihood.Select(row => row.Because),
        .. settings.StepsUp.Select(step => step.Because),
    ];

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Placeholder();
}
