using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>The pages of a fake chat: keeps every page that was shown.</summary>
/// <param name="channel">The channel's name.</param>
public sealed class FakeHome(string channel) : IHome
{
    private readonly List<(ChannelAccount Account, HomeView View)> shown = [];

    public string Channel => channel;

    /// <summary>Every page that was shown, oldest first.</summary>
    public IReadOnlyList<(ChannelAccount Account, HomeView View)> Shown => shown;

    public Task ShowAsync(KnownAccount account, HomeView view, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        shown.Add((account.Account, view));
        return Task.CompletedTask;
    }
}
