using System.Runtime.CompilerServices;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>What PolicyBot can do.</summary>
internal static class HelpScreen
{
    private static readonly Dictionary<string, ConditionalWeakTable<string, ListView>> Rendered =
        Languages.All.ToDictionary(language => language, _ => new ConditionalWeakTable<string, ListView>());

    /// <summary>
    /// The list of what can be typed, with the buttons to begin. It names only the
    /// organisation: the same catalog gives the same view in each language, so that it is drawn once.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="person">Who reads it: administrators can type more.</param>
    public static ListView Render(PolicyCatalog catalog, PersonId person)
    {
        var help = Rendered[Languages.Current].GetValue(catalog.Organization, RenderAnew);
        return Access.CanLookAfterInstallation(Subject.From(catalog, person))
            ? help with { Lines = [.. help.Lines, new ListLine(Words.HelpReassignTyped, Words.HelpReassign, null)] }
            : help;
    }

    private static ListView RenderAnew(string organization) => new()
    {
        Summary = Words.HelpHeading,
        Heading = Words.HelpHeading,
        Intro = [TextPart.Paragraph(Words.HelpText.With(organization))],
        Lines =
        [
            new ListLine("request", Words.HelpRequest, null),
            new ListLine("my requests", Words.HelpMine, null),
            new ListLine("approvals", Words.HelpApprovals, null),
            new ListLine("due", Words.HelpDue, null),
            new ListLine(Words.HelpDelegateTyped, Words.HelpDelegate, null),
            new ListLine("status PX-…", Words.HelpStatus, null),
            new ListLine("why PX-…", Words.HelpWhy, null),
            new ListLine("history PX-…", Words.HelpHistory, null),
        ],
        Actions =
        [
            new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, Look = ActionLook.Positive, IgnoresInputs = true },
            new CardAction { Verb = Verbs.Mine, Title = Words.MyRequests, IgnoresInputs = true },
        ],
    };
}
