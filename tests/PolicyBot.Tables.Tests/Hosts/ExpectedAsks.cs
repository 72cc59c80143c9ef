using System.Globalization;
using PolicyBot.Core.Catalog;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Time;
using static PolicyBot.Core.Lifecycle.ExceptionEvent;

namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>What an owner should have been asked in the life of an exception, worked out from its record alone and not from the rules that ask.</summary>
/// <param name="record">Its record, at its end.</param>
/// <param name="catalog">The catalog that served all the time.</param>
internal sealed class ExpectedAsks(ExceptionRecord record, PolicyCatalog catalog)
{
    private readonly List<RecordedEvent> events = [.. record.Events.Select(stored => RecordedEvent.Read(stored.Json))];

    /// <summary>The ids of the messages that must have gone out, and when at the earliest.</summary>
    public IReadOnlyList<(string Message, DateTimeOffset At)> All()
    {
        if (events.Find(one => one.Fact is Granted) is not { Fact: Granted granted } grant)
        {
            return [];
        }

        var days = catalog.Expiry.PingDaysBefore.Select(before => (Kind: "ping", Day: granted.ExpiresOn.AddDays(-before)))
            .Concat(AttestationDays(grant.At, granted.ExpiresOn).Select(day => (Kind: "attest", Day: day)))
            .Concat(PromiseDays().Select(day => (Kind: "promise", Day: day)));
        return
        [
            .. days.Select(ask => (ask.Kind, ask.Day, At: CatalogTime.At(ask.Day, new TimeOnly(9, 0), catalog.TimeZone)))
                .Where(ask => IsInForce(ask.At) && IsAsked(ask.Kind, ask.Day, ask.At))
                .Select(ask => (string.Create(CultureInfo.InvariantCulture, $"{record.Head.State.Id}|{grant.Sequence}|{ask.Kind}-{granted.ExpiresOn.DayNumber - ask.Day.DayNumber}|{OwnerAt(ask.At)}"), ask.At)),
        ];
    }

    /// <summary>Whether it was in force at an instant.</summary>
    public bool IsInForce(DateTimeOffset at)
    {
        var facts = Before(at).ToList();
        return facts.Exists(fact => fact is Granted)
            && !facts.Exists(fact => fact is Expired or Closed or Revoked or Renewed)
            && facts.LastOrDefault(fact => fact is Suspended or Resumed) is not Suspended;
    }

    private bool IsAsked(string kind, DateOnly day, DateTimeOffset at) => kind switch
    {
        "ping" => !Before(at).Any(fact => fact is LetToEnd),
        "attest" => !Before(at).OfType<Attested>().Any(yes => yes.DueOn >= day),
        _ => !Before(at).Any(fact => fact is PromiseProved), // here a proof always shows all that was promised
    };

    private IEnumerable<ExceptionEvent> Before(DateTimeOffset at) => events.Where(one => one.At < at).Select(one => one.Fact);

    private PersonId OwnerAt(DateTimeOffset at) => Before(at).OfType<OwnerChanged>().LastOrDefault()?.To ?? events.Select(one => one.Fact).OfType<Submitted>().First().Content.OwnerEmail;

    private IEnumerable<DateOnly> AttestationDays(DateTimeOffset since, DateOnly last)
    {
        var every = catalog.Policy("SEC-MFA")!.ReviewEveryDays!.Value;
        for (var day = CatalogTime.Today(since, catalog.TimeZone).AddDays(every); day < last.AddDays(-14); day = day.AddDays(every))
        {
            yield return day;
        }
    }

    private IEnumerable<DateOnly> PromiseDays() => events.Select(one => one.Fact).OfType<Approved>()
        .SelectMany(yes => yes.Conditions is { } asked ? new[] { asked.DueOn.AddDays(-7), asked.DueOn.AddDays(-1) } : []).Distinct();
}
