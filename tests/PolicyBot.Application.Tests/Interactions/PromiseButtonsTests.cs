using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Conditions on the card, proofs in the chat, over the whole product on fakes.</summary>
public sealed class PromiseButtonsTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task An_approver_sets_conditions_on_the_card_and_the_owner_sees_what_was_promised()
    {
        var office = await OpenAsync();

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine),
            ("conditions", "Rotate the key.\n  Alert on every use.\n\n"), ("conditionsDueOn", "2026-12-15"));

        Assert.Equal(["Rotate the key.", "Alert on every use."], (await office.StateAsync(Id)).Promises.Select(promise => promise.Text));
        Assert.Equal("Rotate the key.", office.LastOf(Sal).View.Part("Condition 1, due 15 Dec 2026"));
        Assert.Contains(Verbs.AskProve, office.LastOf(Sal).View.Verbs());
    }

    [Theory]
    [InlineData("Rotate the key.", "", "Write the conditions, one a line, and choose the day by which they are due.")]
    [InlineData("", "2026-12-15", "Write the conditions, one a line, and choose the day by which they are due.")]
    [InlineData("Rotate the key.", "soon", "Write the conditions, one a line, and choose the day by which they are due.")]
    [InlineData("Rotate the key.", "2027-02-16", "Choose a day from today to 15 Feb 2027 for the conditions.")]
    public async Task Conditions_that_cannot_be_are_refused_at_their_field_with_what_was_typed(string conditions, string due, string fault)
    {
        var office = await OpenAsync();

        var answer =
            await office.PressAsync(
                Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine), ("conditions", conditions), ("conditionsDueOn", due));

        var more = Assert.IsType<ApprovalView>(answer).More.ToDictionary(field => field.Id);
        Assert.Equal((fault, conditions, due), (more["conditionsDueOn"].Fault, more["conditions"].Value, more["conditionsDueOn"].Value));
        Assert.Equal(Status.InReview, (await office.StateAsync(Id)).Status);
    }

    [Fact]
    public async Task A_proof_is_shown_taken_and_over()
    {
        var office = await PromisedAsync();

        var form = await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskProve);
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Prove, ("promise", form.Field("promise").Value!),
            ("comment", "The key is in the vault."), ("evidence", "https://vault.contoso.example/7"));
        var asked = office.LastOf(Ana);
        var summary = asked.View.Summary;
        await office.PressAsync(Ana, asked, Verbs.AskAcceptProof);
        await office.PressAsync(Ana, asked, Verbs.AcceptProof, ("promise", "1"), ("comment", "Seen, it is there."));

        Assert.Contains("The owner shows that a condition is kept.", summary, StringComparison.Ordinal);
        Assert.True((await office.StateAsync(Id)).Promises[0].Kept);
        Assert.DoesNotContain(Verbs.AskProve, office.LastOf(Sal).View.Verbs());
        Assert.DoesNotContain(Verbs.AskAcceptProof, asked.View.Verbs());
    }

    [Fact]
    public async Task A_proof_without_a_link_is_asked_for_again_with_what_was_typed()
    {
        var office = await PromisedAsync();
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskProve);

        var again =
            await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Prove, ("promise", "1"), ("comment", "The key is in the vault."),
            ("evidence", "in the vault"));

        Assert.Equal("Give a link that begins with https:// or http://.", again.Field("evidence").Fault);
        Assert.Equal("The key is in the vault.", again.Field("comment").Value);
    }

    [Fact]
    public async Task A_proof_that_is_sent_back_is_a_message_to_the_owner()
    {
        var office = await PromisedAsync();
        await office.WishAsync(Id, Sal.Proves());
        var before = office.MessagesOf(Sal).Count;

        await office.WishAsync(Id, Ana.ReturnsProof());

        Assert.Equal(before + 1, office.MessagesOf(Sal).Count);
        Assert.Equal("MFA off on svc-build: a proof was sent back", office.LastOf(Sal).View.Summary); // its day is to come: nothing is late
        Assert.Equal("This is another key.", office.LastOf(Sal).View.Part("The proof was sent back"));
        Assert.Equal(Verbs.AskProve, office.LastOf(Sal).View.Verbs()[0]);
    }

    [Fact]
    public async Task A_promise_is_asked_for_warned_of_and_suspends_with_one_message_each()
    {
        var office = await PromisedAsync();

        await LookAtAsync(office, "2026-12-08T08:00:00Z");
        var asked = (office.MessagesOf(Sal).Count, office.LastOf(Sal).View.Summary);
        await LookAtAsync(office, "2026-12-15T23:00:00Z");
        var warned = (office.MessagesOf(Sal).Count, office.LastOf(Sal).View.Summary);
        var approver = office.LastOf(Ana).View;
        await LookAtAsync(office, "2026-12-18T23:00:00Z");

        Assert.Equal("MFA off on svc-build: show by 15 Dec 2026 that its condition is kept", asked.Summary);
        Assert.Equal((asked.Item1 + 1, "MFA off on svc-build: a condition is late"), warned);
        Assert.Contains("Without a proof the exception is suspended on 19 Dec 2026, 00:00.", approver.Words(), StringComparison.Ordinal);
        Assert.Equal(Status.Suspended, (await office.StateAsync(Id)).Status);
        Assert.Equal(warned.Item1 + 1, office.MessagesOf(Sal).Count);
        Assert.Contains("This exception is suspended", office.LastOf(Iam).View.Words(), StringComparison.Ordinal);
        Assert.Empty(await office.Index.FindAsync(Application.Ports.IndexHeading.ActiveFor("svc-build"), 10, default));
    }

    [Fact]
    public async Task An_owner_whose_exception_is_suspended_reads_that_and_that_the_policy_applies_also_once_a_proof_is_sent_back()
    {
        var office = await OpenAsync();
        await office.WishAsync(Id, Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.", "Alert on every use."));
        await office.WishAsync(Id, Sal.Proves());
        await LookAtAsync(office, "2026-12-15T23:00:00Z");
        await LookAtAsync(office, "2026-12-18T23:00:00Z");
        var suspended = (StatusView)office.LastOf(Sal).View;

        await office.WishAsync(Id, Ana.ReturnsProof());

        Assert.All([suspended, (StatusView)office.LastOf(Sal).View], view =>
        {
            Assert.Equal(($"{Id} · Suspended", Tone.Bad), (view.Heading, view.Tone));
            Assert.Contains("The policy applies until it is.", view.Summary, StringComparison.Ordinal);
            Assert.Contains("The policy applies until it is.", view.Parts[0].Text, StringComparison.Ordinal);
            Assert.Contains("It ends with 15 Feb 2027 in any case.", view.Words(), StringComparison.Ordinal);
            Assert.Equal(Verbs.AskProve, view.Verbs()[0]);
        });
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        await office.HoldAsync(new ARequest().InReview());
        return office;
    }

    private static async Task<Office> PromisedAsync()
    {
        var office = await OpenAsync();
        await office.WishAsync(Id, Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key."));
        return office;
    }

    private static async Task LookAtAsync(Office office, string instant)
    {
        office.Time.Advance(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) - office.Time.GetUtcNow());
        await office.Reconciler.ReconcileAsync(Id, default);
    }
}
