using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What the requester checks before sending.</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task The_preview_says_what_will_be_asked_until_when_at_which_risk_and_why_and_who_will_review()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        var preview = Assert.IsType<PreviewView>((await office.PreviewAsync(Sal)).View);

        Assert.Contains("Nobody has seen this yet", preview.Heading, StringComparison.Ordinal);
        Assert.Equal("Multi-factor authentication (SEC-MFA)", preview.Part("Policy"));
        Assert.Equal("MFA off on svc-build", preview.Part("What"));
        Assert.Equal("15 Feb 2027 (87 days)", preview.Part("Until"));
        Assert.Equal((RiskLabel.Medium, "Medium risk"), (preview.Risk, preview.RiskWords));
        Assert.NotEmpty(preview.Part("Why this risk"));
        Assert.Equal("Security leads: 1 of ana@contoso.example, bo@contoso.example", preview.Part("Who will review"));
        Assert.Equal([Verbs.Submit, Verbs.AskAnswers, Verbs.Edit, Verbs.AskFacts, Verbs.Discard], preview.Verbs());
        Assert.True(preview.Questions.Count <= 3);
    }

    [Fact]
    public async Task A_single_day_reads_as_one_day()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var preview = (await office.PreviewAsync(Sal, FilledBut((FieldIds.ExpiresOn, "2026-11-21")))).View;

        Assert.Equal("21 Nov 2026 (1 day)", preview.Part("Until"));
    }

    [Fact]
    public async Task Every_stage_with_its_people_is_in_sight()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = office.Catalog.Current with
        {
            Rules = [
                new RoutingRule("default", null, "standard",
                [new StageRule("security-leads", Manager: false, null, null), new StageRule("ciso-office", Manager: false, 1, null)])],
        };

        var preview = (await office.PreviewAsync(Sal)).View;

        Assert.Equal("Security leads: all of ana@contoso.example, bo@contoso.example\nCISO office: 1 of ciso@contoso.example",
            preview.Part("Who will review"));
    }

    [Theory]
    [InlineData(1, false, "Security leads: 1 of ana@contoso.example, bo@contoso.example")]
    [InlineData(2, false, "Security leads: 2 of ana@contoso.example, bo@contoso.example")]
    [InlineData(null, false, "Security leads: all of ana@contoso.example, bo@contoso.example")]
    [InlineData(null, true, "Security leads: all of ana@contoso.example")]
    public async Task The_preview_says_of_the_reviewers_what_the_card_will_say(int? needs, bool boAsks, string words)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = office.Catalog.Current with
        {
            Rules = [new RoutingRule("default", null, "standard", [new StageRule("security-leads", Manager: false, needs, null)])],
        };
        var requester = boAsks ? Bo : Sal;

        var preview = await office.PreviewAsync(requester);
        var promised = preview.View.Part("Who will review");
        await office.PressAsync(requester, preview, Verbs.Submit);
        Assert.Equal(words, promised);
        Assert.Contains($"1. {words}", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_anything_before_it_is_sent()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        await office.PreviewAsync(Sal);

        Assert.Empty(office.MessagesOf(Ana));
        Assert.Empty(office.MessagesOf(Bo));
    }

    [Fact]
    public async Task An_approver_of_the_matched_rule_cannot_be_named_owner()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        var form = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Owner, "Ana@Contoso.example")))).View;

        Assert.Equal("ana@contoso.example decides on this policy; name somebody else.", form.Field(FieldIds.Owner).Fault);
        Assert.Equal("Ana@Contoso.example", form.Field(FieldIds.Owner).Value);
    }

    [Fact]
    public async Task A_named_owner_is_said_to_be_asked()
    {
        var office = await Office.OpenAsync(Sal, Ana, Pat);

        var preview = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Owner, Pat.Person.Value)))).View;

        Assert.Equal("pat@contoso.example will be asked to accept.", preview.Part("Owner"));
    }

    [Fact]
    public async Task Who_decides_and_asks_is_left_out_of_their_own_review()
    {
        var office = await Office.OpenAsync(Ana, Bo);

        var preview = (await office.PreviewAsync(Ana)).View;

        Assert.Equal("Security leads: 1 of bo@contoso.example", preview.Part("Who will review"));
    }

    [Fact]
    public async Task Where_nobody_can_review_it_is_refused_with_words_and_the_draft_is_kept_and_administrators_are_told()
    {
        var office = await Office.OpenAsync(Sal, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([], [Iam.Person]) };

        var form = (await office.PreviewAsync(Sal)).View;

        Assert.Equal("Nobody in Security leads can review this now. The administrators have been told; your draft is kept.", form.Fault);
        Assert.Equal("svc-build, on the build server only", form.Field("scope").Value);
        Assert.Contains("SEC-MFA", Assert.Single(office.MessagesOf(Iam)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_are_told_of_the_same_trouble_once_a_day()
    {
        var office = await Office.OpenAsync(Sal, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([], [Iam.Person]) };
        await office.PreviewAsync(Sal);
        await office.PreviewAsync(Sal);
        var told = office.MessagesOf(Iam).Count;

        office.Time.Advance(TimeSpan.FromDays(1));
        await office.PreviewAsync(Sal);

        Assert.Equal((1, 2), (told, office.MessagesOf(Iam).Count));
    }

    [Fact]
    public async Task While_the_model_has_not_answered_the_preview_says_that_the_risk_may_rise()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);

        var answer = await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        Assert.Contains("the risk may rise", answer.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_is_redrawn_once_the_model_has_answered()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.Equal(RiskLabel.Critical, Assert.IsType<PreviewView>(message.View).Risk);
        Assert.DoesNotContain("may rise", message.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_not_overwritten_by_the_preview_of_a_model_that_answers_late()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        await office.AnswerAsync(Sal, message, Verbs.Edit);

        model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.IsType<FormView>(message.View);
        Assert.Equal(RiskLabel.Critical, Assert.IsType<PreviewView>(await office.PressAsync(Sal, message, Verbs.Preview, Filled)).Risk);
        Assert.Equal(1, model.Asked);
    }

    [Fact]
    public async Task Who_presses_Edit_while_the_preview_is_redrawn_has_their_form_back()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var edit = new ButtonAction(Verbs.Edit, message.View.Buttons()[0].Id!.Value.Value, 0, new Dictionary<string, string>());
        office.Teams.OnUpdate = _ =>
        {
            office.Teams.OnUpdate = _ => null;
            Assert.True(office.AnswerAsync(Sal, null, edit).IsCompletedSuccessfully);
            return null;
        };

        model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.Equal("svc-build, on the build server only", Assert.IsType<FormView>(message.View).Field("scope").Value);
    }

    [Fact]
    public async Task Who_sends_it_while_the_model_answers_sees_that_it_is_sent_and_no_preview_again()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        office.Teams.OnAnswered = () => office.AnswerAsync(Sal, message, Verbs.Submit);
        var redrawn = 0;
        office.Teams.OnUpdate = shown =>
        {
            redrawn += shown.Message == message.Message ? 1 : 0;
            return null;
        };

        model.Answers(RiskLabel.Critical);
        await office.Background.Take()(default);

        Assert.Contains("is sent.", message.View.Words(), StringComparison.Ordinal);
        Assert.Equal(0, redrawn);
    }

    [Fact]
    public async Task A_discarded_draft_stays_discarded_when_the_model_answers_late()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var id = message.View.Buttons()[0].Id!.Value;
        await office.AnswerAsync(Sal, message, Verbs.Discard);

        model.Answers(RiskLabel.Critical);
        await office.Background.DrainAsync();

        Assert.Null(await office.Drafts.ReadAsync(Sal.Person, id, default));
        Assert.Matches(@"^The draft PX-\w{8} is gone\. Nobody has seen it\.$", message.View.Summary);
    }

    [Fact]
    public async Task An_answer_about_an_older_text_is_not_used_for_the_newer_one()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        var first = office.Background.Take();
        await office.AnswerAsync(Sal, message, Verbs.Edit);
        await office.AnswerAsync(Sal, message, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-deploy instead")));

        model.Answers(RiskLabel.Critical);
        await first(default);

        var preview = Assert.IsType<PreviewView>(message.View);
        Assert.Equal(("svc-deploy instead", RiskLabel.Medium), (preview.Part("Scope"), preview.Risk));
    }

    [Fact]
    public async Task Looking_at_the_same_preview_twice_asks_the_model_once()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);
        await office.AnswerAsync(Sal, message, Verbs.Edit);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        model.Answers(RiskLabel.High);
        await office.Background.DrainAsync();

        Assert.Equal(1, model.Asked);
    }

    [Fact]
    public async Task A_model_that_cannot_answer_leaves_the_rubrics_result()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana);
        var message = await office.FormAsync(Sal);
        await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        model.Fails("timeout");
        await office.Background.DrainAsync();

        Assert.Equal(RiskLabel.Medium, Assert.IsType<PreviewView>(message.View).Risk);
        Assert.DoesNotContain("may rise", message.View.Words(), StringComparison.Ordinal);
    }
}
