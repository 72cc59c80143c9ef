using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>The headings of the index, and what stands under them for one exception.</summary>
public static class IndexHeading
{
    /// <summary>What a person asked for or owns.</summary>
    public static string ForPerson(PersonId person) => $"person|{person}";

    /// <summary>What waits for a person's decision, or for their look at what its owner showed.</summary>
    public static string WaitingFor(PersonId person) => $"waiting|{person}";

    /// <summary>What stands in the card that lists what waits for a person, beside those that have a card of their own.</summary>
    public static string QueuedFor(PersonId person) => $"queued|{person}";

    /// <summary>What is in force under a policy.</summary>
    public static string ActiveUnder(string policyId) => $"policy|{policyId.ToUpperInvariant()}";

    /// <summary>What was decided under a policy and may be shown to the approvers of others.</summary>
    public static string DecidedUnder(string policyId) => $"decided|{policyId.ToUpperInvariant()}";

    /// <summary>What is in force for a thing that scanners know.</summary>
    public static string ActiveFor(string asset) => $"asset|{asset.Trim().ToUpperInvariant()}";

    /// <summary>What a policy owner is told of in the digest of a day.</summary>
    /// <param name="person">The policy owner.</param>
    /// <param name="day">The day, <c>2027-02-15</c>.</param>
    public static string NewsOf(PersonId person, string day) => $"news|{person}|{day}";

    /// <summary>A heading, and the same for the other identities where it is about a person.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="identitiesOf">All identities of a human.</param>
    public static IReadOnlyList<string> ForAll(string heading, Func<PersonId, IEnumerable<PersonId>> identitiesOf) =>
        heading.Split('|', 3) is ["person" or "waiting" or "queued" or "news", var named, ..] parts
        && PersonId.TryParse(named, out var person)
            ? [.. identitiesOf(person).Select(identity => string.Join('|', [parts[0], identity.Value, .. parts[2..]]))]
            : [heading];

    /// <summary>What a message shows that several people read.</summary>
    public static string ShownIn(MessageRef post) => $"post|{post.Channel}|{post.Conversation}|{post.Message}";

    /// <summary>What should stand in the index for an exception, and what might from earlier and should not.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="events">All its events: every earlier entry follows from them.</param>
    public static (IReadOnlyCollection<IndexEntry> Wanted, IReadOnlyCollection<IndexEntry> Unwanted) For(
        ExceptionState state, IEnumerable<ExceptionEvent> events)
    {
        IndexEntry Entry(string heading) => new(heading, state.SubmittedAt, state.Id);
        HashSet<IndexEntry> wanted = [Entry(ForPerson(state.Requester)), Entry(ForPerson(state.Owner))];
        wanted.UnionWith((state.Review?.Asked ?? []).Concat(state.AskedToLook).Select(person => Entry(WaitingFor(person))));
        if (state.IsActive)
        {
            wanted.UnionWith(Active(state.Content!).Select(Entry));
        }

        if (state.IsPrecedent)
        {
            wanted.Add(Entry(DecidedUnder(state.Content!.PolicyId)));
        }

        var possible = events.SelectMany(fact => fact switch
        {
            ExceptionEvent.Submitted sent => Active(sent.Content)
                .Append(ForPerson(sent.Content.OwnerEmail))
                .Append(DecidedUnder(sent.Content.PolicyId)),
            ExceptionEvent.Imported taken => Active(taken.Content).Append(ForPerson(taken.Content.OwnerEmail)),
            ExceptionEvent.Routed routed => routed.ReviewPolicy.Stages.SelectMany(stage => stage.People)
                .Select(person => WaitingFor(person.Person)),
            ExceptionEvent.OwnerChanged changed => [ForPerson(changed.From), ForPerson(changed.To)],
            ExceptionEvent.StoodIn stoodIn => stoodIn.StandIns.Select(WaitingFor),
            ExceptionEvent.MembersChanged changed => changed.Joined.Concat(changed.StandIns).Select(WaitingFor),
            ExceptionEvent.Reassigned given => [WaitingFor(given.To)],
            ExceptionEvent.Escalated escalated => escalated.Added.Select(WaitingFor),
            ExceptionEvent.Delegated delegated => [WaitingFor(delegated.Delegate)],
            _ => [],
        }).Select(Entry);
        return (wanted, possible.Where(entry => !wanted.Contains(entry)).ToHashSet());
    }

    private static IEnumerable<string> Active(RequestContent content) =>
        content.Assets.Select(ActiveFor).Prepend(ActiveUnder(content.PolicyId));
}
