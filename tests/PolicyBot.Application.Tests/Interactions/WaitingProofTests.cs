using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A proof that its owner showed waits for who approved: it is listed, reminded of, and what they write is not lost.</summary>
public sealed class WaitingProofTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Theory]
    [InlineData("english", "approvals", "The owner shows that a condition is kept.")]
    [InlineData("english", "due", "Look at the proof of a condition, sent 20 Nov 2026")]
    [InlineData("deutsch", "genehmigungen", "Zu einer Auflage liegt ein Nachweis vor.")]
    [InlineData("deutsch", "fällig", "Nachweis zu einer Auflage ansehen, vorgelegt am 20. November 2026")]
    public async Task A_proof_that_waits_is_listed_for_who_approved_until_they_take_it(string language, string typed, string said)
    {
        var office = await ShownAsync();
        await office.SayAsync(Ana, language);

        var waits = (await office.SayAsync(Ana, typed)).View.Words();
        var others = (await office.SayAsync(Bo, typed)).View.Words();
        await office.WishAsync(Id, Ana.AcceptsProof());
        var over = (await office.SayAsync(Ana, typed)).View.Words();

        Assert.Contains(said, waits, StringComparison.Ordinal);
        Assert.DoesNotContain(Id.Value, others, StringComparison.Ordinal);
        Assert.DoesNotContain(Id.Value, over, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_approved_is_reminded_of_it_once_its_hours_are_over_and_no_more_once_it_is_taken()
    {
        var office = await ShownAsync();
        var before = office.MessagesOf(Ana).Count;

        await LaterAsync(office, hours: 24);
        var reminded = (office.MessagesOf(Ana).Count, office.LastOf(Ana).View.Words());
        await office.WishAsync(Id, Ana.AcceptsProof());
        var taken = office.MessagesOf(Ana).Count;
        await LaterAsync(office, hours: 24);

        Assert.Equal(before + 1, reminded.Count);
        Assert.Contains("One proof of a condition waits for you to look at it.", reminded.Item2, StringComparison.Ordinal);
        Assert.Equal(taken, office.MessagesOf(Ana).Count);
    }

    [Theory]
    [InlineData("english", "There is no proof to look at any more.", "You wrote, and it was not kept")]
    [InlineData("deutsch", "Es liegt kein Nachweis mehr vor.", "Ihr Text, der nicht gespeichert wurde")]
    public async Task A_form_that_came_too_late_says_how_it_stands_and_gives_the_comment_back(string language, string why, string label)
    {
        var office = await ShownAsync();
        await office.SayAsync(Ana, language);
        var card = office.LastOf(Ana);
        await office.WishAsync(Id, Ana.AcceptsProof());

        var answer = Assert.IsType<StatusView>(
            (await office.AnswerAsync(Ana, card, Pressed(Verbs.AcceptProof, ("promise", "1"), ("comment", "Seen, it is *there*.")))).View);

        Assert.Equal((why, "Seen, it is *there*."), (answer.Fault, answer.Part(label)));
    }

    private static ButtonAction Pressed(string verb, params (string Id, string Value)[] typed) =>
        new(verb, Id.Value, 1, typed.ToDictionary(field => field.Id, field => field.Value));

    private static async Task<Office> ShownAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        await office.HoldAsync(new ARequest().InReview());
        await office.WishAsync(Id, Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key."));
        await office.WishAsync(Id, Sal.Proves());
        return office;
    }

    private static async Task LaterAsync(Office office, int hours)
    {
        office.Time.Advance(TimeSpan.FromHours(hours));
        await office.Reconciler.ReconcileAsync(Id, default);
    }
}
