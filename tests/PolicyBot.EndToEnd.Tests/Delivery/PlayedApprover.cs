using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>Decides on all that asks for it, in each channel, until nothing is left.</summary>
internal sealed class PlayedApprover(Play play, string email)
{
    private readonly Colleague? _teams = play.InTeams(email);
    private readonly SlackColleague? _slack = play.InSlack(email);
    private readonly Random _random = play.RandomOf(email);
    private int _decisions;

    public async Task DecideAsync()
    {
        while (!play.IsOver)
        {
            var (card, message) = (
                _teams is null ? null : Any(play.Cards(_teams).Where(shown => shown.Buttons.Contains("Approve"))),
                _slack is null ? null : Any(Play.Messages(_slack).Where(one => one.Buttons.Contains("Approve"))));
            await Task.Delay(_random.Next(100, 1_000), play.Deadline);
            if (card is not null)
            {
                await DecideAsync(card);
            }

            if (message is not null)
            {
                await DecideAsync(_slack!, message);
            }
        }
    }

    // not the first one: a card that is not redrawn any more would keep all others waiting
    private T? Any<T>(IEnumerable<T> cards) => cards.OrderBy(_ => _random.Next()).FirstOrDefault();

    private (string Title, string Verb, string Done, string Fact) Choose() => _random.Next(10) < 7
        ? ("Approve", "review.approve", "Approved", "approved") : ("Reject", "review.reject", "Rejected", "rejected");

    private string Comment() => $"Decision {++_decisions} of {email.Split('@')[0]}.";

    private async Task DecideAsync(Shown card)
    {
        var (id, comment, (_, verb, done, fact)) = (card.Id, Comment(), Choose());
        for (var tries = 0; tries < 20; tries++)
        {
            if (await card.Reader.ExecuteAsync(card.Message, verb, id, 1, ("comment", comment)) is ClickOutcome.CardShown shown)
            {
                Note(id, fact, comment, new Shown(card.Reader, card.Message, shown.Card).Text, done);
                return;
            }

            await Task.Delay(200, play.Deadline);
        }
    }

    private async Task DecideAsync(SlackColleague person, SlackMessage message)
    {
        var (id, comment, (title, _, done, fact)) = (message.Id(), Comment(), Choose());
        try
        {
            if (person.Client.View is { } left)
            {
                await person.Client.CloseAsync(left, play.Deadline, all: true);
            }

            await person.Client.PressOldAsync(message, title, play.Deadline);
            if (await DialogAsync(person, id) is not { } dialog)
            {
                return; // it never opened: the next round presses again, if it still asks
            }

            for (var tries = 0; tries < 10; tries++)
            {
                var inputs = new Dictionary<string, string> { ["comment"] = comment };
                if (await person.Client.SubmitAsync(dialog, inputs, play.Deadline) is SlackOutcome.ViewUpdated)
                {
                    var answer = await play.SoonAsync(() =>
                        person.Client.View is { } view && view.Id == dialog.Id && !SlackColleague.IsLoading(view) ? view : null);
                    Note(id, fact, comment, answer?.Words ?? "", done);
                    return;
                }

                await Task.Delay(200, play.Deadline);
            }
        }
        catch (InvalidOperationException)
        {
            // the dialog was closed, or another one came late and lies on top
        }
    }

    private Task<SlackView?> DialogAsync(SlackColleague person, string id) => play.SoonAsync(() =>
        person.Client.View is { } view && !SlackColleague.IsLoading(view) && view.Inputs.Contains("comment")
            && view.Json.ToJsonString().Contains(id, StringComparison.Ordinal) ? view : null);

    private void Note(string id, string fact, string comment, string answer, string done)
    {
        if (answer.Contains($"{done} {id}.", StringComparison.Ordinal))
        {
            play.Done.Add(new Acknowledged(id, fact, comment));
        }
    }
}
