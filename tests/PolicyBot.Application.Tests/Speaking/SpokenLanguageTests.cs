using System.Text.Json;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Speaking;

/// <summary>Each person is spoken to in their own language, and the record is the same in every language.</summary>
public sealed class SpokenLanguageTests
{
    [Fact]
    public async Task Each_person_is_asked_in_the_language_of_their_channel()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.SpeaksAsync(Ana, "de-DE");

        await office.HoldAsync(new ARequest().InReview());

        Assert.Contains("Genehmigen", Titles(office.LastOf(Ana).View));
        Assert.Contains("Approve", Titles(office.LastOf(Bo).View));
    }

    [Fact]
    public async Task A_decision_is_answered_and_kept_current_in_the_language_of_who_decided()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.SpeaksAsync(Ana, "de-DE");
        await office.HoldAsync(new ARequest().InReview());

        var answer = await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.Contains("Genehmigt", answer.Words(), StringComparison.Ordinal);
        Assert.Contains("15. Februar 2027", answer.Words(), StringComparison.Ordinal);
        Assert.Contains("Genehmigt", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        Assert.Contains("Approved", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_chooses_a_language_is_spoken_to_in_it_everywhere_and_can_go_back()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var chosen = await office.SayAsync(Ana, "Deutsch");
        var help = await office.SayAsync(Ana, "help");
        var back = await office.SayAsync(Ana, "english");

        Assert.Contains("Deutsch", chosen.View.Summary, StringComparison.Ordinal);
        Assert.Equal("de", help.View.Language);
        Assert.Equal("en", back.View.Language);
        Assert.Contains("English", back.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_was_chosen_is_spoken_at_once_also_where_nobody_has_been_looked_up()
    {
        var office = await Office.OpenAsync(Sal);
        await office.SpeaksAsync(Sal, "de-DE");
        await office.SayAsync(Sal, "help");

        await office.SayAsync(Sal, "english");

        Assert.Equal("en", office.Desk.LanguageOf(Office.AccountOf(Sal)));
    }

    [Fact]
    public async Task A_card_that_was_sent_before_is_redrawn_in_the_language_of_who_presses_it()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        var card = office.LastOf(Ana);
        await office.SayAsync(Ana, "deutsch");

        await office.PressAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine));
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.Equal("de", card.View.Language);
    }

    [Fact]
    public async Task The_record_is_the_same_whatever_people_speak()
    {
        var english = await LifeAsync("en-GB");
        var german = await LifeAsync("de-DE");

        Assert.Equal(english, german);
    }

    [Fact]
    public async Task Why_it_is_a_risk_and_what_is_still_open_is_said_to_each_reader_in_their_language()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.SpeaksAsync(Sal, "de-DE");
        await office.SpeaksAsync(Bo, "de-AT");

        var preview = await office.PreviewAsync(Sal, Bare);
        var (why, asked) = (preview.View.Part("Warum dieses Risiko"), Assert.IsType<PreviewView>(preview.View).Questions);
        await office.PressAsync(Sal, preview, Verbs.Submit);

        Assert.Equal("Systeme und Rechte: Anmeldung, Domäne oder Mandant, Fernzugang, Hypervisor, Sicherung.", why);
        Assert.Contains("Was schützt inzwischen an Stelle dessen, was fehlt?", asked);
        var (english, german) = (office.LastOf(Ana).View.Words(), office.LastOf(Bo).View.Words());
        Assert.Contains("Systems and rights: identity, domain or tenant rights, remote access, hypervisor, backup. Nothing is named that takes the place of what is missing.", english, StringComparison.Ordinal);
        Assert.Contains("What protects meanwhile in place of what is missing?", english, StringComparison.Ordinal);
        Assert.Contains(why + " Nichts ist genannt, das an die Stelle dessen tritt, was fehlt.", german, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing is named", german, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_from_before_reasons_were_data_and_a_models_words_stand_as_they_were_written()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.SpeaksAsync(Ana, "de-DE");

        await office.HoldAsync(new ARequest().InReview());

        var assessment = new ARequest().InReview().State.Assessment!;
        Assert.Null(assessment.Rubric.Because);
        Assert.Contains(assessment.Reason, office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        var byModel = assessment with
        {
            DecidedBy = AssessmentDecider.Model,
            Reason = "Domänenrechte ohne zweiten Faktor.",
            Rubric = assessment.Rubric with { Because = [new RiskReason(RiskReason.Floor, ["MFA", nameof(RiskLabel.Medium)])] },
            Model = new ModelResult("", RiskLabel.High, "Domänenrechte ohne zweiten Faktor.", [], [], "m", "d", "1", 1, 1, 1),
        };
        Assert.Equal(
            ["Domänenrechte ohne zweiten Faktor.", "An exception to MFA is never below medium risk."],
            byModel.Reasons(office.Catalog.Current.Assessment));
    }

    private static (string Id, string Value)[] Bare => Requesting.FilledBut(
        (FieldIds.Controls, ""), (FieldIds.Impact, ""), (FieldIds.Scope, "svc-build, administrator of the domain"));

    private static async Task<IReadOnlyList<string>> LifeAsync(string locale)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso, Iam);
        foreach (var person in new Actor[] { Sal, Ana, Bo, Ciso, Iam })
        {
            await office.SpeaksAsync(person, locale);
        }

        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        var events = (await office.Stored.ReadAsync(id, default))!.Events;
        Assert.Contains(events, stored => RecordedEvent.Read(stored.Json).Fact is ExceptionEvent.Approved);
        return [.. events.Select(stored => JsonSerializer.Serialize<ExceptionEvent>(RecordedEvent.Read(stored.Json).Fact switch
        {
            ExceptionEvent.Approved approved => approved with { Seen = "" }, // of what they saw, which was in their language
            var fact => fact,
        }))];
    }

    private static IEnumerable<string> Titles(CardView view) => view.Buttons().Select(action => action.Title);
}
