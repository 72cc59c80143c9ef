using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Time;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Core.Tests.Settling;

/// <summary>What holds whatever people do and however the clock steps, over the whole product on fakes; whatever is due is worked off at its time.</summary>
public sealed class TimeProperties
{
    private static readonly ARequest Request = new();
    private static readonly DateTimeOffset LongAfter = Request.HoldsUntil.AddDays(30);

    private static readonly string[] Zones =
        ["Europe/Berlin", "UTC", "America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Pacific/Auckland", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"];

    [Fact]
    public void Each_ping_goes_out_once_if_it_is_in_force_then_and_none_twice_and_none_while_it_is_not_in_force() => Holds(life =>
    {
        var lived = life.Live();
        var due = TestCatalog.Contoso.Expiry.PingDaysBefore
            .Where(days => lived.InForce.GetValueOrDefault(CatalogTime.At(Request.ExpiresOn.AddDays(-days), new TimeOnly(9, 0), TestCatalog.Contoso.TimeZone)))
            .Select(days => string.Create(CultureInfo.InvariantCulture, $"ping-{days}"));
        var sent = PingsIn(lived.Office).ToList();
        return sent.Distinct().Count() == sent.Count && due.All(sent.Contains) && !lived.PingedInVain;
    });

    [Fact]
    public void Everything_that_was_approved_reaches_an_end_and_nothing_is_planned_after_it() => Holds(life =>
    {
        var office = life.Live().Office;
        var state = office.StateAsync(Request.Id).GetAwaiter().GetResult();
        return state.HasEnded && office.Work.All.All(item => item.Due <= LongAfter);
    });

    [Fact]
    public void Nobody_gets_the_same_message_twice() => Holds(life =>
    {
        var office = life.Live().Office;
        var ids = office.Teams.Sent.Concat(office.Slack.Sent).Select(message => message.NoticeId).Where(id => id.Length > 0).ToList();
        return ids.Distinct().Count() == ids.Count;
    });

    [Fact]
    public void These_months_see_pings_suspensions_hand_overs_and_every_end_after_an_approval()
    {
        var lives = Enumerable.Range(1, 60).Select(seed => Months.Of(new Random(seed)).Live()).ToList();
        var facts = lives.SelectMany(lived => lived.Office.Stored.ReadAsync(Request.Id, default).GetAwaiter().GetResult()!.Events).Select(stored => RecordedEvent.Read(stored.Json).Fact.GetType()).ToHashSet();

        Assert.Contains(lives, lived => PingsIn(lived.Office).Count() == 3);
        Assert.Superset(
            new HashSet<Type>
            {
                typeof(ExceptionEvent.PromiseMissed), typeof(ExceptionEvent.Suspended), typeof(ExceptionEvent.Resumed), typeof(ExceptionEvent.Attested), typeof(ExceptionEvent.AttestationMissed),
                typeof(ExceptionEvent.OwnerChanged), typeof(ExceptionEvent.Expired), typeof(ExceptionEvent.Unconfirmed), typeof(ExceptionEvent.Closed), typeof(ExceptionEvent.Revoked),
            },
            facts);
    }

    [Fact]
    public void A_day_ends_at_the_first_instant_of_the_next_in_every_zone_on_every_day() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true),
        Prop.ForAll(Days, zoned =>
        {
            var (day, zone) = zoned;
            var end = CatalogTime.EndOf(day, zone);
            return CatalogTime.Today(end, zone) > day && CatalogTime.Today(end.AddTicks(-1), zone) <= day;
        }));

    [Fact]
    public void Nine_is_nine_in_every_zone_on_every_day() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true),
        Prop.ForAll(Days, zoned =>
        {
            var local = TimeZoneInfo.ConvertTime(CatalogTime.At(zoned.Day, new TimeOnly(9, 0), zoned.Zone), zoned.Zone);
            return DateOnly.FromDateTime(local.DateTime) >= zoned.Day && (local.Hour == 9 || zoned.Zone.IsInvalidTime(zoned.Day.ToDateTime(new TimeOnly(9, 0))));
        }));

    [Theory]
    [InlineData("America/Santiago", "2026-09-05", "2026-09-06T04:00:00Z")] // the night the clocks go from 00:00 to 01:00
    [InlineData("Africa/Cairo", "2026-04-23", "2026-04-23T22:00:00Z")]
    [InlineData("Europe/Berlin", "2028-02-29", "2028-02-29T23:00:00Z")] // a leap day
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00Z")] // 25 hours long
    public void An_exception_holds_until_its_day_is_over_where_midnight_is_odd(string zone, string day, string end)
    {
        Assert.Equal(
            DateTimeOffset.Parse(end, CultureInfo.InvariantCulture),
            CatalogTime.EndOf(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    private static Arbitrary<(DateOnly Day, TimeZoneInfo Zone)> Days => Arb.From(
        from day in Gen.Choose(new DateOnly(2024, 1, 1).DayNumber, new DateOnly(2040, 12, 31).DayNumber)
        from zone in Gen.Elements(Zones)
        select (DateOnly.FromDayNumber(day), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private static IEnumerable<string> PingsIn(Office office) => office.Teams.Sent
        .Select(message => message.NoticeId.Split('|')).Where(parts => parts.Length == 4 && parts[2].StartsWith("ping-", StringComparison.Ordinal)).Select(parts => parts[2]);

    private static void Holds(Func<Months, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30).WithQuietOnSuccess(true), Prop.ForAll(Months.Any, property));

    /// <summary>The months of one exception: what is wanted after how many hours.</summary>
    private sealed record Months(bool Promises, IReadOnlyList<(int Hours, string Wish)> Steps)
    {
        private static readonly string[] Wishes = ["look", "look", "look", "prove", "prove", "accept", "accept", "return", "attest", "attest", "hand over", "take over", "not me", "let it end", "close", "revoke", "renew", "drop"];

        public static Arbitrary<Months> Any => Arb.From(
            from promises in Gen.Elements(true, false)
            from steps in (from hours in Gen.Choose(0, 400) from wish in Gen.Elements(Wishes) select (hours, wish)).ListOf(12)
            select new Months(promises, [.. steps]));

        /// <summary>The same months for the same seed.</summary>
        public static Months Of(Random random) => new(random.Next(2) == 0, [.. Enumerable.Range(0, 12).Select(_ => (random.Next(401), Wishes[random.Next(Wishes.Length)]))]);

        public override string ToString() => (Promises ? "with promises: " : "") + string.Join("; ", Steps.Select(step => $"+{step.Hours}h {step.Wish}"));

        /// <summary>Lives them, and long after.</summary>
        public Lived Live()
        {
            var office = Office.OpenAsync(Sal, Pat, Ana, Bo, Iam).GetAwaiter().GetResult();
            office.Catalog.Current = TestCatalog.Contoso with { Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 30 })] };
            office.HoldAsync(Promises ? Request.InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.", "Alert on every use.")) : Request.Granted()).GetAwaiter().GetResult();
            var lived = new Lived(office);
            foreach (var (hours, wish) in Steps)
            {
                Pass(lived, office.Time.GetUtcNow().AddHours(hours));
                Want(office, wish);
            }

            Pass(lived, LongAfter);
            return lived;
        }

        // Works off what is due at its time, and notes whether an owner was there to be pinged then.
        private static void Pass(Lived lived, DateTimeOffset until)
        {
            var office = lived.Office;
            while (office.Work.All.Where(item => item.Due <= until).ToList() is [var next, ..])
            {
                if (next.Due > office.Time.GetUtcNow())
                {
                    office.Time.Advance(next.Due - office.Time.GetUtcNow());
                }

                var before = PingsIn(office).Count();
                office.Work.RemoveAsync(next, default).GetAwaiter().GetResult();
                office.Settlement.SettleAsync(ExceptionId.Parse(next.Subject), default).GetAwaiter().GetResult();
                var (state, now) = (office.StateAsync(Request.Id).GetAwaiter().GetResult(), office.Time.GetUtcNow());
                var awaits = state.IsInForce(now) && state.Grant is { LetToEnd: false };
                lived.InForce.TryAdd(now, awaits);
                lived.PingedInVain |= PingsIn(office).Count() > before && !awaits;
            }

            office.Time.Advance(until - office.Time.GetUtcNow());
        }

        private static void Want(Office office, string wish)
        {
            var state = office.StateAsync(Request.Id).GetAwaiter().GetResult();
            var owner = state.Owner == Pat.Person ? Pat : Sal;
            var now = office.Time.GetUtcNow();
            ExceptionCommand? command = wish switch
            {
                "prove" => owner.Proves(1 + (now.Hour % 2)),
                "accept" => Ana.AcceptsProof(1 + (now.Hour % 2)),
                "return" => Ana.ReturnsProof(1 + (now.Hour % 2)),
                "attest" => owner.Attests(Core.Notices.OwnerAgenda.AttestationDue(state, office.Catalog.Current, now)),
                "hand over" => owner.HandsOver(owner == Pat ? Sal : Pat),
                "take over" => (owner == Pat ? Sal : Pat).AcceptsOwnership(),
                "not me" => (owner == Pat ? Sal : Pat).DeclinesOwnership(),
                "let it end" => now.Day % 5 == 0 ? owner.LetsItEnd() : null,
                "close" => now.Day % 9 == 0 ? owner.Closes() : null,
                "revoke" => now.Day % 9 == 1 ? Ana.Revokes() : null,
                "renew" => Testing.Wishes.StartsRenewal(ExceptionId.Parse("PX-00000002")),
                "drop" => Testing.Wishes.DropsRenewal(ExceptionId.Parse("PX-00000002")),
                _ => null,
            };
            if (command is not null)
            {
                office.WishAsync(Request.Id, command).GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>What became of it.</summary>
    private sealed record Lived(Office Office)
    {
        /// <summary>Whether an owner was there to be pinged, at each instant at which it was looked at.</summary>
        public Dictionary<DateTimeOffset, bool> InForce { get; } = [];

        /// <summary>Somebody was pinged about what was not in force.</summary>
        public bool PingedInVain { get; set; }
    }
}
