using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>A commit that is begun while it is still found out who presses.</summary>
public sealed class BegunCommitTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    private static async Task<Office> WithReviewAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        return office;
    }

    [Fact]
    public async Task The_work_row_stands_before_the_batch_and_is_the_one_that_was_begun()
    {
        var office = await WithReviewAsync();
        var begun = office.Commits.Begin(Id, default);

        var result = await office.Commits.CommitAsync(Id, _ => Ana.Approves(), null, default, begun);

        Assert.Equal(begun.WakeUp, Assert.IsType<CommitResult.Committed>(result).Look);
        Assert.Contains(begun.WakeUp, office.Work.All);
        Assert.True(begun.IsTaken);
    }

    [Fact]
    public async Task A_second_commit_begins_anew_and_the_work_row_of_the_first_stays_taken()
    {
        var office = await WithReviewAsync();
        var begun = office.Commits.Begin(Id, default);
        await office.Commits.CommitAsync(Id, _ => Ana.Approves(), null, default, begun);

        var second = await office.Commits.CommitAsync(Id, _ => Sal.Says(), null, default, begun);

        Assert.NotEqual(begun.WakeUp, Assert.IsType<CommitResult.Committed>(second).Look);
        Assert.True(begun.IsTaken);
    }

    [Fact]
    public async Task What_was_committed_since_it_was_begun_is_not_written_over()
    {
        var office = await WithReviewAsync();
        var begun = office.Commits.Begin(Id, default);
        await office.WishAsync(Id, Bo.Approves());

        var result = await office.Commits.CommitAsync(Id, state => Ana.Approves(state.Revision), null, default, begun);

        Assert.IsType<CommitResult.Refused>(result);
        Assert.Equal(Bo.Person, (await office.StateAsync(Id)).Decisions.Single().By);
    }

    [Fact]
    public async Task One_that_became_old_over_a_slow_directory_is_begun_anew_and_its_row_falls_due_after_the_commit()
    {
        var office = await WithReviewAsync();
        var begun = office.Commits.Begin(Id, default);
        office.Time.Advance(ExceptionCommits.Longest + TimeSpan.FromSeconds(1));

        var result = await office.Commits.CommitAsync(Id, _ => Ana.Approves(), null, default, begun);

        Assert.Equal(office.Time.GetUtcNow() + ExceptionCommits.LookAfter, Assert.IsType<CommitResult.Committed>(result).Look!.Due);
        Assert.False(begun.IsTaken);
    }

    [Fact]
    public async Task A_press_of_a_person_who_is_not_served_leaves_no_work_behind()
    {
        var office = await WithReviewAsync();
        var planned = office.Work.All;
        office.Teams.Directory["eve"] = new DirectoryAnswer(DirectoryVerdict.Guest, "", "", "Eve");
        var account = Office.AccountOf(Ana);
        var eve = account with { Account = account.Account with { Id = "eve" }, Conversation = "chat-eve" };

        var answer = await office.Desk.PressAsync(
            new Sender(eve, Private: true, null),
            new ButtonAction(Verbs.Approve, Id.Value, 1, new Dictionary<string, string> { ["comment"] = Wishes.Fine }),
            default);
        await office.Background.DrainAsync();

        Assert.True(answer.LeavesCardUnchanged);
        Assert.Equal(planned, office.Work.All);
        Assert.Equal(Status.InReview, (await office.StateAsync(Id)).Status);
    }

    [Fact]
    public async Task A_press_without_what_the_button_needs_leaves_no_work_behind()
    {
        var office = await WithReviewAsync();
        var planned = office.Work.All;

        await office.AnswerAsync(
            Ana, null, new ButtonAction(Verbs.Approve, Id.Value, 1, new Dictionary<string, string> { ["expiresOn"] = "soon" }));
        await office.Background.DrainAsync();

        Assert.Equal(planned, office.Work.All);
    }
}
