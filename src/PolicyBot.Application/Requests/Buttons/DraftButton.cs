using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>A button of a draft: what it changes in it, and what it shows.</summary>
internal abstract class DraftButton : Button
{
    /// <summary>What the person is told above the status of the request, once the draft was sent; null for nothing.</summary>
    internal virtual string? WhenSent => null;

    /// <summary>Whether the draft is checked before a verb is pressed.</summary>
    internal virtual bool IsChecked(string verb) => false;

    /// <summary>What follows from the press. Pure.</summary>
    internal abstract DraftStep Press(DraftPress press);

    /// <summary>What the person is told once the draft is neither there nor sent.</summary>
    internal virtual Answer WhenGone(ExceptionId id, string verb) => new(ListView.Sentence(Words.DraftGone.With(id)));
}
