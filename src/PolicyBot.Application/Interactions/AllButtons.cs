using PolicyBot.Application.Interactions.Buttons;
using PolicyBot.Application.Requests.Buttons;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Screens.Buttons;

namespace PolicyBot.Application.Interactions;

/// <summary>Every button there is.</summary>
public static class AllButtons
{
    /// <summary>Those of an exception, of a draft, of the chat, of the queue, and of what is only read.</summary>
    public static IReadOnlyList<Button> All { get; } =
    [
        .. StatusButtons.InOrder,
        new Approve(),
        new Reject(),
        new RequestChanges(),
        new StartRequest(),
        new EditRequest(),
        new AnswerQuestions(),
        new CorrectFacts(),
        new SubmitRequest(),
        new StartNow(),
        new ShowDraft(),
        new DiscardDraft(),
        new AnswerInChat(),
        new GoBackInChat(),
        new ChooseDraft(),
        new AskForException(),
        new NeedNone(),
        new OpenApproval(),
        new SkipApproval(),
        new ShowStatus(),
        new ShowRequests(),
        new ShowMore(),
        new ShowHelp(),
        new EndSessions(),
    ];

    private static readonly Dictionary<string, Button> ByVerb = All
        .SelectMany(button => button.Verbs.Select(verb => KeyValuePair.Create(verb, button)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The button of a verb.</summary>
    /// <exception cref="KeyNotFoundException">The verb is none of <see cref="Views.Verbs"/>.</exception>
    public static Button Find(string verb) => ByVerb[verb];

    /// <summary>Whether what a verb shows is a dialog of its own, wherever its button stands.</summary>
    public static bool OpensDialog(string verb) => ByVerb.TryGetValue(verb, out var button) && button.OpeningVerb == verb;
}
