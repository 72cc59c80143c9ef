using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Clock;

namespace PolicyBot.Lab.Tests.Clock;

public sealed class PlannedEventsTests
{
    private const string Sal = "sal@contoso.example";
    private const string Ian = "iam@contoso.example";
    private static readonly CatalogSchedule _catalog = new(
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), [14, 1],
        new Dictionary<string, PolicySchedule> { ["SEC-MFA"] = new(Ian, 30, 1) { Hours = OfficeHours.Always } })
    {
        Hours = OfficeHours.Always,
    };

    [Fact]
    public void A_ping_comes_at_nine_in_the_catalogs_time_zone_and_names_the_last_sensible_day_to_renew_while_there_is_time_for_it()
    {
        var planned = Plan("""{ "status": "approved", GRANTED }""");

        Assert.Contains(
            new PlannedEvent(At("2026-06-17T07:00:00Z"), Sal, "PX-1 ends in 14 days, last sensible day to renew 28 Jun"), planned);
        Assert.Contains(new PlannedEvent(At("2026-06-30T07:00:00Z"), Sal, "PX-1 ends tomorrow"), planned);
        Assert.Contains(new PlannedEvent(At("2026-07-01T22:00:00Z"), Sal, "PX-1 ends"), planned);
    }

    [Fact]
    public void A_renewal_that_was_the_last_one_is_not_to_be_renewed_and_one_that_is_let_to_end_is_not_pinged()
    {
        var usedUp = Plan("""{ "status": "approved", "renewal": 1, GRANTED }""");
        var silenced = Plan(
            """
            {
              "status": "approved", "requester": "sal@contoso.example", "content": { "policyId": "SEC-MFA" }, "holdsUntil": "2026-07-01T22:00:00Z",
              "grant": { "expiresOn": "2026-07-01", "since": "2026-04-01T10:00:00Z", "letToEnd": true }
            }
            """);

        Assert.Contains(usedUp, planned => planned.Words == "PX-1 ends in 14 days");
        Assert.DoesNotContain(silenced, planned => planned.Words.Contains("ends in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_promise_is_asked_for_a_week_and_a_day_before_its_day_and_counts_as_missed_after_it_until_it_is_shown()
    {
        var open =
            Plan("""{ "status": "approved", "promises": [{ "dueOn": "2026-05-01", "dueBy": "2026-05-01T22:00:00Z", "kept": false }], GRANTED }""");
        var missed =
            Plan("""{ "status": "approved", "promises": [{ "dueOn": "2026-05-01", "dueBy": "2026-05-01T22:00:00Z", "kept": false, "suspendsAt": "2026-05-04T22:00:00Z" }], GRANTED }""");
        var shown =
            Plan("""{ "status": "approved", "promises": [{ "dueOn": "2026-05-01", "dueBy": "2026-05-01T22:00:00Z", "kept": false, "proof": { "returned": false } }], GRANTED }""");

        Assert.Equal(
            [At("2026-04-24T07:00:00Z"), At("2026-04-30T07:00:00Z")],
            open.Where(planned => planned.Words == "a condition of PX-1 is due on 1 May").Select(planned => planned.At));
        Assert.Contains(new PlannedEvent(At("2026-05-01T22:00:00Z"), Sal, "without a proof a condition of PX-1 counts as missed"), open);
        Assert.Contains(new PlannedEvent(At("2026-05-04T22:00:00Z"), Sal, "without a proof PX-1 is suspended"), missed);
        Assert.DoesNotContain(shown, planned => planned.Words.Contains("condition", StringComparison.Ordinal));
    }

    [Fact]
    public void An_attestation_is_asked_for_missed_and_told_but_not_in_the_last_fourteen_days()
    {
        var planned = Plan("""{ "status": "approved", GRANTED }""");
        var attested = Plan("""{ "status": "approved", "attestations": { "attestedFor": "2026-05-01" }, GRANTED }""");
        var missed = Plan("""{ "status": "approved", "attestations": { "missedFor": "2026-05-01" }, GRANTED }""");

        Assert.Equal([At("2026-05-01T07:00:00Z"), At("2026-05-31T07:00:00Z")],
            planned.Where(one => one.Words == "is PX-1 still needed?").Select(one => one.At));
        Assert.Contains(new PlannedEvent(At("2026-05-04T07:00:00Z"), Sal, "without an answer PX-1 counts as not attested"), planned);
        Assert.Equal([At("2026-05-31T07:00:00Z")], attested.Where(one => one.Words == "is PX-1 still needed?").Select(one => one.At));
        Assert.Contains(new PlannedEvent(At("2026-05-08T07:00:00Z"), Ian, "told that nobody said that PX-1 is still needed"), missed);
    }

    [Fact]
    public void Three_days_after_the_end_the_policy_owner_is_told_unless_the_owner_has_answered()
    {
        var asked =
            Plan("""{ "status": "expired", "requester": "sal@contoso.example", "content": { "policyId": "SEC-MFA" }, "endedAt": "2026-07-01T22:00:00Z" }""");
        var answered =
            Plan("""{ "status": "expired", "requester": "sal@contoso.example", "content": { "policyId": "SEC-MFA" }, "endedAt": "2026-07-01T22:00:00Z", "endAnswer": { "met": true } }""");

        Assert.Equal(
            [new PlannedEvent(At("2026-07-04T22:00:00Z"), Ian, "told that nobody confirmed that the policy is met again after PX-1")],
            asked);
        Assert.Empty(answered);
    }

    [Fact]
    public void Those_who_are_asked_are_reminded_daily_others_join_and_without_a_decision_it_lapses()
    {
        var planned = Plan(
            """
            {
              "status": "inReview", "requester": "sal@contoso.example", "decideBy": "2026-04-15T10:00:00Z", "holdsUntil": "2026-07-01T22:00:00Z", "content": { "policyId": "SEC-MFA" },
              "review": {
                "stage": 1, "openedAt": "2026-04-01T10:00:00Z", "escalatedBy": 0,
                "policy": { "hours": { "remindAfter": 24, "escalateAfter": 72, "escalateTo": "office" }, "stages": [{ "people": [{ "person": "ana@contoso.example" }, { "person": "bo@contoso.example" }] }] }
              }
            }
            """, At("2026-04-03T11:00:00Z"));

        Assert.Equal(
            [
                new PlannedEvent(At("2026-04-15T10:00:00Z"), Sal, "without a decision PX-1 lapses"),
                new PlannedEvent(At("2026-04-04T10:00:00Z"), "ana@contoso.example, bo@contoso.example", "reminded of PX-1"),
                new PlannedEvent(At("2026-04-04T10:00:00Z"), "", "more people are asked about PX-1"),
            ],
            planned);
    }

    [Theory]
    [InlineData(""" "taken": [{ "by": "ana@contoso.example", "seat": "ana@contoso.example" }] """, "bo@contoso.example")]
    [InlineData(""" "left": ["bo@contoso.example"], "members": [{ "person": "cy@contoso.example" }] """, "ana@contoso.example, cy@contoso.example")]
    [InlineData(
        """ "delegates": [{ "person": "cy@contoso.example", "principal": "bo@contoso.example" }] """, "ana@contoso.example, cy@contoso.example")]
    [InlineData(
        """
        "taken": [{ "by": "bo@contoso.example", "seat": "bo@contoso.example" }],
        "delegates": [{ "person": "cy@contoso.example", "principal": "bo@contoso.example" }]
        """,
        "ana@contoso.example")]
    [InlineData(""" "passed": true """, null)]
    public void Only_those_are_reminded_who_are_still_to_decide(string review, string? reminded)
    {
        var planned = Plan(
            $$"""
            {
              "status": "inReview", "requester": "sal@contoso.example", "content": { "policyId": "SEC-MFA" },
              "review": {
                "stage": 1, "openedAt": "2026-04-01T10:00:00Z", "escalatedBy": 0, {{review}},
                "policy": { "hours": { "remindAfter": 24 }, "stages": [{ "people": [{ "person": "ana@contoso.example" }, { "person": "bo@contoso.example" }] }] }
              }
            }
            """);

        Assert.Equal(reminded, planned.SingleOrDefault(one => one.Words == "reminded of PX-1")?.Person);
    }

    [Fact]
    public void The_schedule_of_the_sample_catalog_is_read_and_half_a_file_is_none()
    {
        var sample = CatalogSchedule.TryRead(File.ReadAllText(WorkingCopy.SampleCatalog));
        var half = CatalogSchedule.TryRead("version: 1\npolicies:\n  - { id: SEC-MFA, area:");

        Assert.Equal("Europe/Berlin", sample!.Zone.Id);
        Assert.Equal([30, 14, 7, 1], sample.PingDaysBefore);
        Assert.Equal(new PolicySchedule(Ian, 30, 2) { Hours = sample.Hours }, sample.Policies["SEC-MFA"]);
        Assert.Equal((9, 17, 5), (sample.Hours.From, sample.Hours.To, sample.Hours.Days.Count));
        Assert.Null(half);
    }

    [Fact]
    public void What_falls_on_a_day_off_is_planned_for_the_working_day_before_or_after_and_the_end_stays()
    {
        var catalog = CatalogSchedule.TryRead(
            """
            timeZone: Europe/Berlin
            calendar: { holidays: [2026-06-17, 2026-07-02, 2026-07-03] }
            policies: [{ id: SEC-MFA, owner: iam@contoso.example, reviewEveryDays: 30, maxRenewals: 1 }]
            """);

        var planned = Plan("""{ "status": "approved", GRANTED }""", null, catalog);
        var ended =
            Plan("""{ "status": "expired", "requester": "sal@contoso.example", "content": { "policyId": "SEC-MFA" }, "endedAt": "2026-07-01T22:00:00Z" }""", null, catalog);

        Assert.Contains(new PlannedEvent(At("2026-06-16T07:00:00Z"), Sal, "PX-1 ends in 14 days, last sensible day to renew 26 Jun"), planned);
        Assert.Contains(new PlannedEvent(At("2026-06-01T07:00:00Z"), Sal, "is PX-1 still needed?"), planned); // 31 May is a Sunday
        Assert.Contains(new PlannedEvent(At("2026-07-01T22:00:00Z"), Sal, "PX-1 ends"), planned);
        Assert.Equal([At("2026-07-06T07:00:00Z"), At("2026-07-09T07:00:00Z")], ended.Select(one => one.At));
    }

    private static List<PlannedEvent> Plan(string head, DateTimeOffset? now = null, CatalogSchedule? catalog = null)
    {
        const string Granted =
            """
            "requester": "sal@contoso.example", "content": { "policyId": "SEC-MFA" }, "holdsUntil": "2026-07-01T22:00:00Z",
            "grant": { "expiresOn": "2026-07-01", "since": "2026-04-01T10:00:00Z", "letToEnd": false }
            """;
        var json = JsonNode.Parse(head.Replace("GRANTED", Granted, StringComparison.Ordinal))!.AsObject();
        return [.. PlannedEvents.Of("PX-1", json, catalog ?? _catalog, now ?? At("2026-04-01T11:00:00Z"))];
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
