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
            Envelopes = "one@contoso.example two@contoso.example",
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
    public async Task What_was_written_since_an_account_was_read_stays_when_it_is_changed()
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

        await people.ChangeAsync(InTeams, known => known! with { LastApprovals = known.LastApprovals + " two" }, default);

        Assert.Equal(since with { LastApprovals = "one two" }, await people.ReadAsync(InTeams, default));
        Assert.Equal([since with { LastApprovals = "one two" }], await people.OfAsync(Ana, default));
    }

    [Fact]
    public async Task A_write_between_reading_and_changing_an_account_is_not_lost()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana }, default);

        await Task.WhenAll(
            [
                .. Enumerable.Range(0, 6).Select(number => Task.Run(() =>
                    people.ChangeAsync(InTeams, known => known! with { Envelopes = $"{known.Envelopes}{number}" }, default))),
            ]);

        var account = await people.ReadAsync(InTeams, default);
        Assert.Equal("012345", string.Concat(account!.Envelopes.Order()));
        Assert.Equal([account], await people.OfAsync(Ana, default));
    }

    [Fact]
    public async Task An_account_that_moves_while_others_change_it_is_listed_as_it_stands_and_once()
    {
        var people = await NewAsync();
        await people.WriteAsync(new KnownAccount { Account = InTeams, Person = Ana }, default);

        await Task.WhenAll(
            [
                Task.Run(() => people.ChangeAsync(InTeams, known => known! with { Person = Bo }, default)),
                .. Enumerable.Range(0, 5).Select(number => Task.Run(() =>
                    people.ChangeAsync(InTeams, known => known! with { Envelopes = $"{known.Envelopes}{number}" }, default))),
            ]);

        var account = await people.ReadAsync(InTeams, default);
        Assert.Equal((Bo, "01234"), (account!.Person, string.Concat(account.Envelopes.Order())));
        Assert.Empty(await people.OfAsync(Ana, default));
        Assert.Equal([account], await people.OfAsync(Bo, default));
    }

    [Fact]
    public async Task A_change_may_make_an_account_or_keep_what_stands()
    {
        var people = await NewAsync();
        var made = new KnownAccount { Account = InSlack, Person = Bo };

        await people.ChangeAsync(InTeams, known => known, default);
        await people.ChangeAsync(InSlack, known => known is null ? made : null, default);
        await people.ChangeAsync(InSlack, known => known is null ? made with { Person = Ana } : null, default);

        Assert.Null(await people.ReadAsync(InTeams, default));
        Assert.Equal(made, await people.ReadAsync(InSlack, default));
        Assert.Equal([made], await people.OfAsync(Bo, default));
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
    public async Task What_is_confirmed_has_happened_and_what_is_claimed_or_given_back_has_not()
    {
        var people = await NewAsync();
        foreach (var what in new[] { "claimed", "given back", "confirmed" })
        {
            await people.TryClaimAsync(Ana, what, default);
        }

        await people.ReleaseAsync(Ana, "given back", default);
        await people.ConfirmAsync(Ana, "confirmed", default);

        Assert.True(await people.HasHappenedAsync(Ana, "confirmed", default));
        Assert.False(await people.HasHappenedAsync(Ana, "claimed", default));
        Assert.False(await people.HasHappenedAsync(Ana, "given back", default));
        Assert.False(await people.HasHappenedAsync(Bo, "confirmed", default));
    }

    [Fact]
    public async Task A_claim_is_no_account()
    {
        var people = await NewAsync();

        await people.TryClaimAsync(Ana, "account", default);

        Assert.Empty(await people.OfAsync(Ana, default));
    }
}
