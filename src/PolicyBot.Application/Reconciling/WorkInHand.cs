using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Reconciling;

/// <summary>Keeps what a host works on from the others for as long as it lives, and no longer.</summary>
public static class WorkInHand
{
    /// <summary>How far ahead of the present its wake-up is moved: so soon it is found when the host has died.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(3);

    /// <summary>Moves a wake-up ahead of the present until the work has ended. A host that hangs over it gives it up.</summary>
    /// <returns>The wake-up that stands.</returns>
    internal static async Task<WakeUp> MoveAsync(IWork work, TimeProvider time, WakeUp wakeUp, CancellationToken ended)
    {
        try
        {
            var last = time.GetUtcNow() + DueWorkProcessor.Reach;
            while (time.GetUtcNow() < last)
            {
                await Task.Delay(Ahead / 2, time, ended);
                var moved = wakeUp with { Due = time.GetUtcNow() + Ahead };
                await work.AddAsync(moved, CancellationToken.None);
                await work.RemoveAsync(wakeUp, CancellationToken.None);
                wakeUp = moved;
            }
        }
        catch (OperationCanceledException)
        {
            // it has ended
        }
        catch (StoreUnavailableException)
        {
            // it falls due, and whichever host finds it first works on it
        }

        return wakeUp;
    }
}
