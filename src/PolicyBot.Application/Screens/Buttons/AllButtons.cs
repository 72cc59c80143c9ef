using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>Every button there is.</summary>
public static class AllButtons
{
    /// <summary>In the order in which the status of an exception shows them.</summary>
    public static IReadOnlyList<Button> InOrder { get; } =
    [
        new AcceptOwnership(),
        new DeclineOwnership(),
        new ProvePromise(),
        new Attest(),
        new ConfirmMet(),
        new DenyMet(),
        new AcceptProof(),
        new ReturnProof(),
        new Revise(),
        new AskAgain(),
        new Renew(),
        new CloseFixed(),
        new LetItEnd(),
        new Nudge(),
        new Withdraw(),
        new HandOverOwnership(),
        new RevokeException(),
        new AddComment(),
        new ShowHistory(),
        new Approve(),
        new Reject(),
        new RequestChanges(),
        new PlainButton(Verbs.Next, Verbs.Request),
        new PlainButton(Verbs.Preview, Verbs.Edit),
        new PlainButton(Verbs.Answer, Verbs.AskAnswers),
        new PlainButton(Verbs.Correct, Verbs.AskFacts),
        new PlainButton(Verbs.Submit),
        new PlainButton(Verbs.StartNow),
        new PlainButton(Verbs.Discard),
        new PlainButton(Verbs.TalkAnswer),
        new PlainButton(Verbs.TalkBack),
        new PlainButton(Verbs.TalkWith),
        new PlainButton(Verbs.QueueNext),
        new PlainButton(Verbs.QueueSkip),
        new PlainButton(Verbs.Status, Verbs.Details),
        new PlainButton(Verbs.Mine),
        new PlainButton(Verbs.Help),
    ];

    private static readonly Dictionary<string, Button> ByVerb = InOrder
        .SelectMany(button => button.Verbs.Select(verb => KeyValuePair.Create(verb, button)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The button of a verb.</summary>
    /// <exception cref="KeyNotFoundException">The verb is none of <see cref="Verbs"/>.</exception>
    public static Button Find(string verb) => ByVerb[verb];

    /// <summary>Whether what a verb shows is a dialog of its own, wherever its button stands.</summary>
    public static bool OpensDialog(string verb) => ByVerb.TryGetValue(verb, out var button) && button.OpeningVerb == verb;

    /// <summary>The buttons that the status of an exception offers to a person who may see it.</summary>
    internal static IReadOnlyList<CardAction> Offered(ExceptionState state, Asker asker) =>
        [.. InOrder.Select(button => button.Offer(state, asker)).OfType<CardAction>()];
}

/// <summary>A button about a draft, a list or a page, which no status of an exception offers.</summary>
internal sealed class PlainButton(string verb, string? openingVerb = null) : Button
{
    public override string Verb => verb;

    public override string? OpeningVerb => openingVerb;

    internal override bool IsOffered(ExceptionState state, Asker asker) => false;
}
