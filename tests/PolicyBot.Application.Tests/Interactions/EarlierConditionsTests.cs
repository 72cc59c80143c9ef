using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>The conditions of an exception end with it: who renews it, and who decides on that, reads them.</summary>
public sealed class EarlierConditionsTests
{
    private const string Label = "The exception it renews was approved on these conditions";
    private const string Said = "Rotate the key. (due 15 Dec 2026)\nAlert on every use. (due 15 Dec 2026)";
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task Form_preview_and_the_approvers_card_of_a_renewal_name_the_conditions_of_what_it_renews()
    {
        var (office, preview) = await RenewAsync();
        var form = preview.Form;

        await office.PressAsync(Sal, preview.Message, Verbs.Submit);

        Assert.Equal(Said, form.Part(Label));
        Assert.Equal(Said, preview.View.Part(Label));
        var card = office.MessagesOf(Ana).Select(message => message.View).OfType<ApprovalView>().Single(view => view.Id != Id);
        Assert.Equal(Said, card.Parts.Single(part => part.Label == Label).Text);
        Assert.Contains("They end with it", card.Words(), StringComparison.Ordinal);
        Assert.Empty((await office.StateAsync(card.Id)).Promises); // they bind again only where an approver sets them again
    }

    [Fact]
    public async Task A_revision_of_the_renewal_and_what_was_decided_on_keep_them()
    {
        var (office, preview) = await RenewAsync();
        await office.PressAsync(Sal, preview.Message, Verbs.Submit);
        var id = office.MessagesOf(Ana).Select(message => message.View).OfType<ApprovalView>().Single(view => view.Id != Id).Id;
        await office.WishAsync(id, Ana.SendsBack());
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Revise);
        var revised = await office.PressAsync(
            Sal, office.LastOf(Sal), Verbs.Preview, (FieldIds.Justification, "The vendor is late again, and sends the keys in March."));

        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Submit);

        Assert.Equal(Said, revised.Part(Label));
        Assert.Equal((2, 2), ((await office.StateAsync(id)).Revision, (await office.StateAsync(id)).EarlierConditions?.Count));
    }

    [Fact]
    public async Task A_renewal_that_is_confidential_no_longer_tells_no_conditions_of_the_one_that_was()
    {
        var (office, preview) = await RenewAsync(confidential: true);
        await office.PressAsync(Sal, preview.Message, Verbs.Submit);
        var id = office.MessagesOf(Ana).Select(message => message.View).OfType<ApprovalView>().Single(view => view.Id != Id).Id;
        await office.WishAsync(id, Ana.SendsBack());
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Revise);
        var revised = await office.PressAsync(
            Sal, office.LastOf(Sal), Verbs.Preview, (FieldIds.Confidential, "false"),
            (FieldIds.Justification, "The vendor is late again, and sends the keys in March."));

        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Submit);

        Assert.Contains("Rotate the key", preview.View.Words(), StringComparison.Ordinal); // as confidential as it was
        Assert.DoesNotContain("Rotate the key", revised!.Words(), StringComparison.Ordinal);
        var state = await office.StateAsync(id);
        Assert.Equal((2, false, null), (state.Revision, state.Content!.Confidential, state.EarlierConditions));
    }

    [Fact]
    public void What_was_approved_without_conditions_says_nothing_of_them() =>
        Assert.Null(EarlierCondition.From(new ARequest().Granted().State));

    private static async Task<(Office Office, (FormView Form, CardView View, FakeMessage Message) Preview)> RenewAsync(bool confidential = false)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var granted = new ARequest { Confidential = confidential }.InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.", "Alert on every use."));
        await office.HoldAsync(granted);
        var message = await office.SayAsync(Sal, $"status {Id}");
        var form = Assert.IsType<FormView>(await office.PressAsync(Sal, message, Verbs.Renew));
        var view = await office.PressAsync(
            Sal, message, Verbs.Preview,
            (FieldIds.Justification, "The vendor has moved the date to April and sends the keys then."),
            (FieldIds.ExpiresOn, "2027-02-17"));
        return (office, (form, Assert.IsType<PreviewView>(view), message));
    }
}
