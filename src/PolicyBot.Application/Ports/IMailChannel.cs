namespace PolicyBot.Application.Ports;

/// <summary>
/// Mail: it tells people what no chat can tell them. Nothing is decided by it, so the rules count no person as reached by it and is none
/// of the channels that a route is made with.
/// </summary>
public interface IMailChannel : IChannel
{
    /// <summary>The channel's name.</summary>
    const string ChannelName = "mail";
}
