using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens;

/// <summary>One exception as a person is shown it in an answer.</summary>
internal static class ExceptionScreen
{
    /// <summary>The decision card for an approver who is asked, the status for every other person who may see it.</summary>
    public static CardView Render(ExceptionState state, Asker asker) => Access.CanDecide(state, asker.WithRoles(state))
        ? ApprovalScreen.Render(state, asker.Catalog)
        : StatusScreen.Render(state, asker.Catalog, asker.Person, asker.Now);

    /// <summary>A refusal above the status; alone for a person who may not see the exception.</summary>
    /// <param name="state">The exception; of version 0 where there is none.</param>
    /// <param name="asker">Who was refused.</param>
    /// <param name="why">Why, in words.</param>
    public static CardView Refused(ExceptionState state, Asker asker, string why) => state.Version == 0 ? ListView.Sentence(why)
        : MaySee(state, asker) ? StatusScreen.Render(state, asker.Catalog, asker.Person, asker.Now) with { Fault = why }
        : ListView.Sentence(Words.RefusedNotFound);

    /// <summary>Whether there is an exception, and the person may see it.</summary>
    public static bool MaySee(ExceptionState? state, Asker asker) =>
        state is { Version: > 0 } && Access.CanSee(state, asker.WithRoles(state));
}
