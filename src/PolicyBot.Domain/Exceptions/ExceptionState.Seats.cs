using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.ExceptionEvent;

namespace PolicyBot.Domain.Exceptions;

/// <content>How facts about who may take a seat become state.</content>
public sealed partial record ExceptionState
{
    private ExceptionState Fold(StoodIn fact, RecordedEvent recorded)
    {
        var review = Review!;
        // who stands in for a stand-in takes the very seat, or one seat would count twice
        var seat = review.SeatFor(fact.Unreachable) ?? fact.Unreachable;
        return this with
        {
            Approvers = [.. Approvers.Union(fact.StandIns)],
            Review = review with
            {
                StandIns = [.. review.StandIns, .. fact.StandIns.Select(person => new StandIn(person, seat, recorded.Sequence))],
                Unreached =
                    [.. review.Unreached.Where(known => known.Person != fact.Unreachable),
                    new(fact.Unreachable, fact.Code, recorded.Sequence)],
            },
        };
    }

    private ExceptionState Fold(MembersChanged fact, RecordedEvent recorded)
    {
        var review = Review!;
        var seats = fact.Left.Select(person => review.SeatFor(person)).OfType<PersonId>().ToList();
        return this with
        {
            Approvers = [.. Approvers.Union(fact.Joined).Union(fact.StandIns)],
            Review = review with
            {
                Left = [.. review.Left.Except(fact.Joined).Union(fact.Left)],
                Members =
                [
                    .. review.Members.Where(member => !fact.Left.Contains(member.Person)),
                    .. fact.Joined.Select(person => new NewMember(person, recorded.Sequence)),
                ],
                StandIns =
                [
                    .. review.StandIns,
                    .. seats.SelectMany(seat => fact.StandIns.Select(person => new StandIn(person, seat, recorded.Sequence))),
                ],
            },
        };
    }

    private ExceptionState Fold(Reassigned fact, RecordedEvent recorded)
    {
        var review = Review!;
        var seat = review.SeatFor(fact.From) ?? fact.From;
        return this with
        {
            Approvers = [.. Approvers.Union([fact.To])],
            ReassignedBy = recorded.Sequence,
            Review = review with
            {
                Left = [.. review.Left.Except([fact.To]).Union([fact.From])],
                Reassigned = [.. review.Reassigned, new NewMember(fact.To, recorded.Sequence)],
                ReassignedFrom = [.. review.ReassignedFrom.Except([fact.To]).Union([fact.From])],
                StandIns = [.. review.StandIns, new StandIn(fact.To, seat, recorded.Sequence)],
            },
        };
    }
}
