using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using static PolicyBot.Domain.Exceptions.ExceptionEvent;

namespace PolicyBot.Testing;

/// <summary>
/// What an owner should have been asked in the life of an exception, worked out from its record alone and not from the rules that ask.
/// </summary>
public sealed class ExpectedAsks
{
    private const int NoAttestationBefore = 14;
    private static readonly int[] PromiseDaysBefore = [7, 1];

    private readonly PolicyCatalog catalog;
    private readonly string id;
    private readonly List<RecordedEvent> events;

    /// <param name="record">Its record, at its end.</param>
    /// <param name="catalog">The catalog that served all the time.</param>
    public ExpectedAsks(ExceptionRecord record, PolicyCatalog catalog)
    {
        (this.catalog, id) = (catalog, record.Head.State.Id.Value);
        events = [.. record.Events.Select(stored => RecordedEvent.Read(stored.Json))];
    }

    /// <summary>What was due while it was in force, in the order of its instants: at 09:00 on its day.</summary>
    public IReadOnlyList<ExpectedAsk> All()
    {
        if (events.Find(one => one.Fact is Granted) is not { Fact: Granted granted } grant)
        {
            return [];
        }

        var days = catalog.Expiry.PingDaysBefore.Select(before => (Kind: "ping", Day: granted.ExpiresOn.AddDays(-before)))
            .Concat(AttestationDays(grant.At, granted.ExpiresOn).Select(day => (Kind: "attest", Day: day)))
            .Concat(Promises()
            .SelectMany(promise => PromiseDaysBefore.Select(before => (Kind: "promise", Day: promise.DueOn.AddDays(-before)))).Distinct());
        return
        [
            .. days.Select(ask => (ask.Kind, ask.Day, At: CatalogTime.At(ask.Day, new TimeOnly(9, 0), catalog.TimeZone)))
                .Where(ask => IsInForce(ask.At) && IsAsked(ask.Kind, ask.Day, ask.At))
                .Select(ask => new ExpectedAsk(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{id}|{grant.Sequence}|{ask.Kind}-{granted.ExpiresOn.DayNumber - ask.Day.DayNumber}|{OwnerAt(ask.At)}"), ask.Kind,
                        OwnerAt(ask.At), ask.At))
                .OrderBy(ask => ask.At),
        ];
    }

    /// <summary>Whether it was in force just before an instant (UTC), and granted: an emergency asks its owner nothing.</summary>
    public bool IsInForce(DateTimeOffset at)
    {
        var facts = Before(at).ToList();
        return facts.Exists(fact => fact is Granted)
            && !facts.Exists(fact => fact is Expired or Closed or Revoked or Renewed)
            && facts.LastOrDefault(fact => fact is Suspended or Resumed) is not Suspended;
    }

    /// <summary>Whether its owner wanted to hear no more of its end before an instant (UTC).</summary>
    public bool IsLetToEnd(DateTimeOffset at) => Before(at).Any(fact => fact is LetToEnd);

    private bool IsAsked(string kind, DateOnly day, DateTimeOffset at) => kind switch
    {
        "ping" => !IsLetToEnd(at),
        "attest" => !Before(at).OfType<Attested>().Any(yes => yes.DueOn >= day),
        _ => Promises().Any(promise => PromiseDaysBefore.Contains(promise.DueOn.DayNumber - day.DayNumber) && !IsShown(promise.Number, at)),
    };

    private bool IsShown(int promise, DateTimeOffset at) => Before(at).LastOrDefault(fact => fact switch
    {
        PromiseProved proved => proved.Promise == promise,
        PromiseReturned returned => returned.Promise == promise,
        PromiseAccepted accepted => accepted.Promise == promise,
        _ => false,
    }) is PromiseProved or PromiseAccepted;

    private IEnumerable<ExceptionEvent> Before(DateTimeOffset at) => events.Where(one => one.At < at).Select(one => one.Fact);

    private PersonId OwnerAt(DateTimeOffset at) =>
        Before(at).OfType<OwnerChanged>().LastOrDefault()?.To ?? Before(at).OfType<Submitted>().Last().Content.OwnerEmail;

    private IEnumerable<DateOnly> AttestationDays(DateTimeOffset since, DateOnly last)
    {
        var policy = catalog.Policy(events.Select(one => one.Fact).OfType<Submitted>().Last().Content.PolicyId);
        for (var day = CatalogTime.Today(since, catalog.TimeZone); policy?.ReviewEveryDays is { } every
            && day.AddDays(every) < last.AddDays(-NoAttestationBefore);)
        {
            day = day.AddDays(every);
            yield return day;
        }
    }

    private IEnumerable<(int Number, DateOnly DueOn)> Promises()
    {
        var facts = events.Select(one => one.Fact).TakeWhile(fact => fact is not Granted).ToList();
        var revision = facts.OfType<Submitted>().Last().Revision;
        return facts.OfType<Approved>().Where(yes => yes.Revision == revision && yes.Conditions is not null)
            .SelectMany(yes => yes.Conditions!.Texts.Select(_ => yes.Conditions.DueOn)).Select((due, index) => (index + 1, due));
    }
}

/// <summary>One thing that an owner is to be asked.</summary>
/// <param name="Message">The id of the message that asks it.</param>
/// <param name="Kind"><c>ping</c>, <c>attest</c> or <c>promise</c>.</param>
/// <param name="Owner">Who is asked.</param>
/// <param name="At">When (UTC).</param>
public sealed record ExpectedAsk(string Message, string Kind, PersonId Owner, DateTimeOffset At);
