using System.Runtime.CompilerServices;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
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
    public static ListView Render(PolicyCatalog catalog) =>
        Rendered[Languages.Current].GetValue(catalog.Organization, RenderAnew);

    private static ListView RenderAnew(string organization) => new()
    {
        Summary = Words.HelpHeading,
        Heading = Words.HelpHeading,
        Intro =
        [
            TextPart.Paragraph(Words.HelpText.With(organization)),
            new("request", Words.HelpRequest),
            new("my requests", Words.HelpMine),
            new("approvals", Words.HelpApprovals),
            new("due", Words.HelpDue),
            new(Words.HelpDelegateTyped, Words.HelpDelegate),
            new("status PX-…", Words.HelpStatus),
            new("why PX-…", Words.HelpWhy),
            new("history PX-…", Words.HelpHistory),
        ],
        Lines = [],
        Actions =
        [
            new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, Look = ActionLook.Positive, IgnoresInputs = true },
            new CardAction { Verb = Verbs.Mine, Title = Words.MyRequests, IgnoresInputs = true },
        ],
    };
}
