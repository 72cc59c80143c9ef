using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Requests that follow another: revised, asked again, renewed.</summary>
public sealed class FollowUpRequestTests
{
    [Fact]
    public async Task A_request_that_came_back_is_revised_in_a_form_with_what_stands_and_the_reviewers_words_in_sight()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);

        var form = await office.PressAsync(Sal, returned, Verbs.Revise);
        await office.PressAsync(Sal, returned, Verbs.Preview, FilledBut((FieldIds.Controls, "The operator on duty checks them daily.")));
        var answer = await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.Contains("Who checks the sign-ins?", form.Words(), StringComparison.Ordinal);
        Assert.Equal("svc-build, on the build server only", form.Field("scope").Value);
        Assert.Contains("In review", answer.Words(), StringComparison.Ordinal);
        var state = await office.StateAsync(id);
        Assert.Equal((2, "The operator on duty checks them daily."), (state.Revision, state.Content!.CompensatingControls));
    }

    [Theory]
    [InlineData("English", "The operator on duty checks the sign-ins daily.",
        "If this answers the reviewers, press Edit and write it there: only what stands in the request reaches them.")]
    [InlineData("deutsch", "Die Bereitschaft prüft die Anmeldungen täglich.",
        "Wenn das den Prüfenden antwortet, drücken Sie „Bearbeiten“ und schreiben Sie es dort: Nur was im Antrag steht, erreicht sie.")]
    public async Task An_answer_to_reviewers_that_is_typed_goes_to_Revise_and_changes_nothing(string language, string typed, string said)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        await office.SayAsync(Sal, language);
        var before = (await office.StateAsync(id)).Version;

        var answer = await office.SayAsync(Sal, typed);

        Assert.Equal(said, answer.View.Fault);
        Assert.Contains(Verbs.Revise, answer.View.Verbs());
        Assert.Equal(before, (await office.StateAsync(id)).Version);
        Assert.Empty(await office.Drafts.TalksAsync(Sal.Person, default));
        Assert.IsType<FormView>(await office.PressAsync(Sal, answer, Verbs.Revise));
    }

    [Theory]
    [InlineData("English", "Nobody has seen this revision yet. Is it right?")]
    [InlineData("deutsch", "Diese Fassung hat noch niemand gesehen. Stimmt sie so?")]
    public async Task The_preview_of_a_revision_says_that_nobody_has_seen_this_revision(string language, string heading)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.SayAsync(Sal, language);
        var first = await office.PreviewAsync(Sal);
        var before = ((PreviewView)first.View).Heading;
        await office.PressAsync(Sal, first, Verbs.Submit);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);
        await office.PressAsync(Sal, returned, Verbs.Revise);

        var preview = await office.PressAsync(Sal, returned, Verbs.Preview, FilledBut((FieldIds.Controls, "The operator checks them.")));

        Assert.EndsWith($" · {heading}", Assert.IsType<PreviewView>(preview).Heading, StringComparison.Ordinal);
        Assert.DoesNotContain(heading, before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_revision_says_so_before_it_is_sent_and_is_not_sent_back()
    {
        const string Last = "This is its last revision: reviewers approve or reject it, and cannot ask for changes again.";
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = office.Catalog.Current with
        {
            Policies = [.. office.Catalog.Current.Policies.Select(policy => policy with { MaxRevisions = 2 })],
        };
        var first = await office.PreviewAsync(Sal);
        await office.PressAsync(Sal, first, Verbs.Submit);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);

        var form = await office.PressAsync(Sal, returned, Verbs.Revise);
        var preview = await office.PressAsync(Sal, returned, Verbs.Preview, FilledBut((FieldIds.Controls, "The operator checks them.")));
        await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.All([form, preview], view => Assert.Contains(Last, view.Words(), StringComparison.Ordinal));
        Assert.DoesNotContain(Last, first.View.Words(), StringComparison.Ordinal);
        Assert.Contains("This is its last revision: approve or reject it.", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        Assert.Equal([Verbs.Approve, Verbs.Reject], office.LastOf(Ana).View.Buttons().Select(button => button.Verb));
    }

    [Fact]
    public async Task Changes_that_are_asked_for_carry_what_is_still_open_to_the_requester_and_into_the_form()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.AskAsync(Sal);
        var open = ((ApprovalView)office.LastOf(Ana).View).Parts.Single(part => part.Label == "Still open").Text;

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);
        var told = ((StatusView)returned.View).Parts.Single(part => part.Label == "Still open").Text;
        var form = (FormView)await office.PressAsync(Sal, returned, Verbs.Revise);

        Assert.NotEmpty(open);
        Assert.Equal(open, told);
        Assert.Equal(open, form.Intro.Single(part => part.Label == "Still open").Text);
    }

    [Fact]
    public async Task A_revision_that_was_begun_is_gone_on_with()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);
        var revise = returned.View.Buttons().Single(button => button.Verb == Verbs.Revise);
        await office.PressAsync(Sal, returned, Verbs.Revise);
        await office.PressAsync(Sal, returned, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-deploy instead")));

        var form =
            await office.AnswerAsync(
                Sal, returned, new ButtonAction(Verbs.Revise, revise.Id!.Value.Value, 1, new Dictionary<string, string>()));

        Assert.Equal("svc-deploy instead", form.View.Field("scope").Value);
    }

    [Fact]
    public async Task A_rejected_request_can_be_asked_again_with_the_reviewers_comment_on_top()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Reject, ("comment", "Use the vault key instead."));
        var rejected = office.LastOf(Sal);

        var form = await office.PressAsync(Sal, rejected, Verbs.AskAgain);
        await office.PressAsync(Sal, rejected, Verbs.Preview, Filled);
        var newId = rejected.View.Buttons()[0].Id!.Value;
        await office.PressAsync(Sal, rejected, Verbs.Submit);

        Assert.Contains("Use the vault key instead.", form.Words(), StringComparison.Ordinal);
        Assert.NotEqual(id, newId);
        Assert.Equal(id, (await office.StateAsync(newId)).AsksAgain);
    }

    [Fact]
    public async Task A_card_that_belongs_to_the_exception_that_is_followed_stays_with_it_and_the_new_request_has_a_message_of_its_own()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Reject, ("comment", "Use the vault key instead."));
        var rejected = office.LastOf(Sal);
        await office.PressAsync(Sal, rejected, Verbs.AskAgain);
        await office.PressAsync(Sal, rejected, Verbs.Preview, Filled);
        var newId = rejected.View.Buttons()[0].Id!.Value;

        var answer = await office.PressAsync(Sal, rejected, Verbs.Submit);

        Assert.Equal($"{newId} is sent. You hear from me when something happens.", answer.Done);
        Assert.Contains($"{id} · Rejected", answer.Words(), StringComparison.Ordinal);
        Assert.NotEqual(rejected, office.LastOf(Sal));
        Assert.Contains($"{newId} · In review", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_asks_only_for_the_day_and_for_what_was_done_with_the_old_text_in_sight()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        var form = (FormView)await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Renew);

        Assert.Equal(["justification", "expiresOn"], form.Fields.Select(field => field.Id));
        Assert.Empty(form.More);
        Assert.Equal(("", ""), (form.Field("justification").Value, form.Field("expiresOn").Value));
        Assert.Contains("The build account signs in by script", form.Words(), StringComparison.Ordinal);
        Assert.Contains(id.Value, form.Heading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-01-10")]
    [InlineData("2027-02-15")]
    public async Task A_renewal_that_ends_no_later_than_what_it_renews_is_refused_at_the_field(string day)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.Renew);

        var again = await office.PressAsync(
            Sal, card, Verbs.Preview, (FieldIds.Justification, "The vendor has moved the date to April; we follow monthly."),
            (FieldIds.ExpiresOn, day));

        Assert.Equal("It runs until 15 Feb 2027 already: choose a later day.", again.Field(FieldIds.ExpiresOn).Fault);
        Assert.Null((await office.StateAsync(id)).RenewedBy);
    }

    [Fact]
    public async Task A_revision_of_a_renewal_ends_later_than_what_it_renews_too()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        var card = office.LastOf(Sal);
        (string, string)[] renewal =
            [(FieldIds.Justification, "The vendor has moved the date to April; we follow monthly."), (FieldIds.ExpiresOn, "2027-02-17")];
        await office.PressAsync(Sal, card, Verbs.Renew);
        await office.PressAsync(Sal, card, Verbs.Preview, renewal);
        await office.PressAsync(Sal, card, Verbs.Submit);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);
        await office.PressAsync(Sal, returned, Verbs.Revise);

        var again = await office.PressAsync(Sal, returned, Verbs.Preview, FilledBut((FieldIds.ExpiresOn, "2027-01-20")));

        Assert.Equal("It runs until 15 Feb 2027 already: choose a later day.", again.Field(FieldIds.ExpiresOn).Fault);
    }

    [Fact]
    public async Task A_renewal_changes_nothing_but_what_it_asks()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.Renew);
        await office.PressAsync(
            Sal, card, Verbs.Preview, (FieldIds.Justification, "The vendor has moved the date to April; we follow monthly."),
                (FieldIds.ExpiresOn, "2027-02-16"), (FieldIds.Scope, "everything"));
        var newId = card.View.Buttons()[0].Id!.Value;
        Assert.Equal($"{id}, renewal 1 of at most 2", card.View.Part("Renews")); // seen before it is sent

        await office.PressAsync(Sal, card, Verbs.Submit);

        var renewal = await office.StateAsync(newId);
        Assert.Equal((id, 1, "svc-build, on the build server only"), (renewal.Renews, renewal.Renewal, renewal.Content!.Scope));
        Assert.Equal(newId, (await office.StateAsync(id)).RenewedBy);
    }

    [Fact]
    public async Task A_discarded_renewal_gives_the_card_back()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.Renew);

        var answer = await office.PressAsync(Sal, card, Verbs.Discard);

        Assert.Matches(@"^The draft PX-\w{8} is gone\. Nobody has seen it\.$", answer.Done);
        Assert.Contains($"{id} · Approved", answer.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renewals_that_are_used_up_are_refused_with_words_and_not_offered()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { Renewal = 2 }.Granted());
        var card = await office.SayAsync(Sal, "status PX-7Q2M4X9K");

        var forced = await office.AnswerAsync(Sal, card, new ButtonAction(Verbs.Renew, "PX-7Q2M4X9K", 1, new Dictionary<string, string>()));

        Assert.Equal("This exception has been renewed 2 times, which is as often as its policy allows.", forced.View.Fault);
        Assert.DoesNotContain(Verbs.Renew, card.View.Verbs());
    }
}
