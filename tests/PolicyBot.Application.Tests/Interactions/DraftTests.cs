using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A draft belongs to one person; it is begun once, and discarded for good.</summary>
public sealed class DraftTests
{
    [Fact]
    public async Task An_old_copy_of_the_first_card_does_not_empty_what_is_filled_in()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.SayAsync(Sal, "request");
        var next = message.View.Buttons()[0];
        await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Policy, "SEC-MFA"));
        await office.PressAsync(Sal, message, Verbs.Preview, Filled);

        var form =
            await office.AnswerAsync(Sal, message,
            new Application.Ports.ButtonAction(
                Verbs.Next, next.Id!.Value.Value, 0, new Dictionary<string, string> { [FieldIds.Policy] = "SEC-MFA" }));

        Assert.Equal("svc-build, on the build server only", form.View.Field("scope").Value);
    }

    [Fact]
    public async Task An_old_copy_of_the_first_card_shows_how_it_stands_once_it_is_sent()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);

        var answer =
            await office.AnswerAsync(Sal, office.LastOf(Sal),
            new Application.Ports.ButtonAction(Verbs.Next, id.Value, 0, new Dictionary<string, string> { [FieldIds.Policy] = "SEC-MFA" }));

        Assert.Equal((id, "This was sent already. Here is how it stands."), (answer.About, answer.View.Done));
    }

    [Fact]
    public async Task A_draft_never_takes_the_number_of_somebody_elses_exception()
    {
        var office = await Office.OpenAsync(Sal, Mallory, Ana);
        var id = await office.AskAsync(Sal);

        var answer =
            await office.AnswerAsync(Mallory, null,
            new Application.Ports.ButtonAction(Verbs.Next, id.Value, 0, new Dictionary<string, string> { [FieldIds.Policy] = "SEC-MFA" }));

        Assert.IsType<FormView>(answer.View);
        Assert.NotEqual(id, answer.View.Buttons()[0].Id);
    }

    [Fact]
    public async Task Discard_forgets_the_draft_and_says_that_nobody_has_seen_it()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        var id = message.View.Buttons()[0].Id!.Value;

        var answer = await office.PressAsync(Sal, message, Verbs.Discard);

        Assert.Matches(@"^The draft PX-\w{8} is gone\. Nobody has seen it\.$", answer.Summary);
        Assert.Null(await office.Drafts.ReadAsync(Sal.Person, id, default));
        Assert.Null(await office.Stored.ReadHeadAsync(id, default));
    }

    [Fact]
    public async Task Discard_before_a_policy_is_chosen_says_the_same()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.SayAsync(Sal, "request");

        var answer = await office.PressAsync(Sal, message, Verbs.Discard);

        Assert.Matches(@"^The draft PX-\w{8} is gone\. Nobody has seen it\.$", answer.Summary);
    }

    [Fact]
    public async Task A_form_whose_draft_was_discarded_elsewhere_stays_with_what_was_typed_in_it()
    {
        var office = await Office.OpenAsync(Sal);
        var message = await office.FormAsync(Sal);
        await office.Drafts.RemoveAsync(Sal.Person, message.View.Buttons()[0].Id!.Value, default);

        var answer = await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        Assert.True(answer.LeavesCardUnchanged);
        Assert.Matches(@"^The draft PX-\w{8} is gone: it was sent, discarded", answer.View.Summary);
    }

    [Fact]
    public async Task A_draft_is_nobody_elses()
    {
        var office = await Office.OpenAsync(Sal, Mallory, Ana);
        var message = await office.PreviewAsync(Sal);
        var submit = message.View.Buttons()[0];

        var answer =
            await office.AnswerAsync(Mallory, null,
            new Application.Ports.ButtonAction(Verbs.Submit, submit.Id!.Value.Value, 0, new Dictionary<string, string>()));

        Assert.Matches(@"^The draft PX-\w{8} is gone: it was sent, discarded", answer.View.Summary);
        Assert.Null(await office.Stored.ReadHeadAsync(submit.Id.Value, default));
    }

    [Fact]
    public async Task A_policy_that_the_catalog_has_dropped_meanwhile_is_asked_for_again()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        office.Catalog.Current = office.Catalog.Current with { Policies = [office.Catalog.Current.Policies[1]] };

        var answer = await office.PressAsync(Sal, message, Verbs.Submit);

        Assert.Equal("Choose one of the policies.", answer.Field(FieldIds.Policy).Fault);
    }
}
