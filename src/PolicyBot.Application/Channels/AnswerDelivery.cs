using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;

namespace PolicyBot.Application.Channels;

/// <summary>Sends an answer in a message of its own, and keeps that message current from then on.</summary>
public sealed class AnswerDelivery(Identification identification, ShownMessages shown)
{
    /// <summary>Sends it, as <see cref="PatientSending"/> does, and notes where it stands if it can be redrawn there.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">Who it is sent to.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="drawn">Its drawing.</param>
    /// <param name="id">The same for every try, for channels that can find a message again; empty for none.</param>
    /// <param name="again">Whether an earlier try may have arrived.</param>
    public async Task<SendOutcome> SendAsync(
        IChannel channel, KnownAccount account, Answer answer, DrawnCard drawn, string id, bool again, CancellationToken cancellationToken)
    {
        var outcome = await channel.SendPatientlyAsync(account, drawn, id, again, cancellationToken);
        if (outcome is not SendOutcome.Sent { Message: var message, RedrawRefused: var refused })
        {
            return outcome;
        }

        answer.Arrived(message);
        if (message.Message.Length > 0 // the connector may name no id: nothing can be redrawn there
            && answer.About is { } about
            && await identification.OfAsync(account, cancellationToken) is Identified.Known known)
        {
            var stands = refused is null ? drawn : DrawnCard.Unknown; // an earlier answer: it is redrawn as its exception stands
            await shown.ShowAsync(known.Actor.Person, message, about, answer.View, stands, cancellationToken);
        }

        return outcome;
    }
}
