using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.People;

/// <summary>What is written of an account that was read a while ago: never more than what changed.</summary>
public sealed class AccountChangesTests
{
    private static readonly KnownAccount Read = Office.AccountOf(Sal) with { Person = Sal.Person };
    private readonly FakePeople people = new();

    [Fact]
    public async Task What_was_written_since_an_account_was_read_stays()
    {
        await people.WriteAsync(Read with { LastApprovals = "fine" }, default);

        await people.ChangeWhileTheirsAsync(Read, known => known with { ChosenLanguage = "de" }, default);
        await people.MarkDeadAsync(Read, "blocked", default);

        Assert.Equal(
            Read with { LastApprovals = "fine", ChosenLanguage = "de", DeadBecause = "blocked" },
            await people.ReadAsync(Read.Account, default));
    }

    [Fact]
    public async Task An_account_that_moved_to_another_human_or_was_never_kept_gets_nothing_of_the_former_one()
    {
        await people.ChangeWhileTheirsAsync(Read, known => known with { ChosenLanguage = "de" }, default);
        Assert.Null(await people.ReadAsync(Read.Account, default));

        await people.WriteAsync(Read with { Person = Bo.Person }, default);
        await people.ChangeWhileTheirsAsync(Read, known => known with { ChosenLanguage = "de" }, default);
        Assert.Equal(Read with { Person = Bo.Person }, await people.ReadAsync(Read.Account, default));
    }

    [Fact]
    public async Task A_dead_account_is_dead_for_whomever_it_is_and_is_kept_as_theirs_whom_the_catalog_lists_it_for()
    {
        await people.MarkDeadAsync(Read, "blocked", default);
        Assert.Equal(Read with { DeadBecause = "blocked" }, Assert.Single(await people.OfAsync(Sal.Person, default)));

        await people.WriteAsync(Read with { Person = default }, default);
        await people.MarkDeadAsync(Read, "blocked", default);
        Assert.Equal(Read with { DeadBecause = "blocked" }, Assert.Single(await people.OfAsync(Sal.Person, default)));

        await people.WriteAsync(Read with { Person = Bo.Person }, default);
        await people.MarkDeadAsync(Read, "blocked", default);
        Assert.Equal(Read with { Person = Bo.Person, DeadBecause = "blocked" }, await people.ReadAsync(Read.Account, default));
    }

    [Fact]
    public void A_press_keeps_what_others_wrote_meanwhile_and_writes_what_it_found_out()
    {
        var stands = Read with
        {
            Person = Bo.Person,
            Identities = "bo@contoso.example",
            ChosenLanguage = "de",
            DeadBecause = "blocked",
            LastApprovals = "fine",
        };

        Assert.Equal(stands with { Name = "Sally" }, (Read with { Name = "Sally" }).Over(Read, stands));
        var found = Read with { Person = Ana.Person, Identities = "ana@contoso.example", ChosenLanguage = "en", DeadBecause = "guest" };
        Assert.Equal(found with { LastApprovals = "fine" }, found.Over(Read, stands));
        Assert.Equal(Read with { LastApprovals = "fine", ChosenLanguage = "de", DeadBecause = "blocked" }, Read.Over(null, stands));
        Assert.Equal(Read, Read.Over(Read with { Name = "" }, Read with { Name = "" }));
        Assert.Equal(Read, Read.Over(null, null));
    }

    [Fact]
    public async Task Who_approves_while_they_are_identified_elsewhere_loses_no_words_of_it()
    {
        var office = await Office.OpenAsync(Sal);
        var account = Office.AccountOf(Sal).Account;
        Meanwhile(office, known => known with { LastApprovals = "fine", ChosenLanguage = "de" });

        await office.SayAsync(Sal, "help");

        var kept = await office.People.ReadAsync(account, default);
        Assert.Equal(("fine", "de"), (kept!.LastApprovals, kept.ChosenLanguage));
        Assert.NotNull(kept.Directory); // it was asked just now, and that is kept too
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_language_that_is_chosen_while_a_message_is_refused_stays(bool isReminder)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        var account = Office.AccountOf(Ana).Account;
        office.Teams.OnSend = to =>
        {
            _ = office.People.ChangeAsync(to.Account, known => known! with { ChosenLanguage = "de" }, default);
            return to.Account == account ? new SendOutcome.Unreachable("blocked") : null;
        };

        if (isReminder)
        {
            await new DirectMessages(office.Reachability, office.Who.Mail, office.People).SendAsync(
                Ana.Person, () => ListView.Sentence("Something is due."), default);
        }
        else
        {
            await office.HoldAsync(new ARequest().InReview());
        }

        var kept = await office.People.ReadAsync(account, default);
        Assert.Equal(("blocked", "de"), (kept!.DeadBecause, kept.ChosenLanguage));
    }

    [Fact]
    public async Task An_account_that_dies_while_its_person_chooses_a_language_stays_dead()
    {
        var office = await Office.OpenAsync(Sal);
        await office.SayAsync(Sal, "help"); // what is known of the account is up to date
        Meanwhile(office, known => known with { DeadBecause = "blocked" });

        await office.SayAsync(Sal, "deutsch");

        var kept = await office.People.ReadAsync(Office.AccountOf(Sal).Account, default);
        Assert.Equal(("blocked", "de"), (kept!.DeadBecause, kept.ChosenLanguage));
    }

    [Fact]
    public async Task Words_of_an_approval_that_are_kept_while_two_are_joined_stay()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        Meanwhile(office, known => known with { LastApprovals = "fine" });

        await office.Who.Links.JoinAsync(Sal.Person, Ana.Person, "one human", default);

        var kept = await office.People.ReadAsync(Office.AccountOf(Sal).Account, default);
        Assert.Equal((Ana.Person, "fine"), (kept!.Person, kept.LastApprovals));
        Assert.Contains(Sal.Person.Value, kept.Identities, StringComparison.Ordinal);
    }

    // Another host writes to the account that is changed next, after it was read.
    private static void Meanwhile(Office office, Func<KnownAccount, KnownAccount> change) => office.People.OnChange = account =>
    {
        office.People.OnChange = null;
        _ = office.People.ChangeAsync(account, known => change(known!), default);
    };
}
