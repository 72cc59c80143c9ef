using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>Sends a person a message that is about no one exception, and so is never redrawn: a reminder, a digest.</summary>
public sealed class DirectMessages(Reachability reachability, MailAccounts mail, IPeople people)
{
    private static readonly TimeSpan WhileInTrouble = TimeSpan.FromMinutes(1);

    /// <summary>Sends it as <see cref="SendAsync"/> does; by mail where no chat reaches the person.</summary>
    /// <returns>As <see cref="SendAsync"/>.</returns>
    /// <param name="person">Whom it is for.</param>
    /// <param name="render">Makes what it shows. Nothing of it asks for an answer.</param>
    /// <param name="everywhere">As in <see cref="SendAsync"/>.</param>
    public async Task<(bool Sent, TimeSpan? Again)> NotifyAsync(
        PersonId person, Func<CardView> render, CancellationToken cancellationToken, bool everywhere = false)
    {
        var inChat = await SendAsync(person, render, cancellationToken, everywhere);
        if (mail.Channel is not { } channel
            || await mail.FindAsync(
                person, await reachability.ReachAsync(person, cancellationToken), cancellationToken) is not { } account)
        {
            return inChat;
        }

        using var language = Languages.Use(account.Language);
        var outcome = await channel.SendAsync(account, channel.Draw(render()), "", cancellationToken);
        await mail.NoteAsync(account, outcome, cancellationToken);
        switch (outcome)
        {
            case SendOutcome.Later later:
                return (false, later.After > WhileInTrouble ? later.After : WhileInTrouble);
            case SendOutcome.Unreachable:
                return inChat;
            case SendOutcome.Sent or SendOutcome.Unsure:
                return (true, null);
            default: // refused for good, as in a chat
                return (false, null);
        }
    }

    /// <summary>Sends it through the first channel that takes it.</summary>
    /// <returns>Whether it is out, or may be; and when not, after how long to try again; null for never.</returns>
    /// <param name="person">Whom it is for.</param>
    /// <param name="render">Makes what it shows, in the language of the account.</param>
    /// <param name="everywhere">Through all of their channels and accounts: two people may turn out to be behind them.</param>
    public async Task<(bool Sent, TimeSpan? Again)> SendAsync(
        PersonId person, Func<CardView> render, CancellationToken cancellationToken, bool everywhere = false)
    {
        var (mayBeOut, isRefused) = (false, false);
        TimeSpan? again = null;
        foreach (var account in await reachability.AccountsAsync(person, cancellationToken))
        {
            var channel = reachability.ChannelOf(account.Account.Channel)!;
            using var language = Languages.Use(account.Language);
            switch (await channel.SendAsync(account, channel.Draw(render()), "", cancellationToken))
            {
                case SendOutcome.Sent when !everywhere:
                    return (true, null);
                case SendOutcome.Sent:
                    mayBeOut = true;
                    break;
                case SendOutcome.Unsure: // never twice in one channel
                    mayBeOut = true;
                    break;
                case SendOutcome.Unreachable dead:
                    await people.MarkDeadAsync(account, dead.Code, cancellationToken);
                    again ??= TimeSpan.Zero; // where no other reaches them, the next reconciling finds that out and asks another person
                    break;
                case SendOutcome.Later { Because: PauseReason.Trouble } trouble:
                    again = trouble.After > WhileInTrouble ? trouble.After : WhileInTrouble;
                    break;
                case SendOutcome.Later busy: // it is taken there in a moment, so not elsewhere
                    return (mayBeOut, busy.After);
                default:
                    isRefused = true;
                    break;
            }
        }

        return mayBeOut || (again is null && !isRefused) ? (true, null) : (false, again);
    }
}
