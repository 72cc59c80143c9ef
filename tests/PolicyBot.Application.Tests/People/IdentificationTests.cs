using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.People;

/// <summary>
/// A person's identity: what the channel proves, an entry of the catalog, else the channel's directory. Never typed text.
/// </summary>
public sealed class IdentificationTests
{
    private static readonly PersonId Mail = PersonId.Parse("cis.okafor@contoso.example");
    private static readonly PersonId SignIn = PersonId.Parse("cokafor@contoso.onmicrosoft.example");

    private readonly FakeChannel _teams = new("teams");
    private readonly FakeCatalog _catalog = new();
    private readonly FakePeople _people = new();
    private readonly FakeAddressBook _book = new();
    private readonly FakeTimeProvider _time = new(ARequest.Sent);
    private readonly Identification _identification;

    public IdentificationTests() =>
        _identification =
            new WhoIsWho(_people, _catalog, [_teams], _time, _book).Identify(new FakeIndex(), new FakeWork());

    [Fact]
    public async Task The_directorys_mail_says_who_it_is()
    {
        Says(DirectoryVerdict.Member, " Cis.Okafor@Contoso.Example ", SignIn.Value);

        Assert.Equal(Mail, await PersonAsync());
    }

    [Fact]
    public async Task Without_a_mail_the_sign_in_name_does()
    {
        Says(DirectoryVerdict.Member, "", SignIn.Value);

        Assert.Equal(SignIn, await PersonAsync());
    }

    [Fact]
    public async Task An_entry_of_the_catalog_that_lists_the_account_wins_over_the_directory()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        Lists(Entry(Ciso.Person) with { Teams = "CISO" });

        Assert.Equal(Ciso.Person, await PersonAsync());
    }

    [Theory]
    [InlineData("cis.okafor@contoso.example")]
    [InlineData("cokafor@contoso.onmicrosoft.example")]
    public async Task An_entry_of_the_catalog_that_lists_one_of_the_addresses_wins_over_the_directory(string listed)
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        Lists(Entry(Ciso.Person, PersonId.Parse(listed)));

        Assert.Equal(Ciso.Person, await PersonAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_fits_two_entries_of_the_catalog_is_not_served(bool isMet)
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        _ = isMet ? await PersonAsync() : default;
        PersonEntry[][] contradictions =
        [
            [Entry(Ciso.Person, Mail), Entry(Deputy.Person) with { Teams = "ciso" }],
            [Entry(Deputy.Person) with { Teams = "ciso" }, Entry(Ciso.Person, Mail)],
            [Entry(Ciso.Person, Mail), Entry(Deputy.Person, SignIn)],
            [Entry(Deputy.Person, SignIn), Entry(Ciso.Person, Mail)],
        ];
        foreach (var entries in contradictions)
        {
            Lists(entries);

            Assert.Equal(NotServedBecause.Ambiguous, await WhyNotAsync());
        }
    }

    [Fact]
    public async Task An_entry_that_lists_account_and_address_is_one_person()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        Lists(Entry(Ciso.Person, Mail, SignIn) with { Teams = "ciso" });

        Assert.Equal(Ciso.Person, await PersonAsync());
    }

    [Theory]
    [InlineData(DirectoryVerdict.Guest, NotServedBecause.Guest)]
    [InlineData(DirectoryVerdict.Deactivated, NotServedBecause.Deactivated)]
    [InlineData(DirectoryVerdict.Unknown, NotServedBecause.Unknown)]
    [InlineData(DirectoryVerdict.Unavailable, NotServedBecause.DirectoryUnavailable)]
    public async Task Whoever_the_directory_does_not_vouch_for_is_not_served_even_when_the_catalog_lists_them(
        DirectoryVerdict verdict, NotServedBecause why)
    {
        Says(verdict, Mail.Value, SignIn.Value);
        Lists(Entry(Ciso.Person) with { Teams = "ciso" });

        Assert.Equal(why, await WhyNotAsync());
    }

    [Fact]
    public async Task A_member_without_any_address_is_not_served()
    {
        Says(DirectoryVerdict.Member, "", "no address");

        Assert.Equal(NotServedBecause.NoAddress, await WhyNotAsync());
    }

    [Fact]
    public async Task An_account_of_a_channel_that_is_switched_off_is_not_served()
    {
        var identified = await _identification.OfAsync(Office.AccountOf(Bo), default);

        Assert.Equal(new Identified.NotServed(NotServedBecause.DirectoryUnavailable), identified);
    }

    [Fact]
    public async Task A_name_that_is_shown_proves_nothing()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);

        var identified = await _identification.OfAsync(Account with { Name = Ana.Person.Value }, default);

        Assert.Equal(Mail, Assert.IsType<Identified.Known>(identified).Actor.Person);
    }

    [Fact]
    public async Task The_directory_is_asked_again_after_fifteen_minutes_and_not_before()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();
        Says(DirectoryVerdict.Deactivated, Mail.Value, SignIn.Value);

        _time.Advance(TimeSpan.FromMinutes(14.9));
        var before = await PersonAsync();
        _time.Advance(TimeSpan.FromMinutes(0.1));
        var after = await WhyNotAsync();

        Assert.Equal((Mail, NotServedBecause.Deactivated), (before, after));
    }

    [Fact]
    public async Task An_answer_of_the_directory_outlives_a_restart()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();

        await new WhoIsWho(_people, _catalog, [_teams], _time, _book).Identify(new FakeIndex(), new FakeWork())
            .OfAsync(Account, default);

        Assert.Equal(1, _teams.LookUps);
    }

    [Fact]
    public async Task A_directory_that_is_down_is_asked_again_at_the_next_word()
    {
        Says(DirectoryVerdict.Unavailable, "", "");
        var first = await WhyNotAsync();
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);

        Assert.Equal((NotServedBecause.DirectoryUnavailable, Mail), (first, await PersonAsync()));
    }

    [Fact]
    public async Task Whoever_was_known_can_be_written_to_while_the_directory_is_down()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();
        Says(DirectoryVerdict.Unavailable, "", "");
        _time.Advance(TimeSpan.FromMinutes(15));

        var now = await WhyNotAsync();

        Assert.Equal(NotServedBecause.DirectoryUnavailable, now);
        Assert.Single(await _people.OfAsync(Mail, default));
    }

    [Fact]
    public async Task A_removed_account_is_asked_for_anew_and_cannot_be_written_to_until_it_writes()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();

        await _identification.RemoveAsync(Account.Account, "BotNotInConversationRoster", default);
        var removed = await _people.ReadAsync(Account.Account, default);
        await PersonAsync();
        var back = await _people.ReadAsync(Account.Account, default);

        Assert.Equal(("BotNotInConversationRoster", ""), (removed!.DeadBecause, back!.DeadBecause));
        Assert.Equal(2, _teams.LookUps);
    }

    [Fact]
    public async Task An_account_that_changed_is_asked_for_again_at_once_whichever_host_hears_of_it()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();
        Says(DirectoryVerdict.Guest, Mail.Value, SignIn.Value);

        await new WhoIsWho(_people, _catalog, [_teams], _time, _book).Identify(new FakeIndex(), new FakeWork())
            .AskAgainAsync(Account.Account, default);

        Assert.Equal("guest", Assert.Single(await _people.OfAsync(Mail, default)).DeadBecause); // nothing is written to it any more
        Assert.Equal(NotServedBecause.Guest, await WhyNotAsync());
    }

    [Fact]
    public async Task An_account_is_one_of_ours_once_it_is_met_or_listed()
    {
        var before = await _identification.KnowsAsync(Account.Account, default);
        Lists(Entry(Ciso.Person) with { Teams = "CISO" });
        var listed = await _identification.KnowsAsync(Account.Account, default);
        Lists();
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();

        Assert.Equal((false, true, true), (before, listed, await _identification.KnowsAsync(Account.Account, default)));
    }

    [Fact]
    public void An_entry_lists_accounts_of_the_channel_it_names_and_of_no_other()
    {
        var entry = Entry(Ciso.Person) with { Teams = "C150", Slack = "U0123" };

        Assert.True(entry.Lists(new ChannelAccount("teams", "any", "c150")));
        Assert.True(entry.Lists(new ChannelAccount("slack", "any", "U0123")));
        Assert.False(entry.Lists(new ChannelAccount("api", "any", "c150")));
        Assert.False(entry.Lists(new ChannelAccount("slack", "any", "c150")));
    }

    [Fact]
    public async Task A_new_catalog_counts_at_once()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        var before = await PersonAsync();

        Lists(Entry(Ciso.Person, Mail));

        Assert.Equal((Mail, Ciso.Person), (before, await PersonAsync()));
        Assert.Single(await _people.OfAsync(Mail, default)); // where it was proven: the catalog may be corrected
    }

    [Fact]
    public async Task Where_somebody_was_last_heard_is_where_they_are_written_to()
    {
        Says(DirectoryVerdict.Member, Mail.Value, SignIn.Value);
        await PersonAsync();

        await _identification.OfAsync(
            Account with { Conversation = "another-chat", ServiceUrl = "https://moved.example/", Name = "" }, default);
        await _identification.OfAsync(Account with { Conversation = "", ServiceUrl = "" }, default); // said in a group

        var known = (await _people.ReadAsync(Account.Account, default))!;
        Assert.Equal(("another-chat", "https://moved.example/", Ciso.Name), (known.Conversation, known.ServiceUrl, known.Name));
    }

    private static KnownAccount Account => Office.AccountOf(Ciso);

    private static PersonEntry Entry(PersonId person, params PersonId[] addresses) => new(person, addresses, null, null, null, null);

    private void Says(DirectoryVerdict verdict, string mail, string signIn) =>
        _teams.Directory["ciso"] = new DirectoryAnswer(verdict, mail, signIn, Ciso.Name);

    private void Lists(params PersonEntry[] entries) => _catalog.Current = TestCatalog.Contoso with { People = entries };

    private async Task<PersonId> PersonAsync() =>
        Assert.IsType<Identified.Known>(await _identification.OfAsync(Account, default)).Actor.Person;

    private async Task<NotServedBecause> WhyNotAsync() =>
        Assert.IsType<Identified.NotServed>(await _identification.OfAsync(Account, default)).Why;
}
