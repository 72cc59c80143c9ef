using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>The form: short, because the rest has a good default; what was typed is kept.</summary>
public sealed class RequestFormTests
{
    [Fact]
    public async Task A_request_begins_with_the_policy()
    {
        var office = await Office.OpenAsync(Sal);

        var message = await office.SayAsync(Sal, "request");

        Assert.Equal([FieldIds.Policy], Assert.IsType<FormView>(message.View).Fields.Select(field => field.Id));
        Assert.Equal([Verbs.Next, Verbs.Discard], message.View.Verbs());
        Assert.Equal(["Security: Multi-factor authentication", "Finance: Purchases"],
            message.View.Field(FieldIds.Policy).Choices.Select(choice => choice.Title));
    }

    [Fact]
    public async Task Without_a_policy_it_goes_no_further()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.SayAsync(Sal, "request");

        var again = await office.PressAsync(Sal, message, Verbs.Next);

        Assert.Equal("Choose one of the policies.", again.Field(FieldIds.Policy).Fault);
    }

    [Fact]
    public async Task The_form_asks_first_what_the_policy_needs_and_the_rest_under_More()
    {
        var office = await Office.OpenAsync(Sal);

        var form = (FormView)(await office.FormAsync(Sal)).View;

        Assert.Equal(
            ["title", "justification", "scope", "compensatingControls", "field.accountType", "field.accounts", "field.since", "field.vault",
                "field.system", "expiresOn"],
            form.Fields.Select(field => field.Id));
        Assert.Equal(["impactIfDenied", "ownerEmail", "department", "assets", "reasonKind", "evidence", "confidential"],
            form.More.Select(field => field.Id));
        Assert.Equal(["title", "justification", "scope", "field.accountType", "expiresOn"],
            form.Fields.Where(field => field.Required).Select(field => field.Id));
        Assert.DoesNotContain(form.More, field => field.Required);
    }

    [Fact]
    public async Task A_form_that_follows_the_policy_keeps_what_was_typed_so_far_whichever_policy_is_chosen()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);
        (string, string)[] typed =
            [(FieldIds.Title, "MFA off on svc-build"), (FieldIds.Own("accountType"), "service"), (FieldIds.Confidential, "true")];

        var next =
            new ButtonAction(Verbs.Next, message.View.Buttons()[0].Id!.Value.Value, 0,
            new Dictionary<string, string>(typed.ToDictionary()) { [FieldIds.Policy] = "FIN-SPEND" });
        var other = (FormView)(await office.AnswerAsync(Sal, message, next)).View;
        var back =
            (FormView)(
                await office.AnswerAsync(
                    Sal, message, next with { Inputs = new Dictionary<string, string> { [FieldIds.Policy] = "SEC-MFA" } })).View;

        Assert.Equal(("FIN-SPEND", "SEC-MFA"), (other.Follows[0].Value, back.Follows[0].Value));
        Assert.Equal(
            ["MFA off on svc-build", "MFA off on svc-build"], [other.Field(FieldIds.Title).Value!, back.Field(FieldIds.Title).Value!]);
        Assert.DoesNotContain(other.Fields, field => field.Id == FieldIds.Own("accountType"));
        Assert.Equal(("service", "true"), (back.Field(FieldIds.Own("accountType")).Value, back.Field(FieldIds.Confidential).Value));
    }

    [Fact]
    public async Task Of_two_choices_the_later_one_counts_whichever_comes_in_first()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);

        await office.AnswerAsync(Sal, message, Choose(message.View, "FIN-SPEND", second: 2));
        var earlier = (FormView)(await office.AnswerAsync(Sal, message, Choose(message.View, "SEC-MFA", second: 1))).View;
        var latest = (FormView)(await office.AnswerAsync(Sal, message, Choose(message.View, "SEC-MFA", second: 3))).View;

        Assert.Equal(("FIN-SPEND", "SEC-MFA"), (earlier.Follows[0].Value, latest.Follows[0].Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_choice_that_is_made_while_another_is_stored_is_not_lost_under_it(bool isFirst)
    {
        var office = await Office.OpenAsync(Sal);
        var message = isFirst ? await office.SayAsync(Sal, "request") : await office.FormAsync(Sal);
        office.Drafts.OnRead = async () =>
        {
            office.Drafts.OnRead = null;
            await office.AnswerAsync(Sal, message, Choose(message.View, "FIN-SPEND", second: 2));
        };

        var form = (FormView)(await office.AnswerAsync(Sal, message, Choose(message.View, "SEC-MFA", second: 1))).View;

        Assert.Equal("FIN-SPEND", form.Follows[0].Value);
    }

    [Fact]
    public async Task The_policy_can_be_changed_while_a_new_request_is_filled_in_and_in_no_other_form()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().ChangesRequested());

        var revision = (FormView)await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Revise);
        var fresh = (FormView)(await office.FormAsync(Sal)).View;

        Assert.Equal(["SEC-MFA", "FIN-SPEND"], fresh.Follows[0].Choices.Select(choice => choice.Value));
        Assert.Empty(revision.Follows);
    }

    [Fact]
    public async Task The_policys_text_help_and_longest_end_are_in_sight()
    {
        var office = await Office.OpenAsync(Sal);
        var catalog = TestCatalog.Contoso;
        office.Catalog.Current = catalog with { Policies = [catalog.Policies[0] with { Help = "Use a vault key." }] };

        var form = (await office.FormAsync(Sal)).View;

        Assert.Contains("phishing-resistant", form.Words(), StringComparison.Ordinal);
        Assert.Contains("Use a vault key.", form.Words(), StringComparison.Ordinal);
        Assert.Equal(("Last day of the exception (at most 18 Feb 2027)", new DateOnly(2027, 2, 18)),
            (form.Field("expiresOn").Label, form.Field("expiresOn").Latest));
    }

    [Theory]
    [InlineData("2027-2-5")]
    [InlineData("2027-02-05T00:00:00")]
    public async Task A_day_is_taken_as_phones_send_it(string sent)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal, FilledBut((FieldIds.ExpiresOn, sent)));

        Assert.Contains("5 Feb 2027", Assert.IsType<PreviewView>(message.View).Words(), StringComparison.Ordinal);
        Assert.Equal("2027-02-05", (await office.PressAsync(Sal, message, Verbs.Edit)).Field(FieldIds.ExpiresOn).Value);
    }

    [Fact]
    public async Task A_day_that_cannot_be_read_leaves_the_one_that_was_chosen_and_says_so()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        await office.PressAsync(Sal, message, Verbs.Edit);

        var again = await office.PressAsync(
            Sal, message, Verbs.Preview, FilledBut((FieldIds.ExpiresOn, "Feb 5, 2027"), (FieldIds.Scope, "svc-deploy")));
        var preview = await office.PressAsync(Sal, message, Verbs.Preview, (FieldIds.ExpiresOn, again.Field(FieldIds.ExpiresOn).Value!));

        Assert.Equal(
            ("2027-02-15", "I could not read this day. 15 Feb 2027, which you chose before, stays until you choose another.", "svc-deploy"),
            (again.Field(FieldIds.ExpiresOn).Value, again.Field(FieldIds.ExpiresOn).Fault, again.Field(FieldIds.Scope).Value));
        Assert.Contains("15 Feb 2027", Assert.IsType<PreviewView>(preview).Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FieldIds.Title)]
    [InlineData(FieldIds.Justification)]
    [InlineData(FieldIds.Scope)]
    public async Task What_cannot_be_seen_is_not_written(string field)
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);

        var unseen = await office.PressAsync(Sal, message, Verbs.Preview, FilledBut((field, new string('\u200B', 50))));
        var dots = await office.PressAsync(Sal, message, Verbs.Preview, FilledBut((field, new string('.', 50))));

        Assert.Equal("This is needed.", unseen.Field(field).Fault);
        Assert.StartsWith("At least", dots.Field(field).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_faults_says_where_they_are_and_keeps_what_was_typed()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);

        var again = await office.PressAsync(
            Sal, message, Verbs.Preview,
                FilledBut((FieldIds.Justification, "Too short."), (FieldIds.ExpiresOn, "2027-02-19"), (FieldIds.Owner, "nobody"),
                (FieldIds.Own("accountType"), "robot")));

        Assert.Equal("Please look at the fields marked below (4). What you wrote is kept.", again.Fault);
        Assert.Equal("At least 40 characters; this has 10.", again.Field(FieldIds.Justification).Fault);
        Assert.Equal("This policy allows 90 days at most: until 18 Feb 2027.", again.Field(FieldIds.ExpiresOn).Fault);
        Assert.Equal("Write the owner's e-mail address, or leave it empty to be the owner yourself.", again.Field(FieldIds.Owner).Fault);
        Assert.Equal("Choose one of the answers.", again.Field(FieldIds.Own("accountType")).Fault);
        Assert.Equal(("Too short.", "2027-02-19", "nobody"),
            (again.Field("justification").Value, again.Field("expiresOn").Value, again.Field("ownerEmail").Value));
        Assert.Equal("svc-build, on the build server only", again.Field("scope").Value);
        Assert.Null(again.Field("scope").Fault);
    }

    [Fact]
    public async Task Nothing_is_cut_silently()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);

        var again =
            await office.PressAsync(
                Sal, message, Verbs.Preview, FilledBut((FieldIds.Title, new string('x', 151)), (FieldIds.Scope, new string('y', 1001))));

        Assert.Equal(("At most 150 characters; this has 151.", 151), (again.Field("title").Fault, again.Field("title").Value!.Length));
        Assert.Equal(("At most 1000 characters; this has 1001.", 1001), (again.Field("scope").Fault, again.Field("scope").Value!.Length));
    }

    [Fact]
    public async Task What_is_far_too_long_is_refused_and_the_card_is_left_as_it_is()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);

        var answer = await office.AnswerAsync(Sal, message, Verbs.Preview, FilledBut((FieldIds.Justification, new string('x', 12_001))));

        Assert.True(answer.LeavesCardUnchanged);
        Assert.Contains("at most 3000 characters", answer.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_brings_the_form_back_as_it_was_filled_in()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);

        var form = await office.PressAsync(Sal, message, Verbs.Edit);

        Assert.All(Filled, input => Assert.Equal(input.Value, form.Field(input.Id).Value));
        Assert.Null(form.Fault);
    }

    [Fact]
    public async Task What_a_client_sends_beyond_the_form_is_not_looked_at()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var message = await office.PreviewAsync(Sal, FilledBut(("policyId", "FIN-SPEND"), ("risk", "low"), ("field.unheardOf", "x")));
        var form = await office.PressAsync(Sal, message, Verbs.Edit);

        var draft = await office.Drafts.ReadAsync(Sal.Person, form.Buttons()[0].Id!.Value, default);
        Assert.Equal("SEC-MFA", draft!.Inputs["policyId"]);
        Assert.DoesNotContain(draft.Inputs.Keys, key => key is "risk" or "field.unheardOf");
    }

    [Fact]
    public async Task The_department_answered_last_is_filled_in()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.AskAsync(Sal, FilledBut((FieldIds.Department, "Finance")));

        var form = (await office.FormAsync(Sal)).View;

        Assert.Equal("Finance", form.Field("department").Value);
    }

    [Fact]
    public async Task A_department_that_the_catalog_has_dropped_is_not_filled_in()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.AskAsync(Sal, FilledBut((FieldIds.Department, "Finance")));
        office.Catalog.Current = office.Catalog.Current with { Departments = ["Engineering"] };

        var form = (await office.FormAsync(Sal)).View;

        Assert.Equal("", form.Field("department").Value);
    }

    private static ButtonAction Choose(CardView view, string policy, int second) =>
        new(Verbs.Next, view.Buttons()[0].Id!.Value.Value, 0,
            new Dictionary<string, string> { [FieldIds.Policy] = policy })
        { At = ARequest.Sent.AddSeconds(second) };
}
