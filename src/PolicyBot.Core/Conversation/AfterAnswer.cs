using System.Security.Cryptography;
using System.Text;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Notices;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;

namespace PolicyBot.Core.Conversation;

/// <summary>What follows an answer: settling, and knowing which message shows which exception, so that none keeps a live button it should not have.</summary>
public sealed class AfterAnswer(IRegister register, IBackground background, Settlement settlement, IWork work)
{
    /// <summary>Settles an exception once the answer is out, and takes its work row away.</summary>
    public void Settle(ExceptionId id, WorkItem? look) => background.Run(async cancellationToken =>
    {
        await settlement.SettleAsync(id, cancellationToken);
        if (look is not null)
        {
            await work.RemoveAsync(look, cancellationToken);
        }
    });

    /// <summary>A button was pressed on a message: it may show another exception now, or none.</summary>
    public void Track(Turn turn, Press press, Answer answer)
    {
        if (turn.Sender.Card is { } message)
        {
            var before = ExceptionId.TryParse(press.Id, out var id) ? id : default;
            if (answer.About != before)
            {
                background.Run(cancellationToken => MoveAsync(turn.Person, message, before, answer.About ?? default, cancellationToken));
            }
        }
    }

    /// <summary>A new message shows an exception.</summary>
    public Task ShownAsync(PersonId person, MessageRef message, ExceptionId about, CancellationToken cancellationToken) =>
        MoveAsync(person, message, default, about, cancellationToken);

    /// <summary>The key under which a message that shows an exception is kept.</summary>
    public static NoticeKey KeyOf(PersonId person, MessageRef message) => new(
        0,
        $"{NoticeKind.Shown}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Channel}|{message.Conversation}|{message.Message}")))[..16]}",
        person);

    private async Task MoveAsync(PersonId person, MessageRef message, ExceptionId before, ExceptionId about, CancellationToken cancellationToken)
    {
        var key = KeyOf(person, message);
        if (before != default)
        {
            await register.RemoveAsync(before, key, cancellationToken);
        }

        if (about != default
            && await register.ReadAsync(about, cancellationToken) is { } record
            && record.Notices.All(notice => notice.Message?.Message != message.Message || notice.Message.Conversation != message.Conversation))
        {
            await register.TryWriteAsync(about, new Notice { Key = key, Message = message }, cancellationToken);
        }
    }
}

/// <summary>Runs what follows an answer, on the host's time and not on the request's. What fails is logged; the work row that stands for it is swept.</summary>
public interface IBackground
{
    /// <summary>Runs something soon.</summary>
    void Run(Func<CancellationToken, Task> work);
}
