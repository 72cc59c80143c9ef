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
    /// <param name="person">Who reads it: those who see what others asked for can type more.</param>
    /// <param name="offersRegister">Whether there is a page for them.</param>
    public static ListView Render(PolicyCatalog catalog, PersonId person, bool offersRegister)
    {
        var help = Rendered[Languages.Current].GetValue(catalog.Organization, RenderAnew);
        var subject = Subject.From(catalog, person);
        return !Access.CanOpenRegister(Subject.ForRegister(catalog, person)) ? help : help with // an administrator sees everything
        {
            Intro =
            [
                .. help.Intro,
                new(Words.HelpListTyped, Words.HelpList),
                new(Words.HelpFindTyped, Words.HelpFind),
                new(Words.HelpReportTyped, Words.HelpReport),
                .. offersRegister ? [new("register", Words.HelpRegister)] : Array.Empty<TextPart>(),
                .. Access.CanLookAfterInstallation(subject)
                    ? [new(Words.HelpReassignTyped, Words.HelpReassign)]
                    : Array.Empty<TextPart>(),
            ],
        };
    }

    private static ListView RenderAnew(string organization) => new()
    {
        Summary = Words.HelpHeading,
        Heading = Words.HelpHeading,
        Intro =
        [
            TextPart.Paragraph(Words.HelpText.With(organization)),
            new(Words.HelpRequestTyped, Words.HelpRequest),
            new(Words.HelpMineTyped, Words.HelpMine),
            new(Words.HelpApprovalsTyped, Words.HelpApprovals),
            new(Words.HelpDueTyped, Words.HelpDue),
            new(Words.HelpDelegateTyped, Words.HelpDelegate),
            new(Words.HelpStatusTyped, Words.HelpStatus),
            new(Words.HelpWhyTyped, Words.HelpWhy),
            new(Words.HelpHistoryTyped, Words.HelpHistory),
        ],
        Lines = [],
        Actions =
        [
            new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, Look = ActionLook.Positive, IgnoresInputs = true },
            new CardAction { Verb = Verbs.Mine, Title = Words.MyRequests, IgnoresInputs = true },
        ],
    };
}
