using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Time;

/// <summary>
/// One exception from its request to long after its end, with its renewal if there is one: the commands of people with the hours between
/// them, and the times when no host runs.
/// </summary>
/// <param name="Zone">The catalog's time zone.</param>
/// <param name="From">The day on which it is asked for.</param>
/// <param name="Days">For how many days.</param>
/// <param name="AtOnce">Whether it starts before its review.</param>
/// <param name="Owned">Whether another person is named owner.</param>
internal sealed record LifeInTime(
    string Zone, DateOnly From, int Days, bool AtOnce, bool Owned, IReadOnlyList<(int Hours, string Wish)> Steps)
{
    public static readonly ExceptionId First = ExceptionId.Parse("PX-00000001");
    public static readonly ExceptionId Renewal = ExceptionId.Parse("PX-00000002");

    // Before clocks change, in one and in the other direction; into a leap day; and where midnight does not exist on the day of the change.
    private static readonly (string Zone, DateOnly From)[] Begins =
    [
        ("Europe/Berlin", new(2026, 11, 20)), ("Europe/Berlin", new(2027, 3, 10)), ("Europe/Berlin", new(2027, 10, 15)),
            ("Europe/Berlin", new(2028, 2, 1)),
        ("America/Santiago", new(2027, 8, 20)), ("Australia/Lord_Howe", new(2027, 3, 20)),
    ];

    private static readonly string[] Early =
        ["approve", "approve", "approve", "promise", "promise", "accept owner", "accept owner", "delegate", "delegate", "send back",
        "revise", "look", "reject"];

    private static readonly string[] Late =
    [
        "look", "look", "down", "down", "prove", "prove", "prove", "prove", "accept", "accept", "accept", "accept", "return", "return",
            "attest", "attest", "hand over", "take over", "not me", "pass on", "pass on", "pass on",
        "let it end", "close", "revoke", "renew", "renew", "approve", "approve", "promise", "accept owner", "delegate", "reject", "confirm",
            "deny",
    ];

    /// <summary>The same life for the same seed.</summary>
    public static LifeInTime Draw(Random random)
    {
        var (zone, from) = Begins[random.Next(Begins.Length)];
        var (days, atOnce) = (random.Next(4) == 0 ? random.Next(60, 180) : random.Next(2, 60), random.Next(5) == 0);
        return new LifeInTime(zone, from, days, atOnce, !atOnce && random.Next(2) == 0,
        [
            .. Enumerable.Range(0, 5).Select(_ => (random.Next(31), Early[random.Next(Early.Length)])),
            .. Enumerable.Range(0, 14).Select(_ => (random.Next(1 + (24 * days / 8)), Late[random.Next(Late.Length)])),
        ]);
    }

    public override string ToString() =>
        $"{Zone} from {From:O} for {Days} days{(AtOnce ? ", at once" : "")}{(Owned ? ", owned by Pat" : "")}: {string.Join("; ", Steps.Select(step => $"+{step.Hours}h {step.Wish}"))}";

    /// <summary>Lives it, and long after.</summary>
    public Lived Live() => LiveAsync().GetAwaiter().GetResult();

    private TimeZoneInfo In => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    private async Task<Lived> LiveAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Ciso, Iam);
        office.Catalog.Current = TestCatalog.Contoso with
        {
            TimeZone = In,
            Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 20 })],
            Review = new ReviewSettings(EscalateTo: "ciso-office"),
        };
        office.Time.Advance(CatalogTime.At(From, new TimeOnly(10, 30), In) - office.Time.GetUtcNow());
        var lived = new Lived(office);
        var asked = Asks(First, From.AddDays(Days), office.Time.GetUtcNow());
        await lived.WantAsync(First,
            AtOnce ? asked with
            {
                Emergency =
                new EmergencyStart(office.Time.GetUtcNow().AddHours(72), office.Time.GetUtcNow().AddHours(24))
            } : asked);
        foreach (var (hours, wish) in Steps)
        {
            var until = office.Time.GetUtcNow().AddHours(hours);
            if (wish == "down")
            {
                await lived.StayDownAsync(until);
            }
            else
            {
                await lived.PassAsync(until);
                await WantAsync(lived, wish, hours % 3 == 0 ? Renewal : First);
            }
        }

        await lived.PassAsync(CatalogTime.EndOf(From.AddDays(Days + 200), In));
        return lived;
    }

    private ExceptionCommand.Submit Asks(ExceptionId id, DateOnly until, DateTimeOffset now) =>
        new ARequest
        {
            Id = id,
            Owner = Owned && id == First ? Pat : null,
            ExpiresOn = until,
            Renews = id == Renewal ? First : null,
            Renewal = id == Renewal ? 1 : 0
        }.Submit(now) with
        {
            HoldsUntil = CatalogTime.EndOf(until, In),
            DecideBy = now.AddHours(200) < CatalogTime.EndOf(until, In) ? now.AddHours(200) : CatalogTime.EndOf(until, In),
        };

    private async Task WantAsync(Lived lived, string wish, ExceptionId on)
    {
        var office = lived.Office;
        var now = office.Time.GetUtcNow();
        if (wish == "delegate")
        {
            await office.Delegations.WriteAsync(new Delegation(Ana.Person, Bo.Person, now.AddHours(50), now), default);
            await office.Work.AddAsync(new WakeUp(now, First.Value, WakeUp.Wake), default);
            return;
        }

        if (await office.Stored.ReadHeadAsync(on, default) is not { State: var state })
        {
            on = First;
            state = await office.StateAsync(on);
        }

        if (wish == "pass on")
        {
            await WantAsync(lived, "hand over", on);
            wish = "take over";
            state = await office.StateAsync(on);
        }

        var owner = state.Owner == Pat.Person ? Pat : Sal;
        var other = owner == Pat ? Sal : Pat;
        var approver = now.Hour % 2 == 0 ? Ana : Bo;
        var today = CatalogTime.Today(now, In);
        var rarely = now.Day % 4 == 0;
        var waiting = state.Promises.FirstOrDefault(promise => promise.IsWaiting)?.Number ?? 1;
        ExceptionCommand? command = wish switch
        {
            "approve" => approver.Approves(state.Revision),
            "promise" when today.AddDays(9) is var due =>
                approver.Approves(
                    state.Revision) with
                {
                    Conditions =
                        new Conditions(["Rotate the key.", "Alert on every use."], due, CatalogTime.EndOf(due, In))
                },
            "accept owner" or "take over" => (state.HandOver is null ? owner : other).AcceptsOwnership(),
            "send back" => approver.SendsBack(state.Revision),
            "reject" => rarely ? approver.Rejects(state.Revision) : null,
            "revise" => Asks(on, state.Content!.ExpiresOn, now),
            "prove" => owner.Proves(state.Promises.FirstOrDefault(promise => !promise.IsShown)?.Number ?? 1),
            "accept" => (state.ApproversOfRecord.FirstOrDefault() == Bo.Person ? Bo : Ana).AcceptsProof(waiting),
            "return" => (state.ApproversOfRecord.FirstOrDefault() == Bo.Person ? Bo : Ana).ReturnsProof(waiting),
            "attest" => owner.Attests(OwnerAgenda.AttestationDue(state, office.Catalog.Current, now)),
            "hand over" => owner.HandsOver(other),
            "not me" => other.DeclinesOwnership(),
            "let it end" => rarely ? owner.LetsItEnd() : null,
            "close" => rarely ? owner.Closes() : null,
            "revoke" => rarely ? Iam.Revokes(roles: Roles.PolicyOwner) : null,
            "confirm" => owner.Confirms(),
            "deny" => owner.DeniesMet(),
            "renew" when on == First && state.IsInForce(now) && state is { Grant: not null, RenewedBy: null } =>
                Asks(Renewal, From.AddDays(Days + 60), now),
            _ => null,
        };
        if (command is not null)
        {
            await lived.WantAsync(command is ExceptionCommand.Submit { Renews: not null } && wish == "renew" ? Renewal : on, command);
        }
    }
}

/// <summary>Its events, and when each message went out.</summary>
internal sealed class Lived(Office office)
{
    private readonly DueWorkProcessor sweep =
        new(office.Work, new FakeSeen(), office.Reconciler, office.Left, [], office.Time, NullLogger<DueWorkProcessor>.Instance);
    private readonly Dictionary<FakeChannel, int> noted = [];

    public Office Office => office;

    /// <summary>Every message, with when it went out.</summary>
    public List<(FakeMessage Message, DateTimeOffset At)> Sent { get; } = [];

    /// <summary>When no host ran.</summary>
    public List<(DateTimeOffset From, DateTimeOffset Until)> Down { get; } = [];

    /// <summary>What went out as soon as one did again.</summary>
    public List<IReadOnlyList<FakeMessage>> CaughtUp { get; } = [];

    /// <summary>The exceptions there are.</summary>
    public IEnumerable<ExceptionRecord> Records => new[] { LifeInTime.First, LifeInTime.Renewal }
        .Select(id => office.Stored.ReadAsync(id, default).GetAwaiter().GetResult()).OfType<ExceptionRecord>();

    /// <summary>A person sends a command.</summary>
    public async Task WantAsync(ExceptionId id, ExceptionCommand command)
    {
        await office.WishAsync(id, command);
        Note();
    }

    /// <summary>Processes all work that falls due until then, at its time.</summary>
    public async Task PassAsync(DateTimeOffset until)
    {
        while (office.Work.All is [{ Due: var due }, ..] && due <= until)
        {
            if (due > office.Time.GetUtcNow())
            {
                office.Time.Advance(due - office.Time.GetUtcNow());
            }

            await sweep.RunAsync(default);
            Note();
        }

        office.Time.Advance(until - office.Time.GetUtcNow());
    }

    /// <summary>No host runs until then; then one does.</summary>
    public async Task StayDownAsync(DateTimeOffset until)
    {
        Down.Add((office.Time.GetUtcNow(), until));
        office.Time.Advance(until - office.Time.GetUtcNow());
        var before = Sent.Count;
        await PassAsync(until);
        CaughtUp.Add([.. Sent.Skip(before).Select(sent => sent.Message)]);
    }

    private void Note()
    {
        foreach (var chat in new[] { office.Teams, office.Slack })
        {
            var sent = chat.Sent;
            Sent.AddRange(sent.Skip(noted.GetValueOrDefault(chat)).Select(message => (message, office.Time.GetUtcNow())));
            noted[chat] = sent.Count;
        }
    }
}
