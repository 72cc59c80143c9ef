using System.Collections.Concurrent;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>The pages of a fake chat: keeps every page that was shown.</summary>
/// <param name="channel">The channel's name.</param>
public sealed class FakeHome(string channel) : IHome
{
    private readonly List<(ChannelAccount Account, HomeView View)> shown = [];
    private readonly ConcurrentDictionary<string, HomeView> views = new();

    public string Channel => channel;

    /// <summary>Every page that was shown, oldest first.</summary>
    public IReadOnlyList<(ChannelAccount Account, HomeView View)> Shown => shown;

    public DrawnCard Draw(HomeView view)
    {
        var drawn = DrawnCard.From([], JsonSerializer.Serialize(view));
        views[drawn.Hash] = view;
        return drawn;
    }

    public Task ShowAsync(KnownAccount account, DrawnCard drawn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        shown.Add((account.Account, views[drawn.Hash]));
        return Task.CompletedTask;
    }
}
