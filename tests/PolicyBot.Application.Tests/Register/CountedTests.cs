using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Register;

/// <summary>In which buckets an exception stands. They are stored: what stands here never changes.</summary>
public sealed class CountedTests
{
    private static readonly ARequest Request = new();

    private static readonly Dictionary<string, (ARecord Record, string[] Buckets)> Lives = new()
    {
        ["sent"] = (Request.Submitted(), ["live", "state|submitted"]),
        ["under review"] = (Request.InReview(), ["live", "state|inreview"]),
        ["sent back"] = (Request.ChangesRequested(), ["live", "state|changesrequested"]),
        ["in force"] = (
            Request.InReview().Later(TimeSpan.FromDays(2)).After(Ana.Approves()),
            ["active|SEC-MFA", "decided|3", "end|2027-02-15", "force|SECURITY|high", "granted|SEC-MFA", "live", "renewal|0", "state|approved",
                "week|2026-11-16"]),
        ["in force after many renewals"] = (
            (Request with { Renewal = 7, Renews = ExceptionId.Parse("PX-00000001") }).Granted(),
            ["active|SEC-MFA", "decided|1", "end|2027-02-15", "force|SECURITY|high", "granted|SEC-MFA", "live", "renewal|3", "state|approved",
                "week|2026-11-16"]),
        ["started at once, in force under review"] = (
            Request.Draft().After(Request.Submit(ARequest.Sent) with { Emergency = new(ARequest.Sent.AddHours(72), ARequest.Sent.AddHours(24)) }),
            ["active|SEC-MFA", "end|2026-11-23", "force|SECURITY|high", "granted|SEC-MFA", "live", "state|inreview", "week|2026-11-16"]),
        ["closed"] = (
            Request.Granted().After(Sal.Closes()), ["decided|1", "ended", "granted|SEC-MFA", "renewal|0", "state|closed"]),
        ["rejected"] = (
            Request.InReview().Later(TimeSpan.FromDays(13)).After(Ana.Rejects()), ["decided|14", "ended", "state|rejected"]),
        ["taken back"] = (Request.InReview().After(Sal.Withdraws()), ["ended", "state|withdrawn"]),
    };

    public static TheoryData<string> Everything => [.. Lives.Keys];

    [Theory]
    [MemberData(nameof(Everything))]
    public void An_exception_counts_by_how_it_stands(string how)
    {
        var (record, buckets) = Lives[how];

        var counted = record.State.ToCounted(TestCatalog.Contoso);

        Assert.Equal(buckets, counted.Buckets.Order(StringComparer.Ordinal));
        Assert.Equal(["all", "area|SECURITY", "policy|SEC-MFA"], counted.Scopes);
        Assert.Equal((Request.Id.Value, record.State.Version), (counted.Key, counted.Version));
    }

    [Fact]
    public void What_was_moved_out_counts_as_retired_alone_where_it_stood_and_whichever_version_comes_late()
    {
        var closed = (Request with { Confidential = true }).Granted().After(Sal.Closes()).State;

        var retired = closed.ToRetired(TestCatalog.Contoso);

        Assert.Equal(closed.ToCounted(TestCatalog.Contoso).Scopes, retired.Scopes);
        Assert.Equal(["retired"], retired.Buckets);
        Assert.Equal((closed.Id.Value, long.MaxValue, true), (retired.Key, retired.Version, retired.Confidential));
    }

    [Fact]
    public void Of_a_spared_request_nothing_that_is_stored_names_the_person_and_another_day_is_another_request()
    {
        var policy = TestCatalog.Contoso.Policy("SEC-MFA")!;

        var spared = CountKey.CountSpared(policy, Sal.Person, new DateOnly(2026, 11, 20));

        Assert.DoesNotContain("sal", spared.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["spared|SEC-MFA"], spared.Buckets);
        Assert.Equal(spared.Key, CountKey.CountSpared(policy, Sal.Person, new DateOnly(2026, 11, 20)).Key);
        Assert.NotEqual(spared.Key, CountKey.CountSpared(policy, Sal.Person, new DateOnly(2026, 11, 21)).Key);
        Assert.NotEqual(spared.Key, CountKey.CountSpared(policy, Pat.Person, new DateOnly(2026, 11, 20)).Key);
    }
}
