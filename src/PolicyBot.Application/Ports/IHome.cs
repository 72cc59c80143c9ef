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
    /// Shows a person their page. Throws nothing when the page can't be shown: it is drawn anew when the person opens it.
    /// </summary>
    /// <param name="account">Whose page.</param>
    /// <param name="drawn">What <see cref="Draw"/> made: what the page shows from now on.</param>
    Task ShowAsync(KnownAccount account, DrawnCard drawn, CancellationToken cancellationToken);
}
