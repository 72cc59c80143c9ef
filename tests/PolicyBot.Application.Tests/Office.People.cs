using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests;

/// <content>What people do there.</content>
internal sealed partial class Office
{
    /// <summary>A person has written to the bot, and the directory knows them.</summary>
    public async Task MeetAsync(Actor person)
    {
        var account = AccountOf(person);
        _channels[person.Channel].Directory[account.Account.Id] =
            new DirectoryAnswer(DirectoryVerdict.Member, person.Person.Value, person.Person.Value, person.Name);
        await People.WriteAsync(account with { Person = person.Person, LastSeen = Time.GetUtcNow() }, default);
    }

    /// <summary>A person's channel names a locale for them.</summary>
    public async Task SpeaksAsync(Actor person, string locale)
    {
        var account = (await People.ReadAsync(AccountOf(person).Account, default))!;
        var directory = _channels[person.Channel].Directory;
        directory[account.Account.Id] = directory[account.Account.Id] with { Locale = locale };
        await People.WriteAsync(account with { Locale = locale }, default);
    }

    /// <summary>The account that identifies a person.</summary>
    public static KnownAccount AccountOf(Actor person)
    {
        var parts = ((PersonActor)person).Account.Split('|');
        return new KnownAccount
        {
            Account = new ChannelAccount(parts[0], parts[1], parts[2]),
            Name = person.Name,
            Conversation = $"chat-{parts[2]}",
            ServiceUrl = "https://service.example/",
        };
    }

    /// <summary>A person writes, and gets the answer as a message.</summary>
    public async Task<FakeMessage> SayAsync(Actor person, string text)
    {
        var account = AccountOf(person);
        var answer = await Desk.SayAsync(new Sender(account, Private: true, null), text, default);
        var channel = _channels[person.Channel];
        var sent = Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(account, channel.Draw(answer.View), "", default));
        var message = channel.Sent[^1];
        answer.Arrived(sent.Message);
        if (answer.About is { } about)
        {
            await Shown.ShowAsync(person.Person, sent.Message, about, answer.View, null, default);
        }

        await Background.DrainAsync();
        return message;
    }

    /// <summary>A person presses a button on a message, with the inputs they filled in. The work after the answer is done too.</summary>
    public async Task<CardView> PressAsync(Actor person, FakeMessage on, string verb, params (string Id, string Value)[] inputs)
    {
        var answer = await AnswerAsync(person, on, verb, inputs);
        await Background.DrainAsync();
        return answer.View;
    }

    /// <summary>The same, and what follows the answer is still to be done.</summary>
    public Task<Answer> AnswerAsync(Actor person, FakeMessage on, string verb, params (string Id, string Value)[] inputs)
    {
        var button = on.View.Buttons().FirstOrDefault(action => action.Verb == verb);
        Assert.True(button is not null, $"There is no {verb} among {string.Join(", ", on.View.Buttons().Select(action => action.Verb))}.");
        return AnswerAsync(person, on, Press(button, inputs));
    }

    /// <summary>What comes back from a client that presses a button.</summary>
    public static ButtonAction Press(CardAction button, params (string Id, string Value)[] inputs)
    {
        var values = inputs.ToDictionary(input => input.Id, input => input.Value);
        if (button.Value is { } value)
        {
            values.TryAdd(CardAction.ValueInput, value);
        }

        return new ButtonAction(button.Verb, button.Id?.Value ?? "", button.Revision, values);
    }

    /// <summary>A press arrives, even if the message has no such button.</summary>
    public async Task<Answer> AnswerAsync(Actor person, FakeMessage? on, ButtonAction press)
    {
        var answer = await Desk.PressAsync(new Sender(AccountOf(person), Private: true, on?.Message), press, default);
        if (on is not null && !answer.LeavesCardUnchanged)
        {
            _channels[person.Channel].Answered(on.Message, answer.View);
        }

        return answer;
    }
}
