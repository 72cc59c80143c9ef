using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Channels;

/// <summary>
/// Hands a message over a few times before it is left to due work: a chat that is written to fast is free again after a second or two.
/// </summary>
public static class PatientSending
{
    private const int MostTries = 4;

    /// <summary>A pause that is waited for here; a longer one would keep others from being answered.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Sends a message.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">Who it is sent to.</param>
    /// <param name="drawn">The message.</param>
    /// <param name="id">The same for every try, for channels that can find a message again; empty for none.</param>
    /// <param name="again">Whether an earlier try may have arrived.</param>
    public static Task<SendOutcome> SendPatientlyAsync(
        this IChannel channel, KnownAccount account, DrawnCard drawn, string id, bool again, CancellationToken cancellationToken) =>
            TryAsync(
            channel,
            mayBeThere => mayBeThere
                ? channel.SendAgainAsync(account, drawn, id, cancellationToken)
                : channel.SendAsync(account, drawn, id, cancellationToken),
            again,
            cancellationToken);

    /// <summary>Replaces a message.</summary>
    public static Task<SendOutcome> UpdatePatientlyAsync(
        this IChannel channel, MessageRef message, DrawnCard drawn, CancellationToken cancellationToken) =>
        TryAsync(channel, _ => channel.UpdateAsync(message, drawn, cancellationToken), again: false, cancellationToken);

    // What may have arrived is sent once more where it can't be looked for: an answer that comes twice is better than none.
    private static async Task<SendOutcome> TryAsync(
        IChannel channel, Func<bool, Task<SendOutcome>> sendAsync, bool again, CancellationToken cancellationToken)
    {
        var unsureTries = channel.CanFindSent ? MostTries - 1 : 1;
        for (var tries = 1; ; tries++)
        {
            var outcome = await sendAsync(again);
            TimeSpan? wait = outcome switch
            {
                SendOutcome.Later later when tries < MostTries => later.After,
                SendOutcome.Unsure unsure when tries <= unsureTries => unsure.After,
                _ => null,
            };
            if (wait is not { } pause || pause > LongestPause)
            {
                return outcome;
            }

            again = again || outcome is SendOutcome.Unsure;
            await Task.Delay(pause, cancellationToken);
        }
    }
}
