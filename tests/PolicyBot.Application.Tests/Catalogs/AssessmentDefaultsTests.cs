using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Risk.Reading;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

public sealed class AssessmentDefaultsTests
{
    private static readonly string[] Languages = ["en", "de", "fr", "es"];

    [Fact]
    public void What_is_shipped_is_a_sound_section_of_a_catalog()
    {
        var reading = ACatalog.Read(("review: {", AssessmentDefaults.Text + "\nreview: {"));

        Assert.Empty((reading as CatalogReading.Bad)?.Faults ?? []);
    }

    [Fact]
    public void Every_signal_that_the_reader_asks_for_has_words_in_every_language()
    {
        Assert.All(SignalNames.All, name => Assert.Equal(Languages, AssessmentDefaults.Settings.Signals[name].Words.ByLanguage.Keys));
        Assert.All(AssessmentDefaults.Settings.Signals.Values, signal => Assert.All(signal.Words.ByLanguage.Values, Assert.NotEmpty));
    }

    [Fact]
    public void The_sample_catalog_adds_a_signal_and_leaves_every_shipped_word_as_it_is()
    {
        var sample = SampleCatalog.Load().Assessment;

        Assert.Equal([.. AssessmentDefaults.Settings.Signals.Keys, "ourCoreSystems"], sample.Signals.Keys);
        Assert.All(AssessmentDefaults.Settings.Signals.Values, signal =>
            Assert.Equal(signal.Words.ByLanguage, sample.Signals[signal.Name].Words.ByLanguage));
        Assert.Equal("order desk", sample.Shorthand["odesk"]);
        Assert.Equal("until", sample.Shorthand["til"]);
    }

    [Fact]
    public void A_catalog_changes_one_language_of_one_signal_and_keeps_the_rest()
    {
        var catalog = ACatalog.With(("review: {", "assessment: { signals: { keystone: { words: { de: [Zauberkasten] } } } }\nreview: {"));

        var (shipped, changed) = (AssessmentDefaults.Settings.Signals["keystone"], catalog.Assessment.Signals["keystone"]);
        Assert.Equal(["Zauberkasten"], changed.Words.ByLanguage["de"]);
        Assert.Equal(shipped.Words.ByLanguage["en"], changed.Words.ByLanguage["en"]);
        Assert.Equal(shipped.Gives, changed.Gives);
    }

    [Theory]
    [InlineData("topics: { mfa: { reads: [colour] } }", "unknown-fact")]
    [InlineData("topics: { mfa: { gives: { ends: soon } } }", "unknown-choice")]
    [InlineData("impact: [{ is: severe, when: { systems: [big] } }]", "unknown-choice")]
    [InlineData("impact: [{ is: severe, when: { money: [\"5\"] } }]", "unknown-choice")]
    [InlineData("impact: [{ is: severe, when: { money: { min: 5, max: 2 } } }]", "empty-range")]
    [InlineData("impact: [{ is: severe, when: { topic: [nothing] } }]", "unknown-topic")]
    [InlineData("likelihood: [{ is: likely, when: { controls: [many] }, because: So. }]", "unknown-choice")]
    [InlineData("stepsUp: [{ when: { colour: [red] }, because: So. }]", "unknown-fact")]
    [InlineData("answers: [{ field: level, is: top, gives: { systems: big } }]", "unknown-choice")]
    [InlineData("facts: { colour: { name: Colour } }", "unknown-fact")]
    [InlineData("signals: { mine: { topics: [nothing] } }", "unknown-topic")]
    [InlineData("signals: { new: { words: { en: [word] } } }", "idle-signal")]
    [InlineData("signals: { mine: { words: { en: [\"..\"] } } }", "empty-phrase")]
    [InlineData("policies: { SEC-MFA: { topic: nothing } }", "unknown-topic")]
    [InlineData("policies: { SEC-MFA: { asks: [topic] } }", "unknown-fact")]
    [InlineData("policies: { SEC-MFA: { facts: [{ field: accountType, is: vendor }] } }", "idle-fact")]
    [InlineData("policies: { SEC-MFA: { facts: [{ field: accountType, is: vendor, gives: { systems: big } }] } }", "unknown-choice")]
    public void What_does_not_exist_is_a_fault_with_its_line(string section, string rule)
    {
        var text = ACatalog.Text(("review: {", $"assessment: {{ {section} }}\nreview: {{"));

        var fault = Assert.Single(Assert.IsType<CatalogReading.Bad>(CatalogReader.Read("catalog.yaml", text)).Faults);

        Assert.Equal((rule, ACatalog.LineOf(text, "assessment:")), (fault.Rule, fault.Line));
    }
}
