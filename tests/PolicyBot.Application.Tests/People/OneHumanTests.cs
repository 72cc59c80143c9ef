using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.People;

/// <summary>One human is one person under all their addresses, and stays the same one.</summary>
public sealed class OneHumanTests
{
    private const string ByMail = "sal.ortiz@contoso.example";
    private static readonly PersonActor SalInTeams = new(PersonId.Parse(ByMail), "Sal Ortiz", "teams", "teams|72f988bf|sal-2");
    internal static readonly PersonActor SalInSlack = new(Sal.Person, "Sal Ortiz", "slack", "slack|T024BE7LD|USAL");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_in_one_channel_cannot_approve_under_another_address_in_the_other(bool slackFirst)
    {
        var office = await Office.OpenAsync(Ana, Bo, Ciso);
        office.Catalog.Current = WithLeads(PersonId.Parse(ByMail), Ana.Person);
        foreach (var appears in slackFirst ? [SalInSlack, SalInTeams] : new[] { SalInTeams, SalInSlack })
        {
            await AppearAsync(office, appears, appears == SalInSlack ? [Sal.Person.Value] : [ByMail, Sal.Person.Value]);
        }

        var id = await AskAsync(office, SalInSlack);
        var state = (await office.Stored.ReadHeadAsync(id, default))!.State;
        var (one, other) = (await ActorAsync(office, SalInSlack), await ActorAsync(office, SalInTeams));
        var tried = await office.Commits.CommitAsync(
            id, now => other.Approves(comment: "Looks good to me."), null, default);

        Assert.Equal(one.Person, other.Person);
        Assert.DoesNotContain(one.Person, state.Review!.Principals);
        Assert.IsType<Refusal.OwnRequest>(Assert.IsType<CommitResult.Refused>(tried).Why);
    }

    [Fact]
    public async Task An_approver_whom_the_group_lists_by_user_principal_name_is_asked()
    {
        var office = await Office.OpenAsync(Sal, Bo);
        var ana = new PersonActor(PersonId.Parse("ana.lima@contoso.example"), "Ana Lima", "teams", "teams|72f988bf|lima");
        office.Catalog.Current = WithLeads(PersonId.Parse("ana@contoso.example"));
        await AppearAsync(office, ana, "ana.lima@contoso.example", "ana@contoso.example");

        await AskAsync(office, Sal);

        Assert.IsType<ApprovalView>(office.LastOf(ana).View);
        Assert.Empty(office.MessagesOf(Deputy));
    }

    [Fact]
    public async Task An_owner_who_is_named_by_user_principal_name_is_asked_and_sees_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var pat = new PersonActor(PersonId.Parse("pat.lind@contoso.example"), "Pat Lind", "teams", "teams|72f988bf|lind");
        await AppearAsync(office, pat, "pat.lind@contoso.example", "pat@contoso.example");

        var id = await AskAsync(office, Sal, ("ownerEmail", "pat@contoso.example"));

        Assert.Contains(Verbs.OwnerAccept, office.LastOf(pat).View.Buttons().Select(button => button.Verb));
        Assert.Contains(id.Value, (await office.SayAsync(pat, $"status {id}")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gets_another_address_keeps_their_requests()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var id = await AskAsync(office, Sal);
        Shows(office, Sal, "sal.newname@contoso.example");

        Assert.True(await office.AccountRemoval.ChangedAsync(Office.AccountOf(Sal).Account, default));

        Assert.Contains(id.Value, (await office.SayAsync(Sal, "my requests")).View.Words(), StringComparison.Ordinal);
        Assert.Contains(id.Value, (await office.SayAsync(Sal, $"status {id}")).View.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("teams", DirectoryVerdict.Deactivated)]
    [InlineData("slack", DirectoryVerdict.Deactivated)]
    [InlineData("slack", DirectoryVerdict.Unknown)]
    [InlineData("teams", DirectoryVerdict.Member)] // two accounts of one channel show it at once
    public async Task Another_account_that_comes_up_under_a_known_address_is_another_human(string channel, DirectoryVerdict verdict)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var id = await AskAsync(office, Sal, ("confidential", "true"));
        office.Teams.Directory["sal"] = new DirectoryAnswer(verdict, Sal.Person.Value, "", Sal.Name);
        var next = new PersonActor(
            Sal.Person, "Sam Alder", channel, channel == "teams" ? "teams|72f988bf|sam" : "slack|T024BE7LD|USAM");

        await AppearAsync(office, next, Sal.Person.Value);

        var status = (await office.SayAsync(next, $"status {id}")).View.Words();
        Assert.DoesNotContain("Badge", status, StringComparison.Ordinal);
        Assert.DoesNotContain(id.Value, (await office.SayAsync(next, "my requests")).View.Words(), StringComparison.Ordinal);
        Assert.Equal("sal@contoso.example#2", (await ActorAsync(office, next)).Person.Value);
        Assert.Contains(
            office.Who.Known.Rows[Sal.Person].Verdicts, judged => judged is { IsSame: false } && judged.With.Value == "sal@contoso.example#2");
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("after it was said that records' person holds it")]
    public async Task The_new_holder_of_an_address_is_one_person_in_both_channels_whenever_an_administrator_speaks(string second)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var (inTeams, inSlack) = (Sam("teams|72f988bf|sam"), Sam("slack|T024BE7LD|USAM"));
        var (early, sam) = (second == "before", Sal.Person.Nth(2));
        var (one, other) = second.StartsWith("after it", StringComparison.Ordinal) ? (Sal.Person, sam) : (sam, Sal.Person);
        await ActorAsync(office, Sal);
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);

        await AppearAsync(office, inTeams, Sal.Person.Value);
        await (early ? AppearAsync(office, inSlack, Sal.Person.Value) : Task.CompletedTask);
        await office.Who.Links.JudgeAsync(one, other, false, Iam.Person, "The new hire.", false, default);
        await (early ? Task.CompletedTask : AppearAsync(office, inSlack, Sal.Person.Value));

        Assert.Equal((sam, sam), ((await ActorAsync(office, inTeams)).Person, (await ActorAsync(office, inSlack)).Person));
        Assert.Equal(one, office.Who.Catalog.Current.Directory.FindHolder(Sal.Person));
        Assert.Equal(Sal.Person, office.Who.Catalog.Current.Directory.Resolve(Sal.Person));
        Assert.False(office.Who.Known.Rows[Sal.Person].IsUnclear());

        static PersonActor Sam(string account) => new(Sal.Person, "Sam Alder", account.Split('|')[0], account);
    }

    [Fact]
    public async Task Two_established_people_are_not_made_one_by_an_address_that_a_directory_got_wrong()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        await ActorAsync(office, Sal);
        await AppearAsync(office, SalInSlack, Sal.Person.Value);
        await ActorAsync(office, Pat);

        Shows(office, SalInSlack, Pat.Person.Value);
        await office.AccountRemoval.ChangedAsync(ChannelAccount.Parse(SalInSlack.Account), default);

        Assert.Equal(Sal.Person, (await ActorAsync(office, SalInSlack)).Person);
        Assert.False(office.Who.Catalog.Current.Directory.AreSame(Sal.Person, Pat.Person));
    }

    [Fact]
    public async Task What_the_catalog_says_of_addresses_holds_for_as_long_as_it_says_so()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        var right = office.Catalog.Current;
        office.Catalog.Current = right with { People = [new PersonEntry(Pat.Person, [Sal.Person], null, null, null, null)] };
        var wrong = (await ActorAsync(office, Sal)).Person;

        office.Catalog.Current = right;

        Assert.Equal((Pat.Person, Sal.Person), (wrong, (await ActorAsync(office, Sal)).Person));
    }

    [Fact]
    public async Task Both_messages_of_who_was_known_as_two_people_are_kept_current()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo);
        var id = await AskAsync(office, Sal, ("ownerEmail", Pat.Person.Value));
        await office.WishAsync(id, Ana.Approves());
        await office.WishAsync(id, new ExceptionCommand.AcceptOwnership { By = Pat });

        await office.Who.Links.JudgeAsync(Pat.Person, Sal.Person, true, Iam.Person, "One person, two accounts.", false, default);
        await office.Reconciler.ReconcileAsync(id, default);
        await office.WishAsync(id, new ExceptionCommand.Close("The vendor delivered.") { By = Sal });

        Assert.All([Sal, Pat], person => Assert.DoesNotContain(
            office.MessagesOf(person), message => message.View.Verbs().Contains(Verbs.AskClose)));
    }

    [Fact]
    public async Task A_new_account_is_told_to_come_back_while_the_directory_that_must_confirm_it_does_not_answer()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", Sal.Name);
        Shows(office, SalInSlack, Sal.Person.Value);

        var who = await office.Identification.OfAsync(Office.AccountOf(SalInSlack), default);

        Assert.Equal(NotServedBecause.DirectoryUnavailable, Assert.IsType<Identified.NotServed>(who).Why);
    }

    [Fact]
    public async Task An_administrators_word_joins_and_parts_and_no_later_proof_overrules_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var id = await AskAsync(office, Sal);
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);
        var again = new PersonActor(Sal.Person, "Sal Ortiz", "teams", "teams|72f988bf|sal-again");
        await AppearAsync(office, again, Sal.Person.Value);
        var second = (await ActorAsync(office, again)).Person;

        var dry = await office.Who.Links.JudgeAsync(second, Sal.Person, true, Iam.Person, "Came back in May.", true, default);
        var before = (await office.SayAsync(again, "my requests")).View.Words();
        await office.Who.Links.JudgeAsync(second, Sal.Person, true, Iam.Person, "Came back in May.", false, default);
        var joined = (await office.SayAsync(again, "my requests")).View.Words();
        await office.Who.Links.JudgeAsync(second, Sal.Person, false, Iam.Person, "It was somebody else after all.", false, default);
        office.Time.Advance(TimeSpan.FromHours(1));
        var parted = (await office.SayAsync(again, "my requests")).View.Words();

        Assert.Single(dry);
        Assert.DoesNotContain(id.Value, before, StringComparison.Ordinal);
        Assert.Contains(id.Value, joined, StringComparison.Ordinal);
        Assert.DoesNotContain(id.Value, parted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_parted_from_the_requester_does_not_decide_on_what_was_open_then()
    {
        var office = await Office.OpenAsync(Ana, Bo, Ciso, Deputy, Iam);
        var lead = PersonId.Parse(ByMail);
        office.Catalog.Current = WithLeads(lead, Ana.Person) with { Roles = new CatalogRoles([], [Iam.Person]) };
        await AppearAsync(office, Sal, Sal.Person.Value);
        await AppearAsync(office, SalInTeams, ByMail);
        await office.Who.Links.JudgeAsync(lead, Sal.Person, true, Iam.Person, "One person, two accounts.", false, default);
        var first = await AskAsync(office, Sal);
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.Who.Links.JudgeAsync(lead, Sal.Person, false, Iam.Person, "Two people, as it turned out.", false, default);
        office.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await AskAsync(office, Sal);

        var subject = Subject.From(office.Who.Catalog.Current, await office.StateAsync(first), lead);

        Assert.IsType<Refusal.OwnRequest>(
            Access.WhyNotDecide(await office.StateAsync(first), subject, 1, office.Time.GetUtcNow()));
        Assert.Null(Access.WhyNotDecide(await office.StateAsync(later), subject, 1, office.Time.GetUtcNow()));
        Assert.DoesNotContain(lead, StageMembers.Find(office.Who.Catalog.Current, await office.StateAsync(first)).Joined);
        Assert.Contains(
            "cannot be asked",
            (await office.SayAsync(Iam, $"reassign {first} from {Ana.Person} to {lead} because she is on leave")).View.Words(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_keeps_who_its_approver_requester_and_owner_were_known_to_be()
    {
        var office = await Office.OpenAsync(Ana, Bo);
        await AppearAsync(office, SalInTeams, ByMail, Sal.Person.Value);
        var id = await AskAsync(office, SalInTeams);
        await office.WishAsync(id, Ana.Approves(comment: "Agreed until May."));

        var approved = (await office.Stored.ReadAsync(id, default))!.Events
            .Select(stored => RecordedEvent.Read(stored.Json).Fact).OfType<ExceptionEvent.Approved>().Single();

        Assert.Contains(approved.Identities!, known => known.Person == Ana.Person);
        var requester = Assert.Single(approved.Identities!, known => known.Person.Value == ByMail);
        Assert.Equal([ByMail, Sal.Person.Value], requester.Addresses);
        Assert.Equal(["teams|72f988bf|sal-2"], requester.Accounts);
    }

    private static PolicyCatalog WithLeads(params PersonId[] members) => TestCatalog.Contoso with
    {
        Groups = [.. TestCatalog.Contoso.Groups.Select(group => group.Id == "security-leads" ? group with { Members = members } : group)],
    };

    [Fact]
    public async Task A_second_account_in_a_channel_where_the_new_holder_has_one_is_another_person_although_it_shows_their_address()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var sam = Sal with { Account = "teams|72f988bf|sam", Name = "Sam Alder" };
        var first = SalInSlack with { Account = "slack|T024BE7LD|USAM" };
        var second = SalInSlack with { Account = "slack|T024BE7LD|USAM2" };
        await ActorAsync(office, Sal);
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Sal.Person.Value, "", Sal.Name);
        await AppearAsync(office, sam, Sal.Person.Value, "sam@contoso.example");
        await AppearAsync(office, first, "sam@contoso.example");
        var holder = (await ActorAsync(office, first)).Person;
        await office.Who.Links.JudgeAsync(holder, Sal.Person, false, Iam.Person, "The new hire.", false, default);

        await AppearAsync(office, second, Sal.Person.Value);

        Assert.Equal(holder, (await ActorAsync(office, sam)).Person);
        Assert.NotEqual(holder, (await ActorAsync(office, second)).Person);
    }

    internal static async Task AppearAsync(Office office, PersonActor person, params string[] addresses)
    {
        Shows(office, person, addresses);
        Assert.IsType<Identified.Known>(await office.Identification.OfAsync(Office.AccountOf(person), default));
    }

    internal static void Shows(Office office, PersonActor person, params string[] addresses) =>
        (person.Channel == "teams" ? office.Teams : office.Slack).Directory[ChannelAccount.Parse(person.Account).Id] =
            new DirectoryAnswer(DirectoryVerdict.Member, addresses[0], addresses.Length > 1 ? addresses[1] : "", person.Name);

    internal static async Task<Actor> ActorAsync(Office office, PersonActor person) =>
        Assert.IsType<Identified.Known>(await office.Identification.OfAsync(Office.AccountOf(person), default)).Actor;

    internal static Task<ExceptionId> AskAsync(Office office, PersonActor person, params (string Id, string Value)[] more) =>
        office.AskAsync(person, FilledBut(more));
}
