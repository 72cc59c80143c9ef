using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// What follows when no channel reaches a person: the fallback is asked in place of an approver, administrators hear of everything else.
/// </summary>
public sealed class UnreachedPeople(ICatalog catalog, Reachability reachability, AdministratorNotices administrators)
{
    /// <summary>Who is asked, has been asked, and can't be written to any more.</summary>
    public async Task<IReadOnlyList<UnreachedPerson>> FindGoneAsync(ExceptionState state, CancellationToken cancellationToken)
    {
        if (state.Review is not { Open: not null } review)
        {
            return [];
        }

        var asked = review.Asked.Except(review.Unreached.Select(known => known.Person)).ToList();
        var reachable = await reachability.AmongAsync(asked, cancellationToken);
        return
        [
            .. asked.Where(person => !reachable.Contains(person))
                .Select(person => new UnreachedPerson(new OutboxKey(review.OpenedBy, NotificationKind.Review, person), "unreachable")),
        ];
    }

    /// <summary>The command that replaces an approver; null when nothing follows in the stream.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="unreached">The message that did not go out.</param>
    public async Task<ExceptionCommand?> FindCommandAsync(
        ExceptionState state, UnreachedPerson unreached, CancellationToken cancellationToken)
    {
        var (kind, person) = (unreached.Key.Kind, unreached.Key.Person);
        if (unreached.Refused.Length > 0)
        {
            if (kind != NotificationKind.Unreached)
            {
                await administrators.TellOnceAsync(
                    unreached.Refused,
                    () => (Words.ToldDeadHeading, Words.ToldDead.With(state.Id, unreached.Code)),
                    cancellationToken);
            }

            return null;
        }

        if (kind != NotificationKind.Review || !unreached.IsUnreachable)
        {
            if (unreached.Key.Target is MessageTarget.Place && state.Review?.Open is { Channel: { } place } stage)
            {
                await administrators.TellAsync(
                    $"place|{place}",
                    () => (
                        Words.ToldPlaceHeading,
                        Words.ToldPlace.With(place, stage.Number, RouteExplanation.GroupName(stage), state.Id, unreached.Code)),
                    cancellationToken);
            }
            else if (kind != NotificationKind.Unreached)
            {
                await administrators.TellAsync(
                    $"dead|{state.Id}", () => (Words.ToldDeadHeading, Words.ToldDead.With(state.Id, unreached.Code)), cancellationToken);
            }

            return null;
        }

        if (state.Review is not { Open: { } open } review
            || !review.Principals.Contains(person) // a delegate: who handed over is still asked
            || review.Unreached.Any(known => known.Person == person))
        {
            return null;
        }

        var current = catalog.Current;
        var fallback = current.Group(open.GroupId ?? "")?.Fallback ?? (open.GroupId is null ? current.Review.EscalateTo : null);
        var members = fallback is null ? [] : current.Group(fallback)?.Members ?? [];
        var reachable = await reachability.AmongAsync(members, cancellationToken);
        var others = members.Where(reachable.Contains).Where(other => !StageMembers.IsBarred(current.Directory, state, other)).ToList();
        return new ExceptionCommand.ReplaceApprover(review.Stage, person, unreached.Code, others) { By = Actor.PolicyBot };
    }
}
