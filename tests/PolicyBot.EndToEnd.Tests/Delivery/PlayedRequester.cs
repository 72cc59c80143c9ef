using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>Asks for one exception after the other, in one channel or in both by turns; tries again until told that it is sent.</summary>
internal sealed class PlayedRequester(Play play, string email, DateOnly until)
{
    // as answered to the press, and to a second one whose first answer was lost
    private static readonly string[] _sent = ["is sent.", "This was sent already.", "· In review", "· Approved", "· Rejected"];

    private readonly Colleague? _teams = play.InTeams(email);
    private readonly SlackColleague? _slack = play.InSlack(email);
    private readonly Cast _cast = new(
        int.Parse(email.Split('@')[0].Split('.')[1], System.Globalization.CultureInfo.InvariantCulture));

    public async Task AskAsync(int number)
    {
        for (var attempt = 1; ; attempt++)
        {
            var title = $"{play.Name} {email.Split('@')[0]} {number}.{attempt}";
            play.Titles.Add(title);
            var wish = number % 3 == 0
                ? Wish.For(_cast.MfaPolicy, title, until).With("field.accountType", "vendor") : Wish.For(_cast.LeavePolicy, title, until);
            var inSlack = _slack is not null && (_teams is null || (number + attempt) % 2 == 0);
            if (await (inSlack ? AskInSlackAsync(_slack!, wish) : AskInTeamsAsync(_teams!, wish)) is { } id)
            {
                play.Done.Add(new Acknowledged(id, "submitted", $"\"{title}\""));
                return;
            }
        }
    }

    private async Task<string?> AskInTeamsAsync(Colleague person, Wish wish)
    {
        var before = play.Cards(person).Count();
        await person.Teams.SayAsync("request", play.Deadline);
        if (await play.SoonAsync(() =>
            play.Cards(person).Skip(before).FirstOrDefault(shown => shown.Buttons.Contains("Next"))) is not { } choose)
        {
            return null;
        }

        play.Forms.Add(choose.Message.Id);
        var number = IdOf(choose);
        (string, string)[] inputs = [.. wish.Inputs.Select(input => (input.Key, input.Value))];
        return await PressAsync(person, choose, "request.next", number, ("policyId", wish.Policy)) is { } form
            && CardForm.Read(form.Card).InputIds.Contains("title") // the form, and not the late copy of a card whose request is sent
            && await PressAsync(person, choose, "request.preview", IdOf(form), inputs) is { } preview
            && await PressAsync(person, choose, "request.submit", IdOf(form), preview.Seal) is { } sent
            && _sent.Any(words => sent.Text.Contains(words, StringComparison.Ordinal)) && !sent.Buttons.Contains("Submit")
            ? IdOf(form) : null;
    }

    /// <summary>Presses until there is an answer; null: there is none for a while.</summary>
    private async Task<Shown?> PressAsync(
        Colleague person, Shown card, string verb, string id, params (string Id, string Value)[] inputs)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            if (await person.ExecuteAsync(card.Message, verb, id, 1, inputs) is ClickOutcome.CardShown shown)
            {
                return new Shown(person, card.Message, shown.Card);
            }

            await Task.Delay(200, play.Deadline);
        }

        return null;
    }

    private async Task<string?> AskInSlackAsync(SlackColleague person, Wish wish)
    {
        try
        {
            if (person.Client.View is { } left)
            {
                await person.Client.CloseAsync(left, play.Deadline, all: true);
            }

            await person.Client.SlashAsync("", play.Deadline);
            if (await ViewAsync(person, view => view.Inputs.Contains("policyId") && !view.Inputs.Contains("title")) is not { } choose)
            {
                return null;
            }

            var policy = new Dictionary<string, string> { ["policyId"] = wish.Policy };
            return await SubmitAsync(person, choose, policy, view => view.Inputs.Contains("title")) is { } form
                && await SubmitAsync(person, form, wish.Inputs, view => view.Submit == "Submit") is { } preview
                && await SubmitAsync(person, preview, new Dictionary<string, string>(), view =>
                    view.Words.Contains("is sent.", StringComparison.Ordinal)) is { } sent
                ? sent.Id() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // the dialog was closed, or another one came late and lies on top
        }
    }

    private async Task<SlackView?> SubmitAsync(
        SlackColleague person, SlackView dialog, IReadOnlyDictionary<string, string> inputs,
        Func<SlackView, bool> wanted)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            if (await person.Client.SubmitAsync(dialog, inputs, play.Deadline) is SlackOutcome.ViewUpdated)
            {
                return await ViewAsync(person, view => view.Id == dialog.Id && wanted(view));
            }

            await Task.Delay(200, play.Deadline); // what was typed stays
        }

        return null;
    }

    private Task<SlackView?> ViewAsync(SlackColleague person, Func<SlackView, bool> wanted) =>
        play.SoonAsync(() => person.Client.View is { } view && !SlackColleague.IsLoading(view) && wanted(view) ? view : null);

    private static string IdOf(Shown shown) =>
        CardForm.Read(shown.Card).Buttons.Select(button => button.Action["data"]?["id"]?.GetValue<string>())
            .First(id => !string.IsNullOrEmpty(id))!;
}
