using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.Interactions;

/// <summary>Answers the buttons that change no exception: what is only read, here or on the register's own page.</summary>
public sealed class PageButtons(ExceptionPages pages, LongLists lists, RegisterSignIn signIn)
{
    /// <summary>Answers a button.</summary>
    /// <returns>Null: it is none of these.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer?> PressAsync(Interaction turn, Button button, ButtonAction press, CancellationToken cancellationToken) =>
        button switch
        {
            ShowHelp => new Answer(pages.Help(turn.Person)),
            ShowRequests => await pages.MineAsync(turn.Person, 0, cancellationToken),
            ShowMore => await lists.MoreAsync(turn, press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "", cancellationToken),
            ShowHistory => await pages.HistoryAsync(turn.Person, press.Id, cancellationToken),
            ShowStatus when press.Id.Length > 0 => await pages.StatusAsync(turn.Person, press.Id, cancellationToken),
            EndSessions => await signIn.EndAllAsync(turn, cancellationToken),
            _ => null,
        };
}
