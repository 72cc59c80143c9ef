using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>What each message about an exception shows, from the head and the time.</summary>
public static class NotificationViews
{
    // Several people read a post in a shared channel: it shows what is not confidential.
    private static readonly Subject Readers = Subject.From(new MachineActor("channel", "channel", []), Roles.None);

    /// <summary>Says of an exception who reads a message, with their roles over it.</summary>
    /// <param name="key">The message.</param>
    /// <param name="catalog">The catalog that serves.</param>
    public static Func<ExceptionState, Subject> ReaderOf(OutboxKey key, PolicyCatalog catalog) =>
        key.Target is MessageTarget.Person { Id: var person } ? state => Subject.From(catalog, state, person) : _ => Readers;

    /// <summary>What a mail says of a confidential exception: that there is something, and where it is read.</summary>
    public static CardView ByMail(ExceptionState state) => ListView.Sentence(Words.MailHidden.With(state.Id));

    /// <summary>What a message should show now.</summary>
    /// <param name="key">The message.</param>
    /// <param name="all">Every message that is out or should be, this one included: the newest of a person is the living one.</param>
    /// <param name="state">The exception, as <see cref="ReaderOf"/> is shown it.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="elsewhere">The channel of the living one, where it is another; empty where it is the same, or not known.</param>
    public static CardView Render(
        OutboxKey key, IReadOnlyCollection<OutboxKey> all, ExceptionState state, PolicyCatalog catalog, DateTimeOffset now,
        string elsewhere = "")
    {
        if (key.Target is MessageTarget.Place)
        {
            return ChannelPostScreen.Render(state, catalog, key.Sequence);
        }

        var subject = Subject.From(catalog, state, key.Person);
        if (!Access.CanSee(state, subject))
        {
            return ListView.Sentence(Words.NotYoursAnyMore.With(state.Id)); // was named owner by mistake, or has lost the role
        }

        var living = !NotificationPlan.IsSuperseded(key, all, state, catalog);
        if (living && Access.CanDecide(state, subject))
        {
            var card = ApprovalScreen.Render(state, catalog);
            return key.Kind == NotificationKind.Review && key.Sequence == state.Review!.NudgedBy
                ? card with { Done = Words.NudgedBy.With(state.RequesterName) } : card;
        }

        if (key.Kind == NotificationKind.Review || key.Kind is NotificationKind.Shown)
        {
            return living ? StatusScreen.Render(state, catalog, key.Person, now) : StatusScreen.Superseded(state, elsewhere);
        }

        if (key.Kind == NotificationKind.OwnerAsk && key.Sequence == state.RevisedBy && state.IsOwnerAsked)
        {
            return OwnerScreens.Asked(state, catalog);
        }

        if (key.Kind == NotificationKind.OwnerAsk
            && state.HandOver is { } proposed
            && proposed.To == key.Person
            && proposed.Since == key.Sequence)
        {
            return OwnerScreens.AskedToTakeOver(state, catalog);
        }

        var told = key.Kind == NotificationKind.HandOverDeclined; // what is due beside it does not say it
        return !living ? StatusScreen.Superseded(state, elsewhere)
            : key.Person == state.Owner && !told ? OwnerScreens.Agenda(state, catalog, now) ?? Status()
            : Status();

        StatusView Status()
        {
            var view = StatusScreen.Render(state, catalog, key.Person, now);
            return News(key, state, catalog) is { } news
                ? view with
                {
                    Summary = Words.NewsSummary.With(state.Id, news, state.Content!.Title),
                    Tone = Tone.Attention,
                    Parts = [TextPart.Paragraph(news), .. view.Parts.Where(part => part.Text != news)]
                }
                : view;
        }
    }

    // Why a person has this message, as long as it is so.
    private static string? News(OutboxKey key, ExceptionState state, PolicyCatalog catalog) => key switch
    {
        _ when key.Kind == NotificationKind.Proof
            && state.Promises.Any(promise => promise.IsWaiting && promise.Proof!.Sequence == key.Sequence) =>
            Words.NewsProof,
        _ when key.Kind == NotificationKind.PromiseMissed
            && state.Promises.Any(promise => !promise.IsShown && promise.MissedBy == key.Sequence) =>
            Words.NewsPromiseMissed,
        _ when key.Kind == NotificationKind.Suspended && state.Status == Status.Suspended => Phrases.Suspended(state),
        _ when key.Kind == NotificationKind.AttestTold
            && state.IsRunning
            && state.Attestations is { } record
            && !(record.AttestedFor >= record.MissedFor) =>
            Words.NewsAttestMissed.With(catalog.NameOf(state.Owner)),
        _ when key.Kind == NotificationKind.HandOverDeclined
            && state is { IsRunning: true, DeclinedHandOver: { } declined }
            && declined.Since == key.Sequence =>
            Words.NewsHandOverDeclined.With(catalog.NameOf(declined.To), catalog.NameOf(state.Owner)),
        _ when key.Kind == NotificationKind.OwnerLeft && state is { IsRunning: true, OwnerLeftBy: > 0, HandOver: null } =>
            Words.NewsOwnerLeft.With(catalog.NameOf(state.Owner)),
        _ when key.Kind == NotificationKind.Emergency && state is { IsOpen: true, Emergency: not null } =>
            Words.NewsEmergency.With(state.RequesterName),
        _ when key.Kind == NotificationKind.Reassigned && state.IsOpen => Words.NewsReassigned,
        _ when key.Kind == NotificationKind.Unconfirmed && state.EndAnswer is { Met: false } => Words.NewsUnconfirmed,
        _ => null,
    };
}
