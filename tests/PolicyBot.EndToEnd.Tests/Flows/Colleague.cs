using System.Text.Json.Nodes;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>One person of a test: says, presses, and reads what the bot answers.</summary>
/// <param name="deadline">Ends all waiting.</param>
public sealed class Colleague(PolicyBotLab lab, TeamsPerson teams, CancellationToken deadline)
{
    /// <summary>Their Teams.</summary>
    public TeamsPerson Teams { get; } = teams;

    /// <summary>Their address.</summary>
    public string Email => Teams.Account.Email;

    /// <summary>Every card of the bot's in their chat, oldest first, as it stands.</summary>
    public IReadOnlyList<Shown> Cards =>
        [.. Teams.Chat.Messages.Where(message => message is { Author: null, Deleted: false } && message.CardFor(Teams.Account) is not null)
            .Select(message => new Shown(this, message, message.CardFor(Teams.Account)!))];

    /// <summary>Every message of the bot's that names an exception, oldest first, as it stands.</summary>
    public IReadOnlyList<Shown> About(string id) => [.. Cards.Where(shown => shown.Text.Contains(id, StringComparison.Ordinal))];

    /// <summary>Types something and waits for the answer.</summary>
    /// <param name="answered">What tells the answer from other messages that may come just then.</param>
    public async Task<Shown> SayAsync(string text, Func<Shown, bool>? answered = null)
    {
        var before = Cards.Count;
        var answer = await Teams.SayAsync(text, deadline);
        Assert.Equal(200, answer.Status);
        return await SeeAsync(() => Cards.Skip(before).LastOrDefault(answered ?? (_ => true)));
    }

    /// <summary>Waits for a message about an exception that is as wanted; the newest such one.</summary>
    public Task<Shown> SeeAsync(string id, Func<Shown, bool> wanted) => SeeAsync(() => About(id).LastOrDefault(wanted));

    /// <summary>Waits for a message about an exception that has this button.</summary>
    public Task<Shown> SeeAsync(string id, string button) => SeeAsync(id, shown => shown.Buttons.Contains(button));

    /// <summary>Waits for a message about an exception in which this can be read, and which no newer one has overtaken.</summary>
    public Task<Shown> ReadAsync(string id, string words) => SeeAsync(
        id,
        shown => shown.Text.Contains(words, StringComparison.Ordinal)
            && !shown.Text.Contains("A newer message ", StringComparison.Ordinal));

    /// <summary>Presses a button and returns what has come of it: the card as it was answered, or the message that came instead.</summary>
    public async Task<Shown> PressAsync(TeamsMessage message, string title, params (string Id, string Value)[] inputs)
    {
        var before = Cards;
        var outcome = await Teams.PressAsync(message, title, inputs.ToDictionary(input => input.Id, input => input.Value), deadline);
        return outcome switch
        {
            ClickOutcome.CardShown shown => new Shown(this, message, shown.Card),
            // The answer to an Action.Submit comes as a changed message, or as a new one; the welcome may come just then too.
            ClickOutcome.Submitted =>
                await SeeAsync(() =>
                    Cards.LastOrDefault(now => !now.Text.StartsWith("This is what I can do", StringComparison.Ordinal)
                        && before.All(then => then.Message.Id != now.Message.Id || then.Text != now.Text))),
            _ => throw new InvalidOperationException($"'{title}' led to {outcome}."),
        };
    }

    /// <summary>Sends a press as a client could, even if the card has no such button, and returns the card that came back.</summary>
    public async Task<Shown> ForceAsync(
        TeamsMessage message, string verb, string id, int revision, params (string Id, string Value)[] inputs) =>
        new(this, message, Assert.IsType<ClickOutcome.CardShown>(await ExecuteAsync(message, verb, id, revision, inputs)).Card);

    /// <summary>Sends a press as a client could, even if the card has no such button.</summary>
    public Task<ClickOutcome> ExecuteAsync(
        TeamsMessage message, string verb, string id, int revision, params (string Id, string Value)[] inputs)
    {
        var data = new JsonObject { ["verb"] = verb, ["id"] = id, ["revision"] = revision };
        foreach (var (name, value) in inputs)
        {
            data[name] = value;
        }

        return Teams.ExecuteAsync(message, verb, data, deadline);
    }

    /// <summary>Fills in the form of a policy and looks at the preview, or at the form again.</summary>
    public async Task<Shown> FillAsync(Wish wish)
    {
        var choose = await SayAsync("request", shown => shown.Buttons.Contains("Next"));
        if (choose.Asks("areaId"))
        {
            choose = await choose.PressAsync("Next", ("areaId", $"area-{wish.Policy.Split('-')[^1]}"));
        }

        var form = await choose.PressAsync("Next", ("policyId", wish.Policy));
        return await form.PressAsync("Preview", [.. wish.Inputs.Select(input => (input.Key, input.Value))]);
    }

    /// <summary>Asks for an exception, from the first word to the submission.</summary>
    public async Task<Shown> AskAsync(Wish wish)
    {
        var preview = await FillAsync(wish);
        var sent = await preview.PressAsync("Submit");
        return sent.Buttons.Contains("Submit") ? await sent.PressAsync("Submit") : sent; // the model answered late: it is shown anew
    }

    /// <summary>Waits for a card that asks for a decision, and decides.</summary>
    public async Task<Shown> DecideAsync(string id, string button, string comment, params (string Id, string Value)[] inputs)
    {
        var card = await SeeAsync(id, button);
        return await card.PressAsync(button, [("comment", comment), .. inputs]);
    }

    private Task<Shown> SeeAsync(Func<Shown?> look) => lab.Tenant.Changes.UntilAsync(look, deadline);
}
