using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Application.Tests.Evidence;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Retention;

public sealed class RegisterRetirementTests
{
    private static readonly ExceptionId Id = ExceptionId.Parse("PX-7Q2M4X9K");
    private static readonly string Hash = new('0', 64);
    private static readonly DateTimeOffset Later = ARequest.Sent.AddDays(100);

    [Fact]
    public async Task Only_what_ended_before_the_day_is_moved_out()
    {
        var register = new FakeRegister();
        await StoreAsync(register, new ARequest { Id = Id }.Granted().Later(TimeSpan.FromDays(1)).After(Sal.Closes()));
        await StoreAsync(register, new ARequest { Id = ExceptionId.Parse("PX-00000002") }.Granted());

        Assert.Equal([Id], (await PlanAsync(register, ARequest.Sent.AddDays(2))).Points.Select(point => point.Id));
        Assert.Empty((await PlanAsync(register, ARequest.Sent.AddDays(1))).Points);
    }

    [Fact]
    public async Task A_broken_record_stays_and_is_named()
    {
        var register = new FakeRegister();
        var record = new ARequest { Id = Id }.Granted().After(Sal.Closes());
        await StoreAsync(register, record);
        register.Falsify(Id, record.Events[1] with { Json = record.Events[1].Json.Replace("}", " }", StringComparison.Ordinal) });

        var plan = await PlanAsync(register, Later);

        Assert.Empty(plan.Points);
        Assert.Contains("broken at event 2", Assert.Single(plan.Left).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_in_a_renewal_stays_with_it()
    {
        var register = new FakeRegister();
        var next = ExceptionId.Parse("PX-00000002");
        await StoreAsync(register, new ARequest { Id = Id }.Granted().With(Actor.PolicyBot, new ExceptionEvent.Renewed(next)));
        await StoreAsync(register, new ARequest { Id = next }.Granted());

        var plan = await PlanAsync(register, Later);

        Assert.Empty(plan.Points);
        Assert.Equal($"{Id}: it goes on as {next}, which stays; it stays.", Assert.Single(plan.Left).ToString());
    }

    [Fact]
    public async Task What_changed_after_the_bundle_was_written_stays()
    {
        var register = new FakeRegister();
        var record = new ARequest { Id = Id }.Granted().After(Sal.Closes());
        await StoreAsync(register, record);
        var plan = await PlanAsync(register, Later);
        var bundle = await VerifiedBundle.OfAsync(register, ABundle.KeyOf(ABundle.NewPem()), Hash);
        var head = (await register.ReadHeadAsync(Id, default))!;
        var more = record.After(Sal.Says());
        Assert.True(await register.TryCommitAsync(
            new Commit("c2", more.State, head.ETag, [.. more.Events.Skip(record.Events.Count)], []), default));

        var left = await ApplyAsync(register, plan, bundle);

        Assert.Equal("it is not as the bundle has it", Assert.Single(left).Why);
        Assert.NotNull(await register.ReadHeadAsync(Id, default));
    }

    [Fact]
    public async Task Those_who_see_everything_are_told_where_it_is_and_all_others_find_nothing()
    {
        var office = await Office.OpenAsync(Sal, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Deputy.Person], []) };
        await office.HoldAsync(new ARequest { Id = Id }.Granted().After(Sal.Closes()));
        await ApplyAsync(office.Stored, await PlanAsync(office.Stored, Later));

        foreach (var words in new[] { $"status {Id}", $"history {Id}", $"why {Id}", $"find {Id}", $"list {Id}" })
        {
            var told = Text((await office.SayAsync(Deputy, words)).View);
            Assert.True(
                told.Contains($"{Id} was moved out of the register", StringComparison.Ordinal)
                    && told.Contains("old.zip", StringComparison.Ordinal),
                $"{words}: {told}");
            Assert.DoesNotContain("moved out", Text((await office.SayAsync(Sal, words)).View), StringComparison.Ordinal);
        }

        await office.Reconciler.ReconcileAsync(Id, default); // a work row that is left leads to nothing
        Assert.Null(await office.Stored.ReadHeadAsync(Id, default));
    }

    private static string Text(CardView view) => view is ListView list
        ? string.Join(' ', list.Intro.Select(part => part.Text).Append(list.Summary))
        : view.Summary;

    private static async Task StoreAsync(FakeRegister register, ARecord record) =>
        Assert.True(await register.TryCommitAsync(new Commit("c", record.State, null, record.Events, []), default));

    private static Task<RetirementPlan> PlanAsync(FakeRegister register, DateTimeOffset before) =>
        Retirement(register).FindAsync(before, () => default, default);

    private static async Task<IReadOnlyList<NotRetired>> ApplyAsync(
        FakeRegister register, RetirementPlan plan, RetiringBundle? bundle = null) =>
        await Retirement(register).ApplyAsync(
            plan.Points, bundle ?? await VerifiedBundle.OfAsync(register, ABundle.KeyOf(ABundle.NewPem()), Hash), Later,
            () => default, default);

    private static RegisterRetirement Retirement(FakeRegister register) =>
        new(register, register, new FakeIndex(), new FakeListings(), new FakeCounts(), new FakeCatalog(), TimeProvider.System);
}
