using System.Globalization;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.Conversation.Screens;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Time;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Notices;

/// <summary>Who should have which message about an exception, and what it should show now. Level-triggered: it looks at the head and the hour, not at what happened.</summary>
public static class NoticePlan
{
    private static readonly TimeOnly PingTime = new(9, 0);

    /// <summary>The messages there should be. One that is out already is kept current; one that is not goes out, if it is still true.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="now">The instant (UTC).</param>
    public static IReadOnlyList<NoticeKey> For(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        var keys = new List<NoticeKey> { new(1, NoticeKind.Received, state.Requester) };
        if (state.Review is { Open: not null } review)
        {
            keys.AddRange(review.Asked.SelectMany(person => review.AskedBy(person).Select(since => new NoticeKey(since, NoticeKind.Review, person))));
            keys.AddRange(review.Unreached.SelectMany(unreached => catalog.Roles.Administrators.Select(person => new NoticeKey(unreached.Since, NoticeKind.Unreached, person))));
        }

        if (IsOwnerAsked(state))
        {
            keys.Add(new(state.RevisedBy, NoticeKind.OwnerAsk, state.Owner));
        }

        if (state.Status == Status.ChangesRequested)
        {
            keys.Add(new(state.ReturnedBy, NoticeKind.Returned, state.Requester));
        }

        if (state.Grant is { } grant)
        {
            keys.Add(new(grant.GrantedBy, NoticeKind.Decided, state.Requester));
            keys.Add(new(grant.GrantedBy, NoticeKind.Decided, state.Owner));
            keys.AddRange(PolicyOwner(state, catalog).Select(person => new NoticeKey(grant.GrantedBy, NoticeKind.PolicyOwner, person)));
            if (DuePing(state, catalog, now) is { } days)
            {
                keys.Add(new(grant.GrantedBy, Numbered(NoticeKind.Ping, days), state.Owner));
            }
        }

        keys.AddRange(WhenEnded(state, catalog));
        return keys.Distinct().ToList();
    }

    /// <summary>The next instant (UTC) at which a message becomes due by time alone; null for none.</summary>
    public static DateTimeOffset? NextPing(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) =>
        Pings(state, catalog).Select(ping => ping.At).Where(at => at > now).Cast<DateTimeOffset?>().DefaultIfEmpty(null).Min();

    /// <summary>What a message should show now.</summary>
    /// <param name="key">The message.</param>
    /// <param name="all">Every message that is out or should be, this one included: the newest of a person is the living one.</param>
    /// <param name="state">The exception.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="now">The instant (UTC).</param>
    public static CardView View(NoticeKey key, IReadOnlyCollection<NoticeKey> all, ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        if (!MaySee(state, catalog, key.Person))
        {
            return ShowDesk.Plain(Words.NotYoursAnyMore.With(state.Id)); // was named owner by mistake, or has lost the role
        }

        var asked = state.Review is { } review && review.Asked.Contains(key.Person);
        if (NoticeKind.Is(key.Kind, NoticeKind.Review) || NoticeKind.Is(key.Kind, NoticeKind.Shown))
        {
            var newest = NoticeKind.Is(key.Kind, NoticeKind.Shown) || Newest(key, all, other => NoticeKind.Is(other.Kind, NoticeKind.Review));
            return asked && newest ? ApprovalScreen.Of(state, catalog) : Answered(StatusScreen.Of(state, catalog, key.Person, now, newest), state, key.Person);
        }

        if (key.Kind == NoticeKind.OwnerAsk && key.Sequence == state.RevisedBy && IsOwnerAsked(state))
        {
            return OwnerScreens.Asked(state, catalog);
        }

        var living = Newest(key, all, other => !NoticeKind.Is(other.Kind, NoticeKind.Review) && !NoticeKind.Is(other.Kind, NoticeKind.Shown));
        return living && NoticeKind.Is(key.Kind, NoticeKind.Ping) && state.IsInForce(now) && state.Grant is { LetToEnd: false }
            ? OwnerScreens.Ping(state, catalog, CatalogTime.Today(now, catalog.TimeZone))
            : StatusScreen.Of(state, catalog, key.Person, now, living);
    }

    /// <summary>Whether somebody may see an exception at all.</summary>
    public static bool MaySee(ExceptionState state, PolicyCatalog catalog, PersonId person) =>
        RequestRules.MaySee(state, person) || catalog.IsAuditor(person) || catalog.IsAdministrator(person)
        || (!state.Content!.Confidential && catalog.Policy(state.Content.PolicyId) is { } policy && (policy.Owner == person || catalog.Area(policy.AreaId).Owner == person));

    // Who has decided goes on with the next; whether there is one is found out when they press.
    private static StatusView Answered(StatusView view, ExceptionState state, PersonId person) => state.Decided(person) && view.Actions.Count > 0
        ? view with { Actions = [WaitingApprovals.Next(state), .. view.Actions] }
        : view;

    /// <summary>Whether a named owner has yet to say whether they accept.</summary>
    internal static bool IsOwnerAsked(ExceptionState state) => state is { OwnerConfirmed: false, Status: Status.Submitted or Status.InReview };

    private static bool Newest(NoticeKey key, IReadOnlyCollection<NoticeKey> all, Func<NoticeKey, bool> among) => all.Where(other => other.Person == key.Person && among(other))
        .All(other => (other.Sequence, Rank(other.Kind)).CompareTo((key.Sequence, Rank(key.Kind))) <= 0);

    // Of several about the same event, the later ping (fewer days left) is the newer one.
    private static int Rank(string kind) => NoticeKind.Is(kind, NoticeKind.Ping) ? 10_000 - int.Parse(kind.AsSpan(NoticeKind.Ping.Length + 1), CultureInfo.InvariantCulture) : 0;

    private static string Numbered(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");

    private static IEnumerable<NoticeKey> WhenEnded(ExceptionState state, PolicyCatalog catalog)
    {
        NoticeKey To(PersonId person) => new(state.EndedBy, NoticeKind.Ended, person);
        return state.Status switch
        {
            Status.Rejected or Status.Lapsed => [new(state.EndedBy, NoticeKind.Decided, state.Requester)],
            Status.Expired => [To(state.Owner), .. PolicyOwner(state, catalog).Select(To)],
            Status.Revoked => [To(state.Requester), To(state.Owner), .. PolicyOwner(state, catalog).Select(To)],
            _ => [],
        };
    }

    private static IEnumerable<PersonId> PolicyOwner(ExceptionState state, PolicyCatalog catalog) =>
        catalog.Policy(state.Content!.PolicyId) is { } policy && !state.IsParty(policy.Owner) && MaySee(state, catalog, policy.Owner) ? [policy.Owner] : [];

    private static int? DuePing(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now) => state.IsInForce(now) && state.Grant is { LetToEnd: false }
        ? Pings(state, catalog).Where(ping => ping.At <= now).OrderBy(ping => ping.Days).Select(ping => (int?)ping.Days).FirstOrDefault()
        : null;

    // Pings that were past already when it was granted are dropped.
    private static IEnumerable<(int Days, DateTimeOffset At)> Pings(ExceptionState state, PolicyCatalog catalog) => state is { Grant: { LetToEnd: false } grant, HasEnded: false }
        ? catalog.Expiry.PingDaysBefore.Select(days => (days, CatalogTime.At(grant.ExpiresOn.AddDays(-days), PingTime, catalog.TimeZone))).Where(ping => ping.Item2 > grant.Since)
        : [];
}
