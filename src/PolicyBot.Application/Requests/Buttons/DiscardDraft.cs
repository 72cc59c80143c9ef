using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Forgets a draft.</summary>
internal sealed class DiscardDraft : DraftButton
{
    public override string Verb => Views.Verbs.Discard;

    internal override DraftStep Press(DraftPress press) =>
        LivingPreviews.IsOutdated(press.Draft, press.Action) ? new DraftStep.ShowStanding() : new DraftStep.Forget();

    // The form of a policy that was never chosen, or a second press.
    internal override Answer WhenGone(ExceptionId id, string verb) => new(ListView.Sentence(Words.Discarded.With(id)));
}
