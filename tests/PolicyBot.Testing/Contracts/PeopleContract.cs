using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of accounts does.</summary>
public abstract class PeopleContract
{
    private static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private static readonly PersonId Bo = PersonId.Parse("o'bo/x#y?z@contoso.example");
    private static readonly ChannelAccount InTeams = new("teams", "tenant", "object-1");
    private static readonly ChannelAccount InSlack = new("slack", "T1", "U/1#2?3");

    /// <summary>An empty store.</summary>
    protected abstract Task<IPeople> NewAsync();

    /// <summary>The time that claims go by.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2027, 1, 15, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Nobody_knows_an_account_that_was_never_met()
    {
        var people = await NewAsync();

        Assert.Null(await people.ReadAsync(InTeams, default));
        Assert.Empty(await people.OfAsync(Ana, default));
    }

    [Fact]
    public async Task An_account_is_read_back_whole()
    {
        var people = await NewAsync();
        var account = new KnownAccount
        {
            Account = InTeams,
            Person = Ana,
            Name = "Ana Gärtner 😀",
            MemberId = "29:1",
            Conversation = "a:1",
            ServiceUrl = "https://smba.example/emea/",
            DeadBecause = "BotNotInConversationRoster",
            LastSeen = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero),
            Directory = new(DirectoryVerdict.Guest, "ana@contoso.example", "ana_contoso#ext#", "Ana"),
            DirectoryAskedAt = new(2027, 1, 15, 11, 0, 0, TimeSpan.Zero),
        };

        await people.WriteAsync(account, default);

        Assert.Equal(account, await people.ReadAsync(InTeams, default));
        Assert.Equal([account], await people.OfAsync(Ana, default));
    }

    [Fact]
    public async Task A_person_is_listed_with_all_accounts_and_none_of_anybody_else()
    {
        var people = await NewAsync();
        KnownAccount[] anas = [new() { Account = InTeams, Person = Ana }, new() { Account = InSlack, Person = Ana }];
        foreach (var account in anas.Append(new KnownAccount { Account = InTeams with { Id = "object-2" }, Person = Bo }))
        {
            await people.WriteAsync(account, default);
        }

        var found = await people.OfAsync(Ana, default);

        Assert.Equal(anas.ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public async Task What_is_written_again_replaces_what_stood_there()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana, DeadBecause = "blocked" }, default);

        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana }, default);

        Assert.Equal("", (await people.ReadAsync(InTeams, default))!.DeadBecause);
        Assert.Equal("", Assert.Single(await people.OfAsync(Ana, default)).DeadBecause);
    }

    [Fact]
    public async Task An_account_that_changes_hands_is_listed_under_its_new_person_alone()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InSlack, Person = Ana }, default);

        await people.WriteAsync(new KnownAccount { Account = InSlack, Person = Bo }, default);

        Assert.Empty(await people.OfAsync(Ana, default));
        Assert.Equal(InSlack, Assert.Single(await people.OfAsync(Bo, default)).Account);
    }

    [Fact]
    public async Task An_account_that_is_nobodys_is_kept_and_listed_nowhere()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana }, default);

        await people.WriteAsync(new KnownAccount { Account = InTeams }, default);

        Assert.Equal(default, (await people.ReadAsync(InTeams, default))!.Person);
        Assert.Empty(await people.OfAsync(Ana, default));
        Assert.Empty(await people.OfAsync(default, default));
    }

    [Fact]
    public async Task When_several_write_one_account_at_once_it_is_listed_where_it_says_it_belongs()
    {
        var people = await NewAsync();
        PersonId[] persons = [.. Enumerable.Range(0, 6).Select(number => PersonId.Parse($"p{number}@contoso.example"))];

        await Task.WhenAll(
            persons.Select(person => Task.Run(() => people.WriteAsync(new KnownAccount { Account = InTeams, Person = person }, default))));
        var account = await people.ReadAsync(InTeams, default);

        foreach (var person in persons)
        {
            Assert.Equal(person == account!.Person ? 1 : 0, (await people.OfAsync(person, default)).Count);
        }
    }

    [Fact]
    public async Task What_was_written_since_an_approval_was_read_stays_when_its_words_are_kept()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana, LastApprovals = "one" }, default);
        var since = new KnownAccount
        {
            Account = InTeams,
            Person = Ana,
            LastApprovals = "one",
            DeadBecause = "blocked",
            ChosenLanguage = "de",
        };
        await people.WriteAsync(since, default);

        await people.ChangeApprovalsAsync(InTeams, Ana, last => last + " two", default);

        Assert.Equal(since with { LastApprovals = "one two" }, await people.ReadAsync(InTeams, default));
        Assert.Equal("blocked", Assert.Single(await people.OfAsync(Ana, default)).DeadBecause);
    }

    [Fact]
    public async Task A_write_between_reading_and_keeping_the_words_of_an_approval_is_not_lost()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana }, default);

        await Task.WhenAll(
            [
                .. Enumerable.Range(0, 6).Select(number => Task.Run(() =>
                    people.ChangeApprovalsAsync(InTeams, Ana, last => $"{last}{number}", default))),
            ]);

        Assert.Equal("012345", string.Concat((await people.ReadAsync(InTeams, default))!.LastApprovals.Order()));
    }

    [Fact]
    public async Task Words_of_an_approval_bring_nobody_back_who_was_unlinked_and_make_no_account()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana }, default);
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Bo }, default);

        await people.ChangeApprovalsAsync(InTeams, Ana, last => last + "x", default);
        await people.ChangeApprovalsAsync(InSlack, Ana, last => last + "x", default);

        Assert.Empty(await people.OfAsync(Ana, default));
        Assert.Equal(new KnownAccount { Account = InTeams, Person = Bo }, await people.ReadAsync(InTeams, default));
        Assert.Null(await people.ReadAsync(InSlack, default));
    }

    [Fact]
    public async Task A_claim_is_given_once()
    {
        var people = await NewAsync();

        var taken =
            await Task.WhenAll(Enumerable.Range(0, 6)
                .Select(_ => Task.Run(() => people.TryClaimAsync(Ana, "reminder|2027-01-15", default))));

        Assert.Single(taken, true);
    }

    [Fact]
    public async Task Claims_of_other_people_and_other_things_are_other_claims()
    {
        var people = await NewAsync();
        await people.TryClaimAsync(Ana, "reminder|2027-01-15", default);

        Assert.True(await people.TryClaimAsync(Ana, "reminder|2027-01-16", default));
        Assert.True(await people.TryClaimAsync(Bo, "reminder|2027-01-15", default));
    }

    [Fact]
    public async Task A_claim_that_was_given_back_is_to_be_had_again()
    {
        var people = await NewAsync();
        await people.TryClaimAsync(Ana, "x", default);

        var released = await people.ReleaseAsync(Ana, "x", default);
        var never = await people.ReleaseAsync(Ana, "never claimed", default);

        Assert.Equal((true, false), (released, never));
        Assert.True(await people.TryClaimAsync(Ana, "x", default));
    }

    [Fact]
    public async Task A_claim_that_nobody_confirmed_runs_out_and_one_that_was_confirmed_never_does()
    {
        var people = await NewAsync();
        await people.TryClaimAsync(Ana, "left behind", default);
        await people.TryClaimAsync(Ana, "happened", default);
        await people.ConfirmAsync(Ana, "happened", default);

        Time.Advance(IPeople.ClaimHolds - TimeSpan.FromSeconds(1));
        var early = await people.TryClaimAsync(Ana, "left behind", default);
        Time.Advance(TimeSpan.FromSeconds(2));
        var taken =
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => people.TryClaimAsync(Ana, "left behind", default))));
        var happened = await people.TryClaimAsync(Ana, "happened", default);

        Assert.False(early);
        Assert.Single(taken, true);
        Assert.False(happened);
    }

    [Fact]
    public async Task A_claim_is_no_account()
    {
        var people = await NewAsync();

        await people.TryClaimAsync(Ana, "account", default);

        Assert.Empty(await people.OfAsync(Ana, default));
    }
}
