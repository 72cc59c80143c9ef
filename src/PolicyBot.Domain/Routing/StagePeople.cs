using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Routing;

/// <summary>Finds the people of one stage: who is asked, who is left out, who steps in.</summary>
internal sealed class StagePeople(PolicyCatalog catalog, RoutingQuestion question, Func<PersonId, bool> isReachable)
{
    private readonly PersonId _requester = catalog.Directory.Resolve(question.Requester);
    private readonly PersonId _owner = catalog.Directory.Resolve(question.Owner);
    private readonly List<RoutedPerson> _people = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly List<SteppingIn> _steppedIn = [];

    /// <summary>Finds the people of a stage. Call it once.</summary>
    /// <returns>The stage, whose people may be fewer than its seats.</returns>
    public RoutedStage Find(int number, StageRule stage)
    {
        var group = stage.Group is null ? null : catalog.Group(stage.Group);
        var needsAll = group is not null && stage.Needs is null;
        var seats = stage.Needs ?? 1;
        if (group is null)
        {
            AskManager();
        }
        else if (needsAll)
        {
            seats = AskAll(group);
        }
        else
        {
            AskAny(group, seats);
        }

        return new RoutedStage(number, group?.Id, group?.Name, needsAll, seats, _people, _leftOut, stage.Channel)
        {
            SteppedIn = _steppedIn,
        };
    }

    /// <summary>The people whom a stage could come to ask.</summary>
    public static IEnumerable<PersonId> Candidates(PolicyCatalog catalog, StageRule stage, PersonId requester)
    {
        var first = stage.Group ?? catalog.Review.EscalateTo;
        var group = first is null ? null : catalog.Group(first);
        var members = group is null ? [] : Fallbacks(catalog, group).Prepend(group).SelectMany(one => one.Members);
        return stage.Group is null && catalog.Person(requester)?.Manager is { } manager ? members.Prepend(manager) : members;
    }

    // Any eligible person may take a seat, so a group that steps in only makes the circle wider.
    private void AskAny(Group group, int needs)
    {
        var complete = Ask(group, steppingInFor: null);
        foreach (var next in Fallbacks(group))
        {
            if (complete && _people.Count >= needs)
            {
                return;
            }

            _steppedIn.Add(
                new SteppingIn(next.Name, group.Name, _people.Count < needs ? SteppingInReason.TooFew : SteppingInReason.Unreachable));
            var before = _people.Count;
            Ask(next, group.Name);
            complete = _people.Count > before;
        }
    }

    // One seat per member left after requester and owner; a member who can't be reached has their own seat taken by one stand-in.
    private int AskAll(Group group)
    {
        var deciding = group;
        var left = Eligible(group);
        foreach (var next in Fallbacks(group))
        {
            if (left.Count > 0)
            {
                break;
            }

            _steppedIn.Add(new SteppingIn(next.Name, group.Name, SteppingInReason.TooFew));
            (deciding, left) = (next, Eligible(next));
        }

        _people.AddRange(left.Where(isReachable).Select(person => Member(person, deciding, deciding == group ? null : group.Name)));
        foreach (var missing in left.Where(person => !isReachable(person)))
        {
            _leftOut.Add(new LeftOut(missing, LeftOutReason.Unreachable));
            var standIn = Fallbacks(deciding)
                .SelectMany(next => Eligible(next).Where(IsFree).Select(person => (Person: person, Group: next)))
                .FirstOrDefault();
            if (standIn.Group is not null)
            {
                _people.Add(Member(standIn.Person, standIn.Group, steppingInFor: null) with { InPlaceOf = missing });
            }
        }

        return Math.Max(1, left.Count);
    }

    private void AskManager()
    {
        var manager = catalog.Person(_requester)?.Manager;
        var escalateTo = catalog.Review.EscalateTo is { } id ? catalog.Group(id) : null;
        if (manager is null)
        {
            _steppedIn.Add(new SteppingIn(escalateTo?.Name, For: null, SteppingInReason.NoManager));
        }
        else if (Eligible([manager.Value]) is [var free] && isReachable(free))
        {
            _people.Add(new RoutedPerson(free, Because: null, InPlaceOf: null));
            return;
        }
        else if (!_leftOut.Exists(left => left.Person == manager))
        {
            _leftOut.Add(new LeftOut(manager.Value, LeftOutReason.Unreachable));
        }

        if (escalateTo is not null)
        {
            if (manager is not null)
            {
                _steppedIn.Add(new SteppingIn(escalateTo.Name, For: null, SteppingInReason.TooFew));
            }

            AskAny(escalateTo, needs: 1);
        }
    }

    // Asks the members of a group who may decide and can be reached; false: a member can't be reached.
    private bool Ask(Group group, string? steppingInFor)
    {
        var left = Eligible(group);
        _people.AddRange(left.Where(IsFree).Select(person => Member(person, group, steppingInFor)));
        var missing = left.Where(person => !isReachable(person)).ToArray();
        _leftOut.AddRange(missing
            .Where(person => !_leftOut.Exists(known => known.Person == person))
            .Select(person => new LeftOut(person, LeftOutReason.Unreachable)));
        return missing.Length == 0;
    }

    private static RoutedPerson Member(PersonId person, Group group, string? steppingInFor) =>
        new(person, Because: null, InPlaceOf: null) { Group = group.Name, SteppingInFor = steppingInFor };

    private bool IsFree(PersonId person) => isReachable(person) && !_people.Exists(asked => asked.Person == person);

    private List<PersonId> Eligible(Group group) => Eligible(group.Members);

    // The requester and the owner never decide, however they would come to be asked.
    private List<PersonId> Eligible(IReadOnlyList<PersonId> people)
    {
        foreach (var person in people)
        {
            if ((person == _requester || person == _owner) && !_leftOut.Exists(known => known.Person == person))
            {
                _leftOut.Add(new LeftOut(person, person == _requester ? LeftOutReason.Requester : LeftOutReason.Owner));
            }
        }

        return [.. people.Where(person => person != _requester && person != _owner)];
    }

    private IEnumerable<Group> Fallbacks(Group group) => Fallbacks(catalog, group);

    private static IEnumerable<Group> Fallbacks(PolicyCatalog catalog, Group group)
    {
        var seen = new HashSet<Group> { group };
        for (var next = Next(group); next is not null && seen.Add(next); next = Next(next))
        {
            yield return next;
        }

        Group? Next(Group of) => of.Fallback is null ? null : catalog.Group(of.Fallback);
    }
}
