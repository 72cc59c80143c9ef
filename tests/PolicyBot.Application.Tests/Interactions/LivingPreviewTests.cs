using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>One living preview a draft: nothing older sends anything, or looks as if it could.</summary>
public sealed class LivingPreviewTests
{
    [Fact]
    public async Task A_typed_word_moves_the_preview_to_the_bottom_and_the_former_becomes_one_line()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var former = await office.TalkedToPreviewAsync();

        var newest = await office.SayAsync(Sal, "change the end date to 2 February");

        Assert.IsType<PreviewView>(newest.View);
        Assert.StartsWith("PX-00000001 has changed.", former.View.Summary, StringComparison.Ordinal);
        Assert.Empty(former.View.Buttons());
    }

    [Fact]
    public async Task A_question_after_typed_words_takes_the_former_preview_away_too()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var former = await office.TalkedToPreviewAsync();

        var question = await office.SayAsync(Sal, "back");

        Assert.IsType<ListView>(question.View);
        Assert.StartsWith("PX-00000001 has changed.", former.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_former_and_the_newest_preview_speak_the_language_that_the_person_chose()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var former = await office.TalkedToPreviewAsync();
        await office.SayAsync(Sal, "deutsch");

        var newest = await office.SayAsync(Sal, "bis 2. Februar");

        Assert.Equal(("de", "de"), (newest.View.Language, former.View.Language));
        Assert.Contains("PX-00000001", former.View.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("has changed", former.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_redraws_the_preview_where_it_stands()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);

        await office.PressAsync(Sal, message, Verbs.Edit);
        await office.PressAsync(Sal, message, Verbs.Preview, FilledBut((FieldIds.Scope, "svc-deploy instead")));

        Assert.Contains("svc-deploy instead", Assert.IsType<PreviewView>(message.View).Parts.Select(part => part.Text));
        Assert.Single(office.MessagesOf(Sal));
    }

    [Fact]
    public async Task Submit_on_an_older_preview_sends_nothing_and_shows_what_stands()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var former = await office.TalkedToPreviewAsync();
        var old = former.View.Buttons().Single(button => button.Verb == Verbs.Submit);
        var newest = await office.SayAsync(Sal, "change the end date to 2 February");

        var answer = await office.AnswerAsync(Sal, former, Office.Press(old));
        await office.Background.DrainAsync();

        Assert.Contains("nothing was sent", answer.View.Fault, StringComparison.Ordinal);
        Assert.Contains("2 Feb 2027", answer.View.Words(), StringComparison.Ordinal);
        Assert.Null(await office.Stored.ReadHeadAsync(old.Id!.Value, default));
        Assert.IsType<PreviewView>(former.View); // pressed, so it is the living one now
        Assert.Empty(newest.View.Buttons());
    }

    [Fact]
    public async Task After_changes_were_asked_for_and_edited_the_oldest_preview_sends_no_revision()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var oldest = await office.PreviewAsync(Sal);
        var submit = oldest.View.Buttons().Single(button => button.Verb == Verbs.Submit);
        await office.PressAsync(Sal, oldest, Verbs.Submit);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Revise);

        var answer = await office.AnswerAsync(Sal, oldest, Office.Press(submit));

        Assert.Contains("nothing was sent", answer.View.Fault, StringComparison.Ordinal);
        Assert.IsType<FormView>(answer.View);
        Assert.Equal((1, Status.ChangesRequested), ((await office.StateAsync(submit.Id!.Value)).Revision,
            (await office.StateAsync(submit.Id.Value)).Status));
    }

    [Fact]
    public async Task After_it_is_sent_no_preview_says_that_nobody_has_seen_it()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var first = await office.TalkedToPreviewAsync();
        var second = await office.SayAsync(Sal, "change the end date to 2 February");

        await office.PressAsync(Sal, second, Verbs.Submit);

        Assert.All(office.MessagesOf(Sal), message => Assert.DoesNotContain("Nobody has seen this yet", message.View.Words(), StringComparison.Ordinal));
        Assert.Contains("In review", second.View.Words(), StringComparison.Ordinal);
        Assert.Empty(first.View.Buttons());
    }

    [Fact]
    public async Task What_the_model_says_and_another_language_make_no_preview_older()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana, Bo);
        model.Answers(RiskLabel.High);
        var message = await office.PreviewAsync(Sal);
        var (first, redrawn) = ((PreviewView)message.Shown[^2], (PreviewView)message.View);
        var before = first.Buttons().Single(button => button.Verb == Verbs.Submit);

        var answer = await office.AnswerAsync(Sal, message, Office.Press(before));

        Assert.NotEqual(first.Risk, redrawn.Risk);
        Assert.Null(answer.View.Fault);
        Assert.Equal(before.Id, answer.About);
    }

    [Fact]
    public async Task Who_reviews_it_has_changed_so_the_new_preview_is_shown_once_with_the_changed_line_marked()
    {
        var office = await Office.OpenAsync(Sal, Ana, Pat);
        var message = await office.PreviewAsync(Sal);
        office.AsksOnly(Pat);

        await office.PressAsync(Sal, message, Verbs.Submit);

        var shown = Assert.IsType<PreviewView>(message.View);
        Assert.Equal("Who reviews it has changed since, so nothing was sent. Please look at it once more.", shown.Fault);
        Assert.Contains("pat@contoso.example", shown.Parts.Single(part => part.Label == "Who will review (changed)").Text, StringComparison.Ordinal);
        Assert.Empty(office.MessagesOf(Pat));

        await office.PressAsync(Sal, message, Verbs.Submit);
        Assert.IsType<ApprovalView>(office.LastOf(Pat).View);
    }

    [Fact]
    public async Task Typed_words_too_send_to_those_only_whom_the_preview_named()
    {
        var office = await Office.OpenAsync(Sal, Ana, Pat);
        await office.TalkedToPreviewAsync();
        office.AsksOnly(Pat);

        var first = await office.SayAsync(Sal, "ok send it");
        Assert.StartsWith("Who reviews it has changed since", first.View.Fault, StringComparison.Ordinal);
        Assert.Empty(office.MessagesOf(Pat));

        await office.SayAsync(Sal, "ok send it");
        Assert.IsType<ApprovalView>(office.LastOf(Pat).View);
    }

    [Fact]
    public async Task Cancelled_in_words_the_preview_says_that_the_draft_is_gone()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var preview = await office.TalkedToPreviewAsync();

        await office.SayAsync(Sal, "cancel");

        Assert.Matches(@"^The draft PX-\w{8} is gone\. Nobody has seen it\.$", preview.View.Summary);
    }
}

file static class Talking
{
    public static void AsksOnly(this Office office, Actor reviewer) => office.Catalog.Current = office.Catalog.Current with
    {
        Groups = [.. office.Catalog.Current.Groups.Select(group => group with { Members = [reviewer.Person] })],
    };
}
