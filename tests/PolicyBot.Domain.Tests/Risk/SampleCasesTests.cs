using System.Globalization;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Evaluation;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Lab;

namespace PolicyBot.Domain.Tests.Risk;

public sealed class SampleCasesTests
{
    public static TheoryData<string> Ids => [.. SampleCases.All.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Given_the_right_facts_the_table_gives_the_label_of_the_guide(string id)
    {
        var one = SampleCases.All.Single(one => one.Id == id);
        var policy = SampleCases.Catalog.Policy(one.PolicyId)!;
        var topic = KnownFacts.TopicOf(SampleCases.Catalog.Assessment, policy);
        var sheet = new FactSheet();
        sheet.Add(new AssessedFact(FactKind.Topic, topic.Id, FactSource.Policy));
        sheet.Add(new AssessedFact(FactKind.Days, FactSheet.Number(one.Days), FactSource.Policy));
        sheet.Add(topic.Gives.Select(pair => new AssessedFact(pair.Key, pair.Value, FactSource.Policy)));
        sheet.Add(SampleCases.Facts[id].Select(pair => new AssessedFact(pair.Key, pair.Value, FactSource.Chosen)));
        sheet.AddDefault("content", FactKind.No);
        sheet.AddDefault("pseudonymised", FactKind.No);

        var result = Rubric.Decide(SampleCases.Catalog, policy, topic, sheet, one.Request);

        Assert.Equal(SampleCases.Labels[id].Risk, result.Label);
    }

    [Fact]
    public async Task From_the_texts_alone_the_labels_are_near_those_of_people()
    {
        var all = await SampleCases.AgreementAsync(_ => true);
        var heldOut = await SampleCases.AgreementAsync(SampleCases.IsHeldOut);

        Assert.Equal((60, 20), (all.Cases, heldOut.Cases));
        Assert.All([all, heldOut], figures =>
        {
            Assert.InRange(figures.Kappa, 0.45, 1);
            Assert.InRange(figures.UnderByTwo, 0, 0.05);
            Assert.InRange(figures.F1, 0.5, 1);
        });
    }

    [Fact]
    public async Task What_is_missing_is_found_in_hurried_words_too()
    {
        var pairs = await SampleCases.PairsAsync(SampleCases.Hurried, _ => true);
        var all = Agreement.Measure(pairs);
        var heldOut = Agreement.Measure([.. pairs.Where(pair => SampleCases.IsHurriedHeldOut(pair.Reference.Id))]);

        Assert.Equal((40, 10), (all.Cases, heldOut.Cases));
        Assert.All([all, heldOut], figures => Assert.InRange(figures.F1, 0.85, 1));
        Assert.DoesNotContain(pairs, pair => pair.Reference.Risk - pair.Found.Risk >= 2);
        Assert.All(MissingTag.All, tag =>
        {
            var (wanted, found) = (pairs.Where(pair => pair.Reference.Missing.Contains(tag)).Select(pair => pair.Reference.Id).ToList(),
                pairs.Where(pair => pair.Found.Missing.Contains(tag)).Select(pair => pair.Found.Id).ToList());
            var right = wanted.Intersect(found).Count();
            Assert.True(
                2 * right >= 0.75 * (wanted.Count + found.Count),
                $"{tag}: overlooked {string.Join(", ", wanted.Except(found))}; asked needlessly {string.Join(", ", found.Except(wanted))}");
        });
    }

    [Theory]
    [InlineData("used while choosing words")]
    [InlineData("held out (a third, by the SHA-256 of the id)")]
    [InlineData("all")]
    [InlineData("hurried words, used while mending")]
    [InlineData("hurried words, held out")]
    public async Task The_figures_in_the_documentation_are_true(string row)
    {
        var page = await File.ReadAllLinesAsync(Path.Combine(WorkingCopy.Root, "docs/assessment.md"));
        var stands = Assert.Single(page, line => line.StartsWith($"| {row} | ", StringComparison.Ordinal));

        var found = row.StartsWith("hurried", StringComparison.Ordinal)
            ? Agreement.Measure(await SampleCases.PairsAsync(SampleCases.Hurried, id =>
                SampleCases.IsHurriedHeldOut(id) == row.EndsWith("held out", StringComparison.Ordinal)))
            : await SampleCases.AgreementAsync(id =>
                row == "all" || SampleCases.IsHeldOut(id) == row.StartsWith("held out", StringComparison.Ordinal));

        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {row} | {found.Cases} | {found.Exact:F2} | {found.WithinOne:F2} | {found.UnderByTwo:F2} | {found.Kappa:F2} | {found.Precision:F2}, {found.Recall:F2}, {found.F1:F2} |"),
            stands);
    }

    [Theory]
    [InlineData("FIN-TRAVEL", "travel")]
    [InlineData("FIN-SPEND", "spend")]
    [InlineData("FIN-RECEIPT", "receipts")]
    [InlineData("FIN-PERDIEM", "perdiem")]
    [InlineData("FIN-SOD", "duties")]
    [InlineData("HR-REMOTE", "abroad")]
    [InlineData("HR-BGCHECK", "screening")]
    [InlineData("HR-LEAVE", "leave")]
    [InlineData("HR-REST", "rest")]
    [InlineData("SEC-MFA", "mfa")]
    [InlineData("SEC-PATCH", "patching")]
    [InlineData("SEC-ENCRYPT", "encryption")]
    [InlineData("SEC-ADMIN", "admin")]
    [InlineData("CMP-RESIDENCY", "residency")]
    [InlineData("CMP-RETENTION", "retention")]
    [InlineData("CMP-VENDOR", "vendor")]
    [InlineData("CMP-TRAINING", "training")]
    public void The_kind_of_a_policy_is_told_by_its_words(string policyId, string topic) =>
        Assert.Equal(topic, KnownFacts.TopicOf(AssessmentDefaults.Settings, SampleCases.Catalog.Policy(policyId)!).Id);

    [Fact]
    public void A_figure_is_counted_as_the_guide_defines_it()
    {
        (RiskLabel Reference, RiskLabel Found, string[] Missing, string[] Named)[] cases =
        [
            (RiskLabel.Low, RiskLabel.Low, [], []),
            (RiskLabel.High, RiskLabel.Low, ["owner", "reason"], ["owner"]),
            (RiskLabel.Medium, RiskLabel.High, ["controls"], ["controls", "data"]),
            (RiskLabel.Critical, RiskLabel.Critical, [], []),
        ];

        var figures =
            Agreement.Measure(
                [.. cases.Select(one => (new CaseLabel("x", one.Reference, one.Missing), new CaseLabel("x", one.Found, one.Named)))]);

        Assert.Equal((4, 0.5, 0.75, 0.25), (figures.Cases, figures.Exact, figures.WithinOne, figures.UnderByTwo));
        Assert.Equal(0.583, figures.Kappa, 3); // agree.py on the same labels
        Assert.Equal((2 / 3.0, 2 / 3.0, 2 / 3.0), (figures.Precision, figures.Recall, figures.F1));
    }
}
