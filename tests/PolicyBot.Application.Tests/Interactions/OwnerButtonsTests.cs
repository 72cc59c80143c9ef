using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What owners do with their exception, and who takes it away.</summary>
public sealed class OwnerButtonsTests
{
    private static readonly ARequest OfPat = new() { Owner = Pat };
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task The_named_owner_accepts_with_one_press()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await office.HoldAsync(OfPat.InReview());

        var answer = await office.PressAsync(Pat, office.LastOf(Pat), Verbs.OwnerAccept);

        Assert.True((await office.StateAsync(OfPat.Id)).OwnerConfirmed);
        Assert.DoesNotContain(Verbs.OwnerAccept, answer.Verbs());
    }

    [Fact]
    public async Task Not_me_sends_it_back_and_the_requester_is_told_what_to_do()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await office.HoldAsync(OfPat.InReview());

        await office.PressAsync(Pat, office.LastOf(Pat), Verbs.OwnerDecline);

        Assert.Equal(Status.ChangesRequested, (await office.StateAsync(OfPat.Id)).Status);
        Assert.Contains("Pat Lind does not want to own it.", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
        Assert.Contains(Verbs.Revise, office.LastOf(Sal).View.Verbs());
        Assert.DoesNotContain(Verbs.Approve, office.LastOf(Ana).View.Verbs());
    }

    [Fact]
    public async Task An_owner_answers_once()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await office.HoldAsync(OfPat.InReview());
        var asked = office.LastOf(Pat);
        await office.PressAsync(Pat, asked, Verbs.OwnerAccept);

        var late = await office.AnswerAsync(Pat, asked, new ButtonAction(Verbs.OwnerDecline, OfPat.Id.Value, 1, Nothing));

        Assert.Equal("The owner has answered already. Here is how it stands.", late.View.Fault);
    }

    [Fact]
    public async Task Closing_asks_how_it_was_fixed_and_keeps_what_was_typed()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana);
        await office.HoldAsync(OfPat.Granted());
        var card = office.LastOf(Pat);

        var form = await office.PressAsync(Pat, card, Verbs.AskClose);
        var again = await office.PressAsync(Pat, card, Verbs.Close, ("comment", "Fixed."));
        await office.PressAsync(Pat, card, Verbs.Close, ("comment", "The vendor's keys are in use."));

        Assert.Equal(("How was it fixed?", true, 10),
            (form.Field("comment").Label, form.Field("comment").Required, form.Field("comment").MinLength));
        Assert.Equal(("Please write at least 10 characters.", "Fixed."),
            (again.Field("comment").Fault, again.Field("comment").Value));
        Assert.Equal((Status.Closed, "The vendor's keys are in use."),
            ((await office.StateAsync(OfPat.Id)).Status, (await office.StateAsync(OfPat.Id)).EndedBecause));
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_reason_that_could_not_be_taken()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await office.HoldAsync(OfPat.Granted());
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-00000009") }.InReview());

        var strangerCloses = await office.AnswerAsync(Ana, null, new ButtonAction(Verbs.AskClose, OfPat.Id.Value, 1, Nothing));
        var ownerRevokes = await office.AnswerAsync(Pat, null, new ButtonAction(Verbs.AskRevoke, OfPat.Id.Value, 1, Nothing));
        var notInForce = await office.AnswerAsync(Sal, null, new ButtonAction(Verbs.AskClose, "PX-00000009", 1, Nothing));

        Assert.Equal("Only the owner can do this.", strangerCloses.View.Fault);
        Assert.Equal("Only the policy owner, an approver of this exception or an administrator can do this.", ownerRevokes.View.Fault);
        Assert.Equal("This exception is not in force. Here is how it stands.", notInForce.View.Fault);
        Assert.All(new[] { strangerCloses, ownerRevokes, notInForce }, answer => Assert.IsType<StatusView>(answer.View));
    }

    [Fact]
    public async Task Revoking_needs_a_reason_and_tells_requester_owner_and_policy_owner()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Iam);
        await office.HoldAsync(OfPat.Granted());
        var card = await office.SayAsync(Ana, $"status {OfPat.Id}");

        await office.PressAsync(Ana, card, Verbs.AskRevoke);
        var again = await office.PressAsync(Ana, card, Verbs.Revoke, ("comment", "Misuse."));
        await office.PressAsync(Ana, card, Verbs.Revoke, ("comment", "The account was misused."));

        Assert.Equal("Misuse.", again.Field("comment").Value);
        Assert.All([Sal, Pat, Iam], person =>
            Assert.Contains($"{OfPat.Id} · Revoked", office.LastOf(person).View.Words(), StringComparison.Ordinal));
        Assert.All([Sal, Pat, Iam], person =>
            Assert.Contains("The account was misused.", office.LastOf(person).View.Words(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Let_it_end_silences_further_pings_and_can_be_pressed_twice()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana);
        await office.HoldAsync(OfPat.Granted());
        office.Time.Advance(new DateTimeOffset(2027, 2, 1, 8, 0, 0, TimeSpan.Zero) - office.Time.GetUtcNow()); // 09:00 in Berlin
        await office.Reconciler.ReconcileAsync(OfPat.Id, default);
        var ping = office.LastOf(Pat);

        await office.PressAsync(Pat, ping, Verbs.LetItEnd);
        var second = await office.AnswerAsync(Pat, ping, new ButtonAction(Verbs.LetItEnd, OfPat.Id.Value, 1, Nothing));
        office.Time.Advance(TimeSpan.FromDays(7));
        await office.Reconciler.ReconcileAsync(OfPat.Id, default);

        Assert.Null(second.View.Fault);
        Assert.Same(ping, office.LastOf(Pat));
        Assert.Contains("No more reminders come.", ping.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_lets_it_end()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana);
        await office.HoldAsync(OfPat.Granted());

        var answer = await office.AnswerAsync(Sal, null, new ButtonAction(Verbs.LetItEnd, OfPat.Id.Value, 1, Nothing));

        Assert.Equal("Only the owner can do this.", answer.View.Fault);
    }
}
