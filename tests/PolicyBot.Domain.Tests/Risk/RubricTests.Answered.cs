using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Tests.Risk;

/// <summary>
/// A correction beats all; an answer or a choice never makes light of words, nor words of these.
/// </summary>
public sealed partial class RubricTests
{
    [Theory]
    [InlineData("server", "application", "The agent runs on every workstation of the hall, my workstation too.", null)]
    [InlineData("workstation", "keystone", "The tool needs the administrator of the domain.", "device")]
    public void Of_an_answer_to_a_question_of_the_policy_and_the_words_the_graver_counts_and_both_are_kept(
        string level, string systems, string reason, string? answered)
    {
        var request = Facts() with { Justification = reason, Fields = new Dictionary<string, string> { ["level"] = level } };

        var known = Rubric.Assess(Sample, Sample.Policy("SEC-ADMIN")!, request).Known!.Single(fact => fact.Id == "systems");

        Assert.Equal(
            (systems, answered is null ? FactSource.Field : FactSource.Text, answered), (known.Value, known.Source, known.Instead));
        Assert.Equal(answered is not null, known.Quote is not null);
    }

    [Fact]
    public void What_was_chosen_cannot_make_light_of_what_the_text_says()
    {
        var request = Facts() with
        {
            Scope = "One account, administrator of the domain.",
            Chosen = new Dictionary<string, string> { ["systems"] = "device" },
        };

        var result = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, request);

        var systems = result.Known!.Single(fact => fact.Id == "systems");
        Assert.Equal(
            (Impact.Catastrophic, "keystone", FactSource.Text, "device"), (result.Impact, systems.Value, systems.Source, systems.Instead));
        Assert.Equal("One account, administrator of the domain", systems.Quote);
    }

    [Theory]
    [InlineData("application", "The agent runs on every workstation of the hall, my workstation too.")]
    [InlineData("keystone", "The tool needs the administrator of the domain.")]
    public void What_was_chosen_counts_where_it_is_graver_than_the_words_or_the_same(string systems, string reason)
    {
        var request = Facts() with
        {
            Justification = reason,
            Chosen = new Dictionary<string, string> { ["systems"] = systems },
        };

        var known = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, request).Known!.Single(fact => fact.Id == "systems");

        Assert.Equal((systems, FactSource.Chosen, null, null), (known.Value, known.Source, known.Quote, known.Instead));
    }

    [Fact]
    public void The_gravest_of_several_words_counts_and_what_was_chosen_stays_beside_it()
    {
        var sheet = new FactSheet();
        sheet.Add(new AssessedFact("systems", "device", FactSource.Chosen, "fact.systems"));
        sheet.Add(new AssessedFact("systems", "application", FactSource.Text, FieldIds.Scope, "the ledger"));
        sheet.Add(new AssessedFact("systems", "keystone", FactSource.Model, FieldIds.Scope, "administrator of the domain"));

        var known = sheet.Find("systems")!;
        Assert.Equal(("keystone", FactSource.Model, "device"), (known.Value, known.Source, known.Instead));
    }

    [Fact]
    public void A_correction_wins_over_what_was_chosen_and_what_was_read()
    {
        var request = Facts() with
        {
            Scope = "One account, administrator of the domain.",
            Chosen = new Dictionary<string, string> { ["systems"] = "device" },
            Corrected = new Dictionary<string, string> { ["systems"] = "core" },
        };

        var systems = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, request).Known!.Single(fact => fact.Id == "systems");

        Assert.Equal(("core", FactSource.Corrected, "keystone"), (systems.Value, systems.Source, systems.Instead));
    }

    [Fact]
    public void What_a_list_says_of_an_asset_does_not_make_light_of_words()
    {
        var sheet = new FactSheet();
        sheet.Add(new AssessedFact("systems", "device", FactSource.Field, FieldIds.Assets));
        sheet.Add(new AssessedFact("systems", "keystone", FactSource.Text, FieldIds.Scope, "administrator of the domain"));

        Assert.Equal("keystone", sheet["systems"]);
    }
}
