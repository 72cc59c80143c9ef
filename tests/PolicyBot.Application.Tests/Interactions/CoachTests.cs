using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>
/// What the requester can still do about a request in the preview: answer what reviewers would ask, and correct what was understood.
/// </summary>
public sealed class CoachTests
{
    private static readonly (string Id, string Value)[] Bare = FilledBut(
        (FieldIds.Controls, ""), (FieldIds.Impact, ""), (FieldIds.Scope, "svc-build, administrator of the domain"));

    [Fact]
    public async Task At_most_three_questions_are_asked_in_one_form()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        var preview = Assert.IsType<PreviewView>(message.View);

        await office.PressAsync(Sal, message, Verbs.AskAnswers);

        Assert.Equal("Answer 3 questions", preview.Actions.Single(action => action.Verb == Verbs.AskAnswers).Title);
        var form = Assert.IsType<FormView>(message.View);
        Assert.Equal(preview.Questions, form.Fields.Select(field => field.Label));
        Assert.All(form.Fields, field => Assert.False(field.Required));
        Assert.Equal([Verbs.Answer, Verbs.Preview], form.Verbs());
    }

    [Fact]
    public async Task An_answer_is_added_where_it_belongs_and_what_was_typed_stays()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        await office.PressAsync(Sal, message, Verbs.AskAnswers);

        await office.PressAsync(
            Sal, message, Verbs.Answer, (FieldIds.Answer(MissingTag.Controls), "Sign-in only from 10.0.4.12."),
                (FieldIds.Answer(MissingTag.Impact), "12 releases a week stop."),
                (FieldIds.Answer(MissingTag.Remediation), "Keys come with version 9 in March."));

        var preview = Assert.IsType<PreviewView>(message.View);
        Assert.Equal("Sign-in only from 10.0.4.12.", preview.Part("Compensating controls"));
        Assert.Equal(Filled[1].Value + "\nKeys come with version 9 in March.", preview.Part("Justification"));
        Assert.DoesNotContain(GapQuestions.For(MissingTag.Controls), preview.Questions);
        await office.PressAsync(Sal, message, Verbs.Edit);
        Assert.Equal("12 releases a week stop.", message.View.Field(FieldIds.Impact).Value);
    }

    [Fact]
    public async Task Somebody_who_is_named_accountable_by_their_address_becomes_the_owner()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Pat);
        var message = await office.PreviewAsync(Sal);
        await office.PressAsync(Sal, message, Verbs.AskAnswers);

        await office.PressAsync(Sal, message, Verbs.Answer, (FieldIds.Answer(MissingTag.Owner), "pat@contoso.example"));

        Assert.Contains("pat@contoso.example", message.View.Part("Owner"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_is_said_to_be_too_long_and_nothing_is_lost()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, FilledBut((FieldIds.Impact, ""), (FieldIds.Scope, "several " + new string('s', 980))));
        await office.PressAsync(Sal, message, Verbs.AskAnswers);
        var answer = "Twelve releases a week stop, and two customers wait.";

        await office.PressAsync(
            Sal, message, Verbs.Answer, (FieldIds.Answer(MissingTag.Scope), answer), (FieldIds.Answer(MissingTag.Data), answer));

        var form = Assert.IsType<FormView>(message.View);
        Assert.NotNull(form.Fields.Single(field => field.Id == FieldIds.Answer(MissingTag.Scope)).Fault);
        Assert.Equal([answer, answer], form.Fields.Select(field => field.Value));
    }

    [Fact]
    public async Task What_was_understood_is_shown_with_the_words_it_was_read_from()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        var preview = (await office.PreviewAsync(Sal, Bare)).View;

        Assert.Contains(
            "Systems and rights: identity, domain or tenant rights, remote access, hypervisor, backup (“svc-build, administrator of the domain”)", preview.Part("Understood"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_corrected_wins_stays_with_the_draft_and_leaves_the_texts_alone()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        Assert.Equal(RiskLabel.Critical, Assert.IsType<PreviewView>(message.View).Risk);
        await office.PressAsync(Sal, message, Verbs.AskFacts);
        var field = message.View.Field(FieldIds.Fact("systems"));

        await office.PressAsync(Sal, message, Verbs.Correct, (FieldIds.Fact("systems"), "application"));
        var corrected = Assert.IsType<PreviewView>(message.View);
        await office.PressAsync(Sal, message, Verbs.Edit);
        await office.PressAsync(Sal, message, Verbs.Preview, Bare);

        Assert.Equal(
            ("What can the account, right or system reach?", "keystone", FieldKind.Choice), (field.Label, field.Value, field.Kind));
        Assert.Equal(RiskLabel.Medium, corrected.Risk);
        Assert.Equal(RiskLabel.Medium, Assert.IsType<PreviewView>(message.View).Risk);
        Assert.Equal("svc-build, administrator of the domain", message.View.Part("Scope"));
    }

    [Fact]
    public async Task Reviewers_see_what_was_corrected_and_the_record_keeps_both()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        var id = message.View.Buttons().First(button => button.Verb == Verbs.Submit).Id!.Value;
        await office.PressAsync(Sal, message, Verbs.AskFacts);
        await office.PressAsync(Sal, message, Verbs.Correct, (FieldIds.Fact("systems"), "application"));

        await office.PressAsync(Sal, message, Verbs.Submit);

        Assert.Contains(
            "Systems and rights: one internal application or ordinary accounts (understood before: identity, domain",
            office.MessagesOf(Ana).Single().View.Part("Chosen or corrected by the requester"),
            StringComparison.Ordinal);
        var state = (await office.Register.ReadHeadAsync(id, CancellationToken.None))!.State;
        Assert.Equal("application", state.Content!.Corrected!["systems"]);
        var systems = state.Assessment!.Rubric.Known!.Single(fact => fact.Id == "systems");
        Assert.Equal(("application", FactSource.Corrected, "keystone"), (systems.Value, systems.Source, systems.Instead));
    }

    [Theory]
    [InlineData("device", RiskLabel.Critical,
        "remote access, hypervisor, backup (“svc-build, administrator of the domain”; chosen: ")]
    [InlineData("keystone", RiskLabel.Critical, null)]
    public async Task Of_a_choice_in_the_form_and_graver_words_the_graver_counts_and_preview_and_card_show_both(
        string chosen, RiskLabel risk, string? both)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Catalog.Current = office.Catalog.Current with
        {
            Assessment =
                AssessmentDefaults.Settings with { Policies = [PolicyAssessment.Standard with { Policy = "SEC-MFA", Asks = ["systems"] }] },
        };

        var message = await office.PreviewAsync(Sal, [.. Bare, (FieldIds.Fact("systems"), chosen)]);
        var preview = Assert.IsType<PreviewView>(message.View);
        await office.PressAsync(Sal, message, Verbs.Submit);

        Assert.Equal(risk, preview.Risk);
        string[] shown = [preview.Words(), office.MessagesOf(Ana).Single().View.Words()];
        Assert.All(shown, words => Assert.Equal(both is not null, words.Contains("; chosen: ", StringComparison.Ordinal)));
        Assert.All(shown, words => Assert.Contains(both ?? "Systems and rights: identity, domain", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choosing_what_was_read_takes_the_correction_back()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        await office.PressAsync(Sal, message, Verbs.AskFacts);
        await office.PressAsync(Sal, message, Verbs.Correct, (FieldIds.Fact("systems"), "application"));

        await office.PressAsync(Sal, message, Verbs.AskFacts);
        await office.PressAsync(Sal, message, Verbs.Correct, (FieldIds.Fact("systems"), "keystone"));

        Assert.Equal(RiskLabel.Critical, Assert.IsType<PreviewView>(message.View).Risk);
    }

    [Theory]
    [InlineData("systems", "nothing of the kind")]
    [InlineData("topic", "leave")]
    [InlineData("given.owner", "yes")]
    [InlineData("days", "1")]
    public async Task Only_what_is_offered_can_be_corrected(string fact, string value)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        var before = Assert.IsType<PreviewView>(message.View);

        await office.PressAsync(Sal, message, Verbs.AskFacts);
        await office.PressAsync(Sal, message, Verbs.Correct, (FieldIds.Fact(fact), value));

        Assert.Equivalent(before, message.View, strict: true);
    }

    [Fact]
    public async Task From_both_forms_there_is_a_way_back()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal, Bare);
        var before = message.View;

        await office.PressAsync(Sal, message, Verbs.AskAnswers);
        await office.PressAsync(Sal, message, Verbs.Preview);
        var afterAnswers = message.View;
        await office.PressAsync(Sal, message, Verbs.AskFacts);
        await office.PressAsync(Sal, message, Verbs.Preview);

        Assert.Equivalent(before, afterAnswers, strict: true);
        Assert.Equivalent(before, message.View, strict: true);
    }

    [Fact]
    public async Task A_form_that_is_open_is_not_hidden_by_the_models_answer()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana, Bo);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Bare);
        await office.AnswerAsync(Sal, message, Verbs.AskAnswers);

        model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.IsType<FormView>(message.View);
    }

    [Fact]
    public async Task A_policy_asks_in_its_form_for_the_facts_that_the_catalog_names()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Catalog.Current = office.Catalog.Current with
        {
            Assessment =
                AssessmentDefaults.Settings with { Policies = [PolicyAssessment.Standard with { Policy = "SEC-MFA", Asks = ["systems"] }] },
        };

        var form = (await office.FormAsync(Sal)).View;
        var preview = Assert.IsType<PreviewView>((await office.PreviewAsync(Sal, FilledBut((FieldIds.Fact("systems"), "core")))).View);
        var odd = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Fact("systems"), "everything")))).View;

        Assert.Equal(
            ["device", "application", "core", "keystone"], form.Field(FieldIds.Fact("systems")).Choices.Select(choice => choice.Value));
        Assert.Equal("Systems and rights: a core system, or several servers.", preview.Part("Why this risk"));
        Assert.NotNull(odd.Field(FieldIds.Fact("systems")).Fault);
    }
}
