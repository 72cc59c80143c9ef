using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Who approves with the same words a fourth time is told so, and nothing else comes of it.</summary>
public sealed class RepeatedWordsTests
{
    private const string Hint = "same words as in your last three approvals";

    [Fact]
    public async Task The_fourth_approval_with_the_same_words_says_so_whatever_their_case_spaces_and_punctuation()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        var said = new List<string>();
        foreach (var (words, number) in new[] { "Fine with me, go ahead.", "fine with me go ahead", "FINE  with me: go ahead!", "Fine with me, go ahead." }
            .Select((words, number) => (words, number)))
        {
            said.Add(await ApproveAsync(office, number, words));
        }

        Assert.All(said.Take(3), one => Assert.DoesNotContain(Hint, one, StringComparison.Ordinal));
        Assert.Contains(Hint, said[3], StringComparison.Ordinal);
        Assert.StartsWith("Approved", said[3], StringComparison.Ordinal);
        Assert.DoesNotContain(Hint, await ApproveAsync(office, 5, "The vendor's letter is there."), StringComparison.Ordinal);
        Assert.DoesNotContain(Hint, await ApproveAsync(office, 6, "Fine with me, go ahead."), StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_approvals_than_three_are_no_habit()
    {
        var kept = RepeatedWords.With(RepeatedWords.With("", "Fine"), "Fine");

        Assert.False(RepeatedWords.Are("", "Fine"));
        Assert.False(RepeatedWords.Are(kept, "Fine"));
        Assert.True(RepeatedWords.Are(RepeatedWords.With(kept, "fine."), "FINE"));
        Assert.Equal(3, RepeatedWords.With(RepeatedWords.With(kept, "Fine"), "Fine").Split(' ').Length);
    }

    private static async Task<string> ApproveAsync(Office office, int number, string words)
    {
        var id = ExceptionId.Parse($"PX-{number:D8}");
        await office.HoldAsync(new ARequest { Id = id }.InReview());
        var answer = await office.AnswerAsync(
            Ana, null, new ButtonAction(Verbs.Approve, id.Value, 1, new Dictionary<string, string> { [FieldIds.Comment] = words }));
        await office.Background.DrainAsync();
        return answer.View.Done ?? "";
    }
}
