using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>The end comes near: 14, 7 and 1 days before, at 09:00 in the catalog's time zone, to the owner.</summary>
public sealed class PingTests
{
    private static readonly PolicyCatalog Catalog = TestCatalog.Contoso;

    [Theory]
    [InlineData("2027-02-01T07:59:59Z", "")] // 08:59:59 in Berlin
    [InlineData("2027-02-01T08:00:00Z", "ping-14")]
    [InlineData("2027-02-08T07:59:59Z", "ping-14")]
    [InlineData("2027-02-08T08:00:00Z", "ping-7")]
    [InlineData("2027-02-14T08:00:00Z", "ping-1")]
    [InlineData("2027-02-15T22:59:59Z", "ping-1")]
    [InlineData("2027-02-15T23:00:00Z", "")] // the last day is over
    public void An_owner_is_pinged_at_nine_by_the_catalogs_clock(string now, string ping)
    {
        Assert.Equal(ping, PingsOf(new ARequest { Owner = Pat }.Granted(), now, Pat.Person));
    }

    [Fact]
    public void Nine_is_nine_on_both_sides_of_a_change_of_the_clock()
    {
        var request = new ARequest { ExpiresOn = new(2027, 3, 29) };
        var granted = request.Granted().At(At("2027-03-14T00:00:00Z"));

        Assert.Equal(At("2027-03-15T08:00:00Z"), NotificationPlan.NextPing(granted.State, Catalog, granted.Now)); // winter: UTC+1
        // the night the clocks went forward
        Assert.Equal(At("2027-03-28T07:00:00Z"), NotificationPlan.NextPing(granted.State, Catalog, At("2027-03-22T08:00:00Z")));
    }

    [Fact]
    public void Each_ping_is_a_message_of_its_own_and_the_same_at_every_look()
    {
        var granted = new ARequest().Granted();

        var first = NotificationPlan.For(granted.State, Catalog, At("2027-02-01T08:00:00Z")).Where(key => key.Kind.IsPing);
        var again = NotificationPlan.For(granted.State, Catalog, At("2027-02-05T12:00:00Z")).Where(key => key.Kind.IsPing);
        var second = NotificationPlan.For(granted.State, Catalog, At("2027-02-08T08:00:00Z")).Where(key => key.Kind.IsPing);

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Pings_that_were_past_when_it_was_approved_are_dropped()
    {
        var request = new ARequest { ExpiresOn = new(2026, 11, 26) }; // six days after it was sent
        var granted = request.Granted();

        Assert.Equal("", PingsOf(granted, "2026-11-20T10:00:00Z", Sal.Person));
        Assert.Equal(At("2026-11-25T08:00:00Z"), NotificationPlan.NextPing(granted.State, Catalog, granted.Now));
    }

    [Fact]
    public void Pings_missed_while_nobody_looked_are_one_ping()
    {
        Assert.Equal("ping-7", PingsOf(new ARequest().Granted(), "2027-02-10T12:00:00Z", Sal.Person));
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void Nobody_is_pinged_after_the_end_or_after_Let_it_end(string why)
    {
        var granted = new ARequest().Granted();
        var record = why switch
        {
            "let to end" => granted.After(Sal.LetsItEnd()),
            "closed" => granted.After(Sal.Closes()),
            "revoked" => granted.After(Ana.Revokes()),
            _ => granted.After(StartsRenewal(ExceptionId.Parse("PX-00000002"))).After(FinishesRenewal(ExceptionId.Parse("PX-00000002"))),
        };

        Assert.Equal("", PingsOf(record, "2027-02-01T08:00:00Z", Sal.Person));
        Assert.Null(NotificationPlan.NextPing(record.State, Catalog, record.Now));
    }

    public static TheoryData<string> Silent => ["let to end", "closed", "revoked", "renewed"];

    [Fact]
    public void Nobody_is_pinged_about_what_was_never_approved()
    {
        Assert.Equal("", PingsOf(new ARequest().InReview(), "2027-02-01T08:00:00Z", Sal.Person));
    }

    [Fact]
    public void A_catalog_may_ask_for_other_days_or_none()
    {
        var granted = new ARequest().Granted();

        Assert.Equal("ping-30", PingsOf(granted, "2027-01-16T08:00:00Z", Sal.Person, [30, 1]));
        Assert.Equal("", PingsOf(granted, "2027-02-14T08:00:00Z", Sal.Person, []));
    }

    [Fact]
    public void A_ping_says_until_when_to_renew_and_what_happens_when_nothing_is_done()
    {
        var view = (StatusView)ViewOf(new ARequest().Granted(), "ping-14", "2027-02-01T08:00:00Z");

        Assert.Equal("PX-7Q2M4X9K · Ends in 14 days", view.Heading);
        Assert.Equal("MFA off on svc-build: this exception ends on 15 Feb 2027", view.Summary);
        Assert.Contains("If it is still needed, ask for a renewal by 12 Feb 2027: reviewers need about 3 days.", view.Words(),
            StringComparison.Ordinal);
        Assert.Contains(
            "If nothing is done, it ends with 15 Feb 2027 and the policy applies again.", view.Words(), StringComparison.Ordinal);
        Assert.Equal(["Renew", "Close: fixed", "Let it end"], view.Actions.Select(action => action.Title));
        Assert.All(view.Actions, action => Assert.True(action.IgnoresInputs)); // nothing on it is required
    }

    [Theory]
    [InlineData("2027-02-12T08:00:00Z", "Ends in 3 days", "ask for a renewal today")]
    [InlineData("2027-02-14T08:00:00Z", "Ends tomorrow", "ask for a renewal today")]
    [InlineData("2027-02-15T08:00:00Z", "Ends today", "ask for a renewal today")]
    public void Close_to_the_end_it_says_so(string now, string heading, string words)
    {
        var view = (StatusView)ViewOf(new ARequest().Granted(), "ping-1", now);

        Assert.EndsWith(heading, view.Heading, StringComparison.Ordinal);
        Assert.Contains(words, view.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Renew_is_not_shown_when_renewals_are_used_up_or_one_is_under_way()
    {
        var usedUp = ViewOf(new ARequest { Renewal = 2 }.Granted(), "ping-14", "2027-02-01T08:00:00Z");
        var underWay =
            ViewOf(new ARequest().Granted().After(StartsRenewal(ExceptionId.Parse("PX-00000002"))), "ping-14", "2027-02-01T08:00:00Z");

        Assert.Equal([Verbs.AskClose, Verbs.LetItEnd], usedUp.Verbs());
        Assert.Contains("It cannot be renewed.", usedUp.Words(), StringComparison.Ordinal);
        Assert.Equal([Verbs.AskClose, Verbs.LetItEnd], underWay.Verbs());
        Assert.Contains("PX-00000002 asks to renew it.", underWay.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be renewed", underWay.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_ping_has_no_buttons()
    {
        var granted = new ARequest().Granted();
        var at = At("2027-02-08T08:00:00Z");
        var plan = NotificationPlan.For(granted.State, Catalog, at);
        var now = plan.Single(key => key.Kind == NotificationKind.Parse("ping-7"));
        var old = now with { Kind = NotificationKind.Parse("ping-14") };

        Assert.Empty(NotificationViews.Render(old, [.. plan, old], granted.State, Catalog, at).Buttons());
        Assert.NotEmpty(NotificationViews.Render(now, [.. plan, old], granted.State, Catalog, at).Buttons());
    }

    private static CardView ViewOf(ARecord record, string ping, string now)
    {
        var plan = NotificationPlan.For(record.State, Catalog, At(now));
        var key = new OutboxKey(record.State.Grant!.GrantedBy, NotificationKind.Parse(ping), record.State.Owner);
        return NotificationViews.Render(key, [.. plan.Append(key).Distinct()], record.State, Catalog, At(now));
    }

    private static string PingsOf(ARecord record, string now, Domain.Policies.PersonId owner, IReadOnlyList<int>? days = null)
    {
        var catalog = days is null ? Catalog : Catalog with { Expiry = new ExpirySettings { PingDaysBefore = days } };
        var pings = NotificationPlan.For(record.State, catalog, At(now)).Where(key => key.Kind.IsPing).ToList();
        Assert.All(pings, ping => Assert.Equal(owner, ping.Person));
        return string.Join(", ", pings.Select(ping => ping.Kind));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
