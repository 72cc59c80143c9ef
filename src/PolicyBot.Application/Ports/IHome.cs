using PolicyBot.Application.Views;

namespace PolicyBot.Application.Ports;

/// <summary>A page that a channel keeps for each person, beside the conversation.</summary>
public interface IHome
{
    /// <summary>The channel's name.</summary>
    string Channel { get; }

    /// <summary>Turns a page into this channel's own JSON. Pure: the same page gives the same drawing.</summary>
    DrawnCard Draw(HomeView view);

    /// <summary>
    /// Shows somebody their page. One that can't be shown costs nothing: no error comes out of it, and whoever opens the page is shown it
    /// anew.
    /// </summary>
    /// <param name="account">Whose page.</param>
    /// <param name="drawn">What <see cref="Draw"/> made: what the page shows from now on.</param>
    Task ShowAsync(KnownAccount account, DrawnCard drawn, CancellationToken cancellationToken);
}
