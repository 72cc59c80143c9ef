using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.People.OneHumanTests;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.People;

/// <summary>Two who were one human by an entry of the catalog, and are not any more.</summary>
public sealed class RemovedEntriesTests
{
    private static readonly PersonEntry Both = new(Sal.Person, [Ana.Person], null, null, null, null);

    [Fact]
    public async Task Who_was_the_requester_by_an_entry_that_left_the_catalog_does_not_decide_on_what_was_open_then()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        var apart = office.Catalog.Current;
        office.Catalog.Current = apart with { People = [Both] };
        var first = await AskAsync(office, Sal);
        office.Time.Advance(TimeSpan.FromMinutes(1));

        await TakeUpAsync(office, apart);
        office.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await AskAsync(office, Sal);

        Assert.IsType<Refusal.OwnRequest>(await WhyNotAsync(office, first));
        Assert.Null(await WhyNotAsync(office, later));
        Assert.DoesNotContain(Ana.Person, StageMembers.Find(office.Who.Catalog.Current, await office.StateAsync(first)).Joined);
    }

    [Fact]
    public async Task What_was_asked_for_while_an_entry_held_two_for_one_stays_with_the_account_that_asked()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        var apart = office.Catalog.Current;
        office.Catalog.Current = apart with { People = [new PersonEntry(Ana.Person, [Sal.Person], null, null, null, null)] };
        var id = await AskAsync(office, Sal, ("confidential", "true"));
        var hers = (await office.SayAsync(Ana, $"status {id}")).View.Words();

        await TakeUpAsync(office, apart);
        await office.Reconciler.ReconcileAsync(id, default); // a new catalog wakes what is open

        Assert.Contains(id.Value, hers, StringComparison.Ordinal);
        Assert.Equal(Sal.Person, (await office.StateAsync(id)).Requester);
        Assert.Contains(id.Value, (await office.SayAsync(Sal, "my requests")).View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(id.Value, (await office.SayAsync(Ana, "my requests")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_comes_back_joins_the_two_again_and_what_was_kept_of_them_names_no_other_human()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var apart = office.Catalog.Current;
        office.Catalog.Current = apart with { People = [Both] };
        await TakeUpAsync(office, apart);
        var parted = office.Who.Catalog.Current.Directory.AreSame(Sal.Person, Ana.Person);

        await TakeUpAsync(office, apart with { People = [Both] });

        Assert.False(parted);
        Assert.True(office.Who.Catalog.Current.Directory.AreSame(Sal.Person, Ana.Person));
        Assert.Empty(office.Who.Catalog.Current.Directory.FormerSelves(Ana.Person));
    }

    [Fact]
    public async Task An_entry_with_an_address_that_came_to_another_account_joins_nobody_until_an_administrator_says_whom_it_means()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var later = await PassOnAsync(office);
        office.Catalog.Current = office.Catalog.Current with { People = [new PersonEntry(Ana.Person, [Sal.Person], null, null, null, null)] };
        var unclear = office.Who.Catalog.Current.Directory;

        await office.Who.Links.JudgeAsync(later, Sal.Person, false, Iam.Person, "The new hire.", false, default);
        var clear = office.Who.Catalog.Current.Directory;

        Assert.False(unclear.AreSame(Ana.Person, Sal.Person) || unclear.AreSame(Ana.Person, later));
        Assert.Contains((Sal.Person, DateTimeOffset.MaxValue), unclear.FormerSelves(Ana.Person)); // neither decides for the other meanwhile
        Assert.False(clear.AreSame(Ana.Person, Sal.Person));
        Assert.True(clear.AreSame(Ana.Person, later));
    }

    [Fact]
    public async Task An_administrator_can_say_that_an_entry_still_means_the_earlier_holder_and_change_their_mind()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var later = await PassOnAsync(office);
        office.Catalog.Current = office.Catalog.Current with { People = [new PersonEntry(Ana.Person, [Sal.Person], null, null, null, null)] };
        async Task<PersonId> SayAsync(PersonId one, PersonId other)
        {
            var said = await office.Who.Links.JudgeAsync(one, other, false, Iam.Person, "Seen in the directory.", false, default);
            Assert.Single(said);
            Assert.Empty(await office.Who.Links.JudgeAsync(one, other, false, Iam.Person, "Seen in the directory.", false, default));
            var directory = office.Who.Catalog.Current.Directory;
            return new[] { Sal.Person, later }.Single(holder => directory.AreSame(Ana.Person, holder));
        }

        PersonId[] FormersOfAna() => [.. office.Who.Catalog.Current.Directory.FormerSelves(Ana.Person).Select(former => former.Person)];

        Assert.Equal(Sal.Person, await SayAsync(Sal.Person, later));
        Assert.Empty(FormersOfAna());
        Assert.Equal(later, await SayAsync(later, Sal.Person));
        Assert.Equal([Sal.Person], FormersOfAna()); // whose open requests she does not decide
        Assert.Equal(Sal.Person, await SayAsync(Sal.Person, later));
        Assert.Equal([later], FormersOfAna());
        Assert.Equal(Iam.Person.Value, office.Who.Known.Rows[Sal.Person].Verdicts[^1].By); // told like any other
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_the_requester_by_an_entry_whose_address_passes_to_another_does_not_decide_on_what_was_open_then(bool appeared)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = office.Catalog.Current with { People = [new PersonEntry(Ana.Person, [Sal.Person], null, null, null, null)] };
        var id = await AskAsync(office, Sal);
        office.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await PassOnAsync(office);
        if (appeared)
        {
            await office.SayAsync(Ana, "help");
        }

        var before = await WhyNotAsync(office, id);
        await office.Who.Links.JudgeAsync(later, Sal.Person, false, Iam.Person, "The new hire.", false, default);

        Assert.IsType<Refusal.OwnRequest>(before);
        Assert.True(office.Who.Catalog.Current.Directory.AreSame(Ana.Person, later));
        Assert.IsType<Refusal.OwnRequest>(await WhyNotAsync(office, id));
    }

    [Fact]
    public async Task A_later_holder_who_was_the_requester_by_an_entry_stays_so_for_what_was_open_when_it_left()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var later = await PassOnAsync(office);
        await office.Who.Links.JudgeAsync(later, Sal.Person, false, Iam.Person, "The new hire.", false, default);
        var apart = office.Catalog.Current;
        office.Catalog.Current = apart with { People = [new PersonEntry(Sal.Person, [Ana.Person], null, null, null, null)] };
        var wereOne = office.Who.Catalog.Current.Directory.AreSame(later, Ana.Person);

        await TakeUpAsync(office, apart);

        Assert.True(wereOne);
        Assert.Contains((later, office.Time.GetUtcNow()), office.Who.Catalog.Current.Directory.FormerSelves(Ana.Person));
        Assert.Contains((Ana.Person, office.Time.GetUtcNow()), office.Who.Catalog.Current.Directory.FormerSelves(later));
    }

    [Fact]
    public async Task An_entry_that_only_names_another_address_first_parts_nobody()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Catalog.Current = office.Catalog.Current with { People = [Both] };

        await TakeUpAsync(
            office, office.Catalog.Current with { People = [new PersonEntry(Ana.Person, [Sal.Person], null, null, null, null)] });

        Assert.Empty(office.Who.Known.Rows);
    }

    [Fact]
    public async Task What_was_done_once_for_one_identity_is_not_done_again_for_the_human_that_it_turns_out_to_be()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var people = office.Who.People;
        await people.TryClaimAsync(Ana.Person, "reminder", default);
        await people.ConfirmAsync(Ana.Person, "reminder", default);

        office.Catalog.Current = office.Catalog.Current with { People = [Both] };

        Assert.False(await people.TryClaimAsync(Sal.Person, "reminder", default));
        Assert.True(await people.TryClaimAsync(Sal.Person, "ping", default));
        office.Catalog.Current = office.Catalog.Current with { People = [] };
        Assert.True(await people.TryClaimAsync(Sal.Person, "reminder", default)); // what could not be claimed is not kept
        Assert.False(await people.TryClaimAsync(Ana.Person, "ping", default));
    }

    // Sal leaves, and another account comes up under the address.
    private static async Task<PersonId> PassOnAsync(Office office)
    {
        await office.SayAsync(Sal, "help");
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);
        await AppearAsync(office, Sal with { Account = "teams|72f988bf|sam", Name = "Sam Alder" }, Sal.Person.Value);
        return Sal.Person.Nth(2);
    }

    private static async Task TakeUpAsync(Office office, PolicyCatalog next)
    {
        await new RemovedEntries(office.Who.Known, office.Time).KeepAsync(office.Catalog.Current, next, default);
        office.Catalog.Current = next;
    }

    private static async Task<Refusal?> WhyNotAsync(Office office, ExceptionId id)
    {
        var state = await office.StateAsync(id);
        return Access.WhyNotDecide(state, Subject.From(office.Who.Catalog.Current, state, Ana.Person), 1, office.Time.GetUtcNow());
    }
}
