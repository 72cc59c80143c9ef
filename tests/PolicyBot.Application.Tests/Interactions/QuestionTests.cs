using System.Diagnostics.Metrics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Questions are answered from the catalog and from what the person may see.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task That_a_person_needs_no_exception_is_counted_by_policy_and_what_a_client_made_up_is_not()
    {
        var office = await Office.OpenAsync(Sal);
        var counted = new List<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "policybot.chat.no_exception_needed")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add((string?)tags[0].Value));
        listener.Start();
        var answer = await office.SayAsync(Sal, "what is the policy on MFA?");
        var button = answer.View.Buttons().Single(action => action.Verb == Verbs.TalkNoNeed);

        ButtonAction Press(string value) =>
            new(Verbs.TalkNoNeed, "", 0, new Dictionary<string, string> { [CardAction.ValueInput] = value });
        await office.AnswerAsync(Sal, answer, Press(button.Value!));
        await office.AnswerAsync(Sal, answer, Press("SEC-NOTHING"));

        Assert.Equal(["SEC-MFA"], counted);
        Assert.Empty(await office.Drafts.TalksAsync(Sal.Person, default));
    }

    [Fact]
    public async Task What_is_in_force_is_told_to_those_who_may_see_it_and_to_no_other()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Pat);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        foreach (var question in new[] { "exceptions to MFA", "is svc-build covered?", "all exceptions" })
        {
            Assert.Contains(id.Value, (await office.SayAsync(Sal, question)).View.Words(), StringComparison.Ordinal);
            Assert.DoesNotContain(id.Value, (await office.SayAsync(Pat, question)).View.Words(), StringComparison.Ordinal);
        }

        var ends = (await office.SayAsync(Sal, "when does my exception end?")).View.Words();
        Assert.Contains("ends Mon 15 Feb 2027, in 87 days", ends, StringComparison.Ordinal);
        Assert.DoesNotContain(id.Value, (await office.SayAsync(Pat, "when does my exception end?")).View.Words(), StringComparison.Ordinal);
        Assert.Contains("“svc-other”", (await office.SayAsync(Sal, "is svc-other covered?")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_sees_all_that_is_in_force_under_a_policy()
    {
        var office = await Office.OpenAsync(Sal, Ana, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], []) };
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        Assert.Contains(id.Value, (await office.SayAsync(Pat, "exceptions to MFA")).View.Words(), StringComparison.Ordinal);
        Assert.Contains(id.Value, (await office.SayAsync(Pat, "all exceptions")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_open_requests_the_person_says_which_is_withdrawn()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var (first, second) = (await office.AskAsync(Sal), await office.AskAsync(Sal));

        var which = await office.SayAsync(Sal, "please withdraw my request");

        Assert.Equal("Which request do you want to withdraw?", which.View.Summary);
        Assert.Equal([Verbs.AskWithdraw, Verbs.AskWithdraw], which.View.Verbs());
        Assert.Contains(first.Value, which.View.Words(), StringComparison.Ordinal);
        Assert.Contains(second.Value, which.View.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history {0}")]
    [InlineData("HISTORY {0}")]
    [InlineData("status {0}")]
    public async Task After_a_command_word_the_number_alone_will_do(string typed)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);

        var answer = await office.SayAsync(Sal, typed.Replace("{0}", id.Value[3..].ToLowerInvariant(), StringComparison.Ordinal));

        Assert.Contains(id.Value, answer.View.Words(), StringComparison.Ordinal);
    }
}
