namespace PolicyBot.Application.Ports;

/// <summary>Works on something that came in through a channel and was acknowledged before it was worked on.</summary>
public interface IInbox
{
    /// <summary>The channel's name.</summary>
    string Channel { get; }

    /// <summary>Works on it; called again when a host died over it, so it must do no harm twice.</summary>
    /// <param name="payload">What was kept when it was taken.</param>
    /// <returns>False when the answer could not be handed to the channel and it should be worked on again.</returns>
    Task<bool> WorkAsync(string payload, CancellationToken cancellationToken);
}
