using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Channels;

/// <summary>Hands an answer over a few times before it is left to the sweep: a chat that is written to fast is free again after a second or two.</summary>
public static class PatientSending
{
    /// <summary>How often it is handed over at the most.</summary>
    public const int MostTries = 4;

    /// <summary>A pause that is waited for here; a longer one would keep others from being answered.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Tries again what the channel can't take now, and what may not have arrived.</summary>
    /// <param name="sendAsync">Sends it; told whether an earlier try may have arrived.</param>
    /// <param name="again">Whether one may have arrived before the first try here.</param>
    /// <param name="unsureTries">Up to which try one that may have arrived is followed by another: a channel that can't look for it may show it twice.</param>
    public static async Task<SendOutcome> SendAsync(
        Func<bool, Task<SendOutcome>> sendAsync, bool again, int unsureTries, CancellationToken cancellationToken)
    {
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
