using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Clock;

/// <summary>
/// What time has in store for one exception, told from its stored head and the catalog: the work table holds when to look again, not what
/// for. Written after the specification and not after the product, so that a page which says the wrong thing shows that one of the two is
/// mistaken.
/// </summary>
public static class PlannedEvents
{
    private const int DaysForReview = 3;
    private const int NoAttestationBefore = 14;
    private const int AttestWithin = 3;
    private const int TellAfter = 7;
    private const int ConfirmWithin = 3;
    private static readonly int[] _promiseDaysBefore = [7, 1];

    /// <summary>Everything that is planned for it as it stands, past and to come, in no order.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="head">Its head, as stored.</param>
    /// <param name="catalog">What serves.</param>
    /// <param name="now">The instant (UTC): what comes again and again is planned from here.</param>
    public static IEnumerable<PlannedEvent> Of(string id, JsonObject head, CatalogSchedule catalog, DateTimeOffset now) =>
        head.Text("status") switch
        {
            "submitted" or "inReview" or "changesRequested" => WhileOpen(id, head, catalog, now),
            "approved" or "suspended" => WhileRunning(id, head, catalog),
            "expired" when head["endAnswer"] is null && Instant(head, "endedAt") is { } ended =>
                AfterTheEnd(id, head, ended, catalog),
            _ => [],
        };

    private static IEnumerable<PlannedEvent> AfterTheEnd(string id, JsonObject head, DateTimeOffset ended, CatalogSchedule catalog)
    {
        var policy = PolicyOf(head, catalog);
        var asked = policy.Hours.Within(ended, catalog.Zone);
        if (asked > ended)
        {
            yield return new(asked, OwnerOf(head), $"is the policy met again after {id}?");
        }

        yield return new(
            policy.Hours.Within(asked.AddDays(ConfirmWithin), catalog.Zone),
            policy.Owner,
            $"told that nobody confirmed that the policy is met again after {id}");
    }

    private static IEnumerable<PlannedEvent> WhileOpen(string id, JsonObject head, CatalogSchedule catalog, DateTimeOffset now)
    {
        if ((Instant(head, "decideBy") is { } by && Instant(head, "holdsUntil") is { } end) && (by < end ? by : end) is var lapses)
        {
            yield return new(
                lapses, OwnerOf(head), head["emergency"] is null ? $"without a decision {id} lapses" : $"without a decision {id} ends");
        }

        if (head["review"] is JsonObject review && Instant(review, "openedAt") is { } opened && review["policy"] is JsonObject policy
            && policy["hours"] is JsonObject hours && Asked(review, policy) is { Length: > 0 } asked)
        {
            var group = OpenStage(review, policy).Text("groupId") is { } name ? catalog.Groups.GetValueOrDefault(name) : null;
            var office = group ?? PolicyOf(head, catalog).Hours;
            var first = opened.AddHours(Number(hours, "remindAfter"));
            yield return new(
                Enumerable.Range(0, 800).Select(days => office.Within(first.AddDays(days), catalog.Zone)).FirstOrDefault(due => due > now),
                asked,
                $"reminded of {id}");
            if (hours.Text("escalateTo") is not null && Number(review, "escalatedBy") == 0)
            {
                yield return new(
                    office.Within(opened.AddHours(Number(hours, "escalateAfter")), catalog.Zone), "", $"more people are asked about {id}");
            }
        }
    }

    private static IEnumerable<PlannedEvent> WhileRunning(string id, JsonObject head, CatalogSchedule catalog)
    {
        if (head["grant"] is not JsonObject grant || Day(grant, "expiresOn") is not { } last || Instant(grant, "since") is not { } since
            || Instant(head, "holdsUntil") is not { } end)
        {
            yield break;
        }

        var (owner, policy) = (OwnerOf(head), PolicyOf(head, catalog));
        var known = Instant(head, "ownedSince") ?? since;
        foreach (var planned in Pings(id, head, grant, last, catalog).Concat(Promises(id, head, catalog))
            .Where(planned => planned.At > known).Concat(Attestations(id, head, since, last, catalog)))
        {
            yield return planned;
        }

        foreach (var promise in OpenPromises(head))
        {
            if (Instant(promise, "suspendsAt") is { } suspends)
            {
                yield return new(suspends, owner, $"without a proof {id} is suspended");
            }
            else if (Instant(promise, "dueBy") is { } due)
            {
                yield return new(due, owner, $"without a proof a condition of {id} counts as missed");
            }
        }

        if (head["attestations"] is JsonObject attested && Day(attested, "missedFor") is { } missed
            && !(Day(attested, "attestedFor") >= missed))
        {
            yield return new(
                policy.Hours.Morning(missed.AddDays(TellAfter), 1, catalog.Zone),
                policy.Owner,
                $"told that nobody said that {id} is still needed");
        }

        yield return new(end, owner, $"{id} ends");
    }

    private static IEnumerable<PlannedEvent> Pings(string id, JsonObject head, JsonObject grant, DateOnly last, CatalogSchedule catalog)
    {
        if (grant["letToEnd"] is JsonValue quiet && quiet.TryGetValue<bool>(out var silenced) && silenced)
        {
            yield break;
        }

        var office = PolicyOf(head, catalog).Hours;
        var renewable = head["renewedBy"] is null && Number(head, "renewal") < PolicyOf(head, catalog).MaxRenewals;
        foreach (var days in catalog.PingDaysBefore)
        {
            var sensible = renewable && days > DaysForReview
                ? $", last sensible day to renew {Say(office.Nearest(last.AddDays(-DaysForReview), -1))}"
                : "";
            yield return new(office.Morning(last.AddDays(-days), -1, catalog.Zone), OwnerOf(head),
                $"{id} ends {(days == 1 ? "tomorrow" : $"in {days} days")}{sensible}");
        }
    }

    private static IEnumerable<PlannedEvent> Promises(string id, JsonObject head, CatalogSchedule catalog) =>
        OpenPromises(head).Select(promise => Day(promise, "dueOn")).OfType<DateOnly>().Distinct()
        .SelectMany(due =>
            _promiseDaysBefore.Select(days =>
                new PlannedEvent(
                    PolicyOf(head, catalog).Hours.Morning(due.AddDays(-days), -1, catalog.Zone),
                    OwnerOf(head),
                    $"a condition of {id} is due on {Say(due)}")));

    private static IEnumerable<PlannedEvent> Attestations(
        string id, JsonObject head, DateTimeOffset since, DateOnly last, CatalogSchedule catalog)
    {
        if (PolicyOf(head, catalog) is not { ReviewEveryDays: { } every, Hours: var office })
        {
            yield break;
        }

        var done = head["attestations"] is JsonObject attested ? Day(attested, "attestedFor") : null;
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(since, catalog.Zone).DateTime)
            .AddDays(every); day < last.AddDays(-NoAttestationBefore); day = day.AddDays(every))
        {
            if (!(done >= day))
            {
                yield return new(office.Morning(day, 1, catalog.Zone), OwnerOf(head), $"is {id} still needed?");
                yield return new(
                    office.Morning(day.AddDays(AttestWithin), 1, catalog.Zone),
                    OwnerOf(head),
                    $"without an answer {id} counts as not attested");
            }
        }
    }

    // Those who are still to decide on the open stage: who has decided, has left or has handed it to a delegate is not reminded.
    private static string Asked(JsonObject review, JsonObject policy)
    {
        if (Is(review, "passed"))
        {
            return "";
        }

        var stage = OpenStage(review, policy);
        var decided = People(review, "taken", "by").Concat(People(review, "taken", "seat")).ToHashSet();
        var gone = Texts(review, "left").Concat(decided)
            .Concat(People(review, "delegates", "principal"));
        var asked = (stage is null ? [] : People(stage, "people", "person")).Concat(People(review, "standIns", "person"))
            .Concat(Texts(review, "joined")).Concat(People(review, "members", "person"))
            .Concat((review["delegates"] as JsonArray ?? []).Where(one => !decided.Contains(one.Text("principal") ?? ""))
                .Select(one => one.Text("person")).OfType<string>());
        return string.Join(", ", asked.Distinct().Except(gone));
    }

    private static JsonObject? OpenStage(JsonObject review, JsonObject policy) =>
        (policy["stages"] as JsonArray ?? []).OfType<JsonObject>().ElementAtOrDefault(Number(review, "stage") - 1);

    private static IEnumerable<string> People(JsonObject node, string list, string name) =>
        (node[list] as JsonArray ?? []).Select(one => one.Text(name)).OfType<string>();

    private static IEnumerable<string> Texts(JsonObject node, string list) =>
        (node[list] as JsonArray ?? []).OfType<JsonValue>().Select(one => one.ToString());

    private static IEnumerable<JsonObject> OpenPromises(JsonObject head) => (head["promises"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(promise => !Is(promise, "kept") && (promise["proof"] is not JsonObject proof || Is(proof, "returned")));

    private static string OwnerOf(JsonObject head) => head["content"].Text("ownerEmail") ?? head.Text("requester") ?? "";

    private static PolicySchedule PolicyOf(JsonObject head, CatalogSchedule catalog) =>
        catalog.Policies.GetValueOrDefault(head["content"].Text("policyId") ?? "") ?? new("", null, 0) { Hours = catalog.Hours };

    private static string Say(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static bool Is(JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;

    private static int Number(JsonObject node, string name) =>
        node[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;

    private static DateOnly? Day(JsonObject node, string name) =>
        DateOnly.TryParse(node.Text(name), CultureInfo.InvariantCulture, out var day) ? day : null;

    private static DateTimeOffset? Instant(JsonObject node, string name) =>
        DateTimeOffset.TryParse(node.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime() : null;
}
