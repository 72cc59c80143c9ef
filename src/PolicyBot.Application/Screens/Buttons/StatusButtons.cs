using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The buttons that the status of an exception may offer.</summary>
internal static class StatusButtons
{
    /// <summary>In the order in which the status shows them.</summary>
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
    ];

    /// <summary>Those that are offered to a person who may see the exception.</summary>
    public static IReadOnlyList<CardAction> Offered(ExceptionState state, Asker asker) =>
        [.. InOrder.Select(button => button.Offer(state, asker)).OfType<CardAction>()];
}
