using System.Collections.Concurrent;
using PolicyBot.EndToEnd.Tests.Crashes;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using Xunit.Abstractions;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>The Host is killed while people press and submit in Slack; a person without an answer presses again.</summary>
[Collection(SlackClockTests.Name)]
public sealed class KilledInSlackTests(SlackClockLab running, ITestOutputHelper output) : SlackTest(running)
{
    private const int Kills = 3;
    private readonly ConcurrentBag<string> _sent = [];
    private readonly ConcurrentBag<string> _approved = [];

    [Fact]
    public async Task What_was_acknowledged_in_Slack_stands_and_nobody_is_told_twice_however_often_the_Host_is_killed()
    {
        await new CrashHarness(Running, output).RunAsync(seed: 3, Kills, (_, enough) => LiveAsync(enough), Deadline);
        await PassAsync(TimeSpan.FromMinutes(31)); // beyond every lease, and every look that a dead Host had planned
        await PassAsync(TimeSpan.FromMinutes(31));

        Assert.NotEmpty(_approved);
        foreach (var id in _sent)
        {
            Assert.Single(await Record.FactsAsync(id), fact => fact == "submitted");
        }

        foreach (var id in _approved)
        {
            Assert.Single(await Record.FactsAsync(id), fact => fact == "approved");
            Assert.Equal("approved", await Record.StatusAsync(id));
            Assert.Single(AnaInSlack.About(id));
            Assert.Equal(2, SalInSlack.About(id).Count); // the one that lives, and the decision
            await AssertNoLiveButtonAsync(id);
        }
    }

    /// <summary>
    /// A message that the Host did not record before it died is never redrawn; a press on it is answered like any stale one.
    /// </summary>
    private async Task AssertNoLiveButtonAsync(string id)
    {
        var kept = await Record.MessagesAsync(id);
        foreach (var message in AnaInSlack.About(id).Where(message => message.Buttons.Contains("Approve")))
        {
            Assert.DoesNotContain(message.Ts, kept);
            var answer = await AnaInSlack.DecideAsync(id, "Reject", "Pressed on a card that nobody remembers.");
            answer.Says("This is not under review any more");
            Assert.Equal("approved", await Record.StatusAsync(id));
        }
    }

    private async Task LiveAsync(Func<bool> enough)
    {
        for (var number = 1; !enough(); number++)
        {
            var id = await AskAsync(Leave($"killed in Slack {number}"));
            _sent.Add(id);
            await ApproveAsync(id, $"Decided as number {number}.");
            _approved.Add(id);
        }
    }

    private async Task<string> AskAsync(Wish wish)
    {
        while (true)
        {
            await SalInSlack.Client.SlashAsync("", Deadline);
            if (await SoonAsync(SalInSlack, view => view.Inputs.Contains("policyId") && !view.Inputs.Contains("title")) is not { } choose)
            {
                continue; // lost with the Host: asked once more
            }

            var policy = new Dictionary<string, string> { ["policyId"] = wish.Policy };
            if (await SubmitAsync(SalInSlack, choose, policy, view => view.Inputs.Contains("title")) is { } form
                && await SubmitAsync(SalInSlack, form, wish.Inputs, view => view.Submit == "Submit") is { } preview
                && await SubmitAsync(SalInSlack, preview, new Dictionary<string, string>(), view =>
                    view.Words.Contains("is sent.", StringComparison.Ordinal)) is { } sent)
            {
                return sent.Id();
            }
        }
    }

    private async Task ApproveAsync(string id, string comment)
    {
        while (true)
        {
            var card = await PatientlySeeAsync(id);
            await AnaInSlack.Client.PressOldAsync(card, "Approve", Deadline);
            if (await SoonAsync(AnaInSlack, view => view.Inputs.Contains("comment")) is { } dialog
                && await SubmitAsync(AnaInSlack, dialog, new Dictionary<string, string> { ["comment"] = comment }, _ => true) is { } answer)
            {
                Assert.True(
                    answer.Words.Contains($"Approved {id}.", StringComparison.Ordinal)
                        || answer.Words.Contains("This is not under review any more", StringComparison.Ordinal),
                    answer.Words); // decided by this press, or by the one before, whose answer died with the Host
                return;
            }
        }
    }

    /// <summary>Submits until there is an answer; null: the dialog waits for a Host that is dead.</summary>
    private async Task<SlackView?> SubmitAsync(
        SlackColleague person, SlackView dialog, IReadOnlyDictionary<string, string> inputs, Func<SlackView, bool> wanted)
    {
        while (true)
        {
            switch (await person.Client.SubmitAsync(dialog, inputs, Deadline))
            {
                case SlackOutcome.ViewUpdated:
                    return await SoonAsync(person, view => view.Id == dialog.Id && wanted(view));
                case SlackOutcome.Failed or SlackOutcome.ErrorsShown:
                    await Task.Delay(100, Deadline); // what was typed stays
                    break;
                case var other:
                    throw new InvalidOperationException(other.ToString());
            }
        }
    }

    private async Task<SlackMessage> PatientlySeeAsync(string id)
    {
        while (true)
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
            soon.CancelAfter(TimeSpan.FromSeconds(3));
            try
            {
                return await Slack.Changes.UntilAsync(() =>
                    AnaInSlack.About(id).FirstOrDefault(message => message.Buttons.Contains("Approve")), soon.Token);
            }
            catch (OperationCanceledException) when (!Deadline.IsCancellationRequested)
            {
                Lab.Clock.Advance(TimeSpan.FromSeconds(46)); // a Host died before it reconciled: the next one does so after that time
            }
        }
    }

    private async Task<SlackView?> SoonAsync(SlackColleague person, Func<SlackView, bool> wanted)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        soon.CancelAfter(TimeSpan.FromSeconds(4));
        try
        {
            return await person.Client.ReceiveViewAsync(view => !SlackColleague.IsLoading(view) && wanted(view), soon.Token);
        }
        catch (OperationCanceledException) when (!Deadline.IsCancellationRequested)
        {
            return null;
        }
    }
}
