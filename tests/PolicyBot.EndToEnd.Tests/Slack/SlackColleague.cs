using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>One person of a test in Slack: types, presses, submits, and reads what comes.</summary>
/// <param name="deadline">Ends all waiting.</param>
public sealed class SlackColleague(PolicyBotLab lab, SlackPerson slack, CancellationToken deadline)
{
    private const string Loading = "One moment, please";

    /// <summary>Their client.</summary>
    public SlackPerson Client { get; } = slack;

    /// <summary>Their address.</summary>
    public string Email => Client.Account.Email;

    /// <summary>Every message of the bot's in their chat, oldest first, as it stands.</summary>
    public IReadOnlyList<SlackMessage> Messages => [.. Client.Messages.Where(message => message is { AuthorId: null, Deleted: false })];

    /// <summary>Every message of the bot's that names an exception, oldest first, as it stands.</summary>
    public IReadOnlyList<SlackMessage> About(string id) =>
        [.. Messages.Where(message => message.Words.Contains(id, StringComparison.Ordinal))];

    /// <summary>Types something to the bot and waits for the answer.</summary>
    public Task<SlackMessage> SayAsync(string text) => AnswerAsync(() => Client.SayAsync(text, deadline));

    /// <summary>Types the slash command with words and waits for the answer, which only this person sees.</summary>
    public Task<SlackMessage> SlashAsync(string text) => AnswerAsync(() => Client.SlashAsync(text, deadline));

    /// <summary>Waits for a message about an exception that has this button.</summary>
    public Task<SlackMessage> SeeAsync(string id, string button) => SeeAsync(id, message => message.Buttons.Contains(button));

    /// <summary>Waits for a message about an exception that is as wanted; the newest such one.</summary>
    public Task<SlackMessage> SeeAsync(string id, Func<SlackMessage, bool> wanted) => SeeAsync(() => About(id).LastOrDefault(wanted));

    /// <summary>Waits for a message about an exception in which this can be read, and which no newer one has overtaken.</summary>
    public Task<SlackMessage> ReadAsync(string id, string words) => SeeAsync(
        id,
        message =>
            message.Words.Contains(words, StringComparison.Ordinal)
            && !message.Words.Contains("A newer message ", StringComparison.Ordinal));

    /// <summary>
    /// Presses a button and waits for the dialog that opens, or that the open one becomes. Who is told that it came too late, as on a
    /// machine under load, presses once more.
    /// </summary>
    /// <param name="wanted">What tells it from what is shown while it is worked out.</param>
    public async Task<SlackView> OpenAsync(SlackSurface surface, string title, Func<SlackView, bool>? wanted = null)
    {
        var before = Client.View?.Hash;
        while (true)
        {
            var late = ToldTooLate();
            Assert.IsType<SlackOutcome.Taken>(await Client.PressAsync(surface, title, deadline));
            await lab.Workspace!.Changes.UntilAsync(() => Opened() ?? (object?)(ToldTooLate() > late ? title : null), deadline);
            if (Opened() is { } view)
            {
                return view;
            }
        }

        SlackView? Opened() =>
            Client.View is { } view && !IsLoading(view) && view.Hash != before && (wanted is null || wanted(view)) ? view : null;

        int ToldTooLate() => Messages.Count(message => message.Words.Contains("Please press once more.", StringComparison.Ordinal));
    }

    /// <summary>Presses a button of a message and waits for what the message becomes.</summary>
    public async Task<SlackMessage> PressAsync(SlackMessage message, string title)
    {
        var before = Client.Messages.First(now => now.Ts == message.Ts).Words;
        Assert.IsType<SlackOutcome.Taken>(await Client.PressAsync(message, title, deadline));
        return await SeeAsync(() => Client.Messages.FirstOrDefault(now => now.Ts == message.Ts && now.Words != before));
    }

    /// <summary>Waits until the dialog on top is as wanted.</summary>
    public Task<SlackView> SeeDialogAsync(Func<SlackView, bool> wanted) =>
        Client.ReceiveViewAsync(view => !IsLoading(view) && wanted(view), deadline);

    /// <summary>Opens the form of a new request by the slash command.</summary>
    public async Task<SlackView> BeginAsync()
    {
        Assert.IsType<SlackOutcome.Taken>(await Client.SlashAsync("", deadline));
        return await SeeDialogAsync(view => view.Inputs.Contains("policyId") && !view.Inputs.Contains("title"));
    }

    /// <summary>Chooses the policy of a request, and waits for the form that follows from it.</summary>
    public async Task<SlackView> ChooseAsync(SlackView form, string policy)
    {
        if (!form.Inputs.Contains("title"))
        {
            return await SubmitAsync(form, ("policyId", policy)); // a first choice changes nothing until Next
        }

        var before = Client.View!.Hash;
        Assert.IsType<SlackOutcome.Taken>(await Client.ChooseAsync(form, "policyId", policy, deadline));
        return await SeeDialogAsync(view => view.Hash != before && view.Inputs.Contains("title"));
    }

    /// <summary>Fills in a dialog, submits it, and waits for what it becomes.</summary>
    public async Task<SlackView> SubmitAsync(SlackView dialog, params (string Id, string Value)[] inputs)
    {
        var outcome = await Client.SubmitAsync(dialog, inputs.ToDictionary(input => input.Id, input => input.Value), deadline);
        var updated = outcome as SlackOutcome.ViewUpdated;
        Assert.True(updated is not null, outcome.ToString());
        return IsLoading(updated.View) ? await SeeDialogAsync(view => view.Id == dialog.Id) : updated.View;
    }

    /// <summary>Fills in the form of a policy and looks at the preview, or at the form again.</summary>
    public async Task<SlackView> FillAsync(Wish wish) =>
        await SubmitAsync(await ChooseAsync(await BeginAsync(), wish.Policy), [.. wish.Inputs.Select(input => (input.Key, input.Value))]);

    /// <summary>Asks for an exception, from the command to the submission.</summary>
    /// <param name="wish">What is asked for.</param>
    /// <param name="told">What the requester is told then.</param>
    /// <returns>Its number.</returns>
    public async Task<string> AskAsync(Wish wish, string told = "is sent.")
    {
        var sent = await SubmitAsync(await FillAsync(wish));
        sent = sent.Submit == "Submit" ? await SubmitAsync(sent) : sent; // the model answered late: it is shown anew
        await Client.CloseAsync(sent, deadline, all: true);
        return sent.Says(told).Id();
    }

    /// <summary>Waits for a message that asks for a decision, decides in the dialog it opens, and closes that.</summary>
    public async Task<SlackView> DecideAsync(string id, string button, string comment, params (string Id, string Value)[] inputs)
    {
        var form = await OpenAsync(await SeeAsync(id, button), button, view => view.Inputs.Contains("comment"));
        var decided = await SubmitAsync(form, [("comment", comment), .. inputs]);
        await Client.CloseAsync(decided, deadline, all: true);
        return decided;
    }

    /// <summary>Whether the answer is still being worked out.</summary>
    public static bool IsLoading(SlackView view) => view.Words.Contains(Loading, StringComparison.Ordinal);

    private async Task<SlackMessage> AnswerAsync(Func<Task<SlackOutcome>> act)
    {
        var before = Messages.Count;
        Assert.IsType<SlackOutcome.Taken>(await act());
        return await SeeAsync(() => Messages.Skip(before).LastOrDefault());
    }

    private Task<SlackMessage> SeeAsync(Func<SlackMessage?> look) => lab.Workspace!.Changes.UntilAsync(look, deadline);
}

/// <summary>Reads what is shown in Slack.</summary>
public static class SlackReading
{
    /// <summary>Fails with all the words unless all of these can be read there.</summary>
    public static T Says<T>(this T surface, params string[] words)
        where T : SlackSurface
    {
        Assert.All(words, one =>
            Assert.True(surface.Words.Contains(one, StringComparison.Ordinal),
            $"'{one}' does not stand in:\n{surface.Words}\n{string.Join(" | ", surface.Buttons)}"));
        return surface;
    }

    /// <summary>The exception that is named there first.</summary>
    public static string Id(this SlackSurface surface) => Shown.IdIn(surface.Words);
}
