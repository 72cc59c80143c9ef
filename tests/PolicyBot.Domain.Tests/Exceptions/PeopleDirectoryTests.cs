using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

public sealed class PeopleDirectoryTests
{
    private static readonly DateTimeOffset May = new(2027, 5, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId AnaByName = PersonId.Parse("ana.silva@contoso.example");

    [Fact]
    public void Two_hosts_that_joined_the_same_people_at_once_leave_one_person_to_everybody()
    {
        var directory = new PeopleDirectory([Row(Deputy.Person, Ana.Person), Row(Ana.Person, Bo.Person), Row(Bo.Person, Ana.Person)], []);

        Assert.Equal([Ana.Person], new[] { Deputy, Ana, Bo }.Select(person => directory.Resolve(person.Person)).Distinct());
    }

    [Fact]
    public void The_newest_judgement_about_two_people_stands_whichever_of_their_identities_it_names()
    {
        KnownAddress[] rows =
        [
            Row(AnaByName, Ana.Person),
            Row(Ana.Person, Ana.Person) with { Verdicts = [Judged(Bo.Person, isSame: true), Judged(Bo.Person, isSame: false)] },
        ];
        var directory = new PeopleDirectory(rows, []);

        Assert.True(directory.AreApart(AnaByName, Bo.Person));
        Assert.True(directory.AreApart(Bo.Person, AnaByName));
        Assert.False(directory.AreApart(AnaByName, Ciso.Person));
    }

    [Fact]
    public void A_later_holder_is_whom_the_catalog_means_and_the_earlier_one_whom_records_mean()
    {
        var second = Sal.Person.Nth(2);
        var directory = new PeopleDirectory([Row(Sal.Person, Sal.Person) with { Holder = second }, Row(second, second)], []);

        Assert.Equal((second, Sal.Person), (directory.FindHolder(Sal.Person), directory.Resolve(Sal.Person)));
        Assert.Equal("sal@contoso.example", second.Address);
    }

    [Fact]
    public void An_entry_whose_own_address_is_proven_to_be_another_identitys_joins_its_other_addresses_and_parts_nobody()
    {
        var entry = new PersonEntry(Ana.Person, [Deputy.Person, Bo.Person], null, null, null, null);

        var directory = new PeopleDirectory([Row(Ana.Person, AnaByName)], [entry]);

        Assert.All([AnaByName, Deputy.Person, Bo.Person], one => Assert.True(directory.AreSame(Ana.Person, one), $"{one}"));
    }

    [Fact]
    public void Who_was_one_human_by_an_entry_is_found_parted_also_as_a_later_holder_or_by_an_account_that_it_lists()
    {
        var second = Sal.Person.Nth(2);
        PersonEntry[] before =
        [
            new(Sal.Person, [Ana.Person], null, null, null, null),
            new(Bo.Person, [], null, "U0BO", null, null),
            new(Ciso.Person, [AnaByName], null, null, null, null),
        ];
        var directory = new PeopleDirectory(
            [
                Row(Sal.Person, Sal.Person) with { Holder = second },
                Row(second, second),
                Row(Deputy.Person, Deputy.Person) with { Proofs = [new AddressProof("slack|T0|U0BO", May)] },
            ],
            [before[2]]);

        var parted = directory.FindParted(before).Select(one => one.Order().ToList()).ToList();

        Assert.Equal([[Ana.Person, second], [Bo.Person, Deputy.Person]], parted);
    }

    [Fact]
    public void A_name_that_two_people_share_comes_with_the_address()
    {
        var directory = new PeopleDirectory(
            [
                Row(Ana.Person, Ana.Person) with { Name = "Ana Silva" },
                Row(AnaByName, AnaByName) with { Name = "Ana Silva" },
                Row(Bo.Person, Bo.Person) with { Name = "Bo Berg" },
            ],
            []);

        Assert.Equal("Ana Silva (ana@contoso.example)", directory.NameOf(Ana.Person));
        Assert.Equal(("Bo Berg", "ciso@contoso.example"), (directory.NameOf(Bo.Person), directory.NameOf(Ciso.Person)));
    }

    [Fact]
    public void Who_stands_in_a_record_under_two_identities_leaves_under_both_and_only_once()
    {
        var anaAgain = Ana with { Person = AnaByName };
        var request = new ARequest { Stages = [AStage.Needs(1, Ana, Bo), AStage.Needs(1, anaAgain, Ciso)] };
        var record = request.InReview();
        record = record.After(Bo.Approves());
        var directory = new PeopleDirectory([Row(Ana.Person, Ana.Person), Row(AnaByName, Ana.Person)], []);

        var (first, after) = Change(record, directory, left: [Ana.Person], joined: []);
        var (second, _) = Change(after, directory, left: [Ana.Person], joined: []);

        Assert.Equal([AnaByName], Assert.IsType<ExceptionEvent.MembersChanged>(Assert.Single(first)).Left);
        Assert.DoesNotContain(Ana.Person, after.State.Resolve(directory).Review!.Principals);
        Assert.Empty(second);
    }

    [Fact]
    public void A_delegate_of_who_was_parted_from_the_requester_does_not_decide_on_what_was_open_then()
    {
        var record = new ARequest { Stages = [AStage.Needs(1, Ana, Bo)] }.InReview();
        var delegation = new Delegation(Ana.Person, Deputy.Person, record.Now.AddDays(3), record.Now);
        record = record.After(new ExceptionCommand.ApplyDelegations(1, [delegation]) { By = Actor.PolicyBot });
        var parted = Judged(Sal.Person, isSame: false) with { WereOne = true, At = record.Now.AddDays(1) };
        var catalog = TestCatalog.Contoso.Resolve([Row(Ana.Person, Ana.Person) with { Verdicts = [parted] }]);

        var subject = Subject.From(catalog, record.State, Deputy.Person);

        Assert.IsType<Refusal.OwnRequest>(Access.WhyNotDecide(record.State, subject, 1, record.Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana@contoso.example")]
    [InlineData("ANA@contoso.example")]
    public void Who_has_no_name_in_the_directory_is_called_by_the_address_once_and_never_by_an_id(string name)
    {
        var again = Ana.Person.Nth(2);
        var directory = new PeopleDirectory([Row(again, again) with { Name = name }, Row(Bo.Person, Bo.Person) with { Name = name }], []);

        Assert.Equal("ana@contoso.example", directory.NameOf(again));
        Assert.Equal("ana@contoso.example", directory.Distinguish(name, again));
    }

    private static (IReadOnlyList<ExceptionEvent> Facts, ARecord After) Change(
        ARecord record, PeopleDirectory directory, IReadOnlyList<PersonId> left, IReadOnlyList<PersonId> joined)
    {
        var command = new ExceptionCommand.ChangeMembers(
            record.State.Review!.Stage, new StageMembers(left, joined), [], ARequest.CatalogHash)
        { By = Actor.PolicyBot };
        var decision = (Decision.Accepted)ExceptionRules.Decide(record.State.Resolve(directory), command, record.Now);
        var facts = decision.Facts.AsKnownTo(record.State, directory, Actor.PolicyBot);
        return (facts, facts.Count == 0 ? record : record.With(Actor.PolicyBot, facts));
    }

    private static KnownAddress Row(PersonId address, PersonId person) => new() { Address = address, Person = person };

    private static IdentityVerdict Judged(PersonId with, bool isSame) =>
        new(with, isSame, WereOne: false, May, "iam@contoso.example", "Said so.");
}
