using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>Who may take a seat of the open stage follows the catalog's groups of today; route, seats and stages stay.</summary>
public sealed class StageMembersTests
{
    [Fact]
    public async Task Who_has_left_the_group_is_told_why_they_cannot_decide_also_before_the_record_says_so()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));
        SetLeads(office, Bo.Person, Ciso.Person);

        var answer = await office.PressAsync(
            Ana, office.LastOf(Ana), Verbs.Approve, (FieldIds.Comment, "Agreed until the vendor delivers."));

        Assert.Contains("the group that does has changed", answer.Words(), StringComparison.Ordinal);
        Assert.Equal(Status.InReview, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task The_card_of_who_left_closes_and_who_joined_is_asked()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));
        SetLeads(office, Bo.Person, Ciso.Person);

        await office.Reconciler.ReconcileAsync(id, default);

        Assert.DoesNotContain(Verbs.Approve, ButtonsOf(office, Ana));
        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        var changed = Assert.Single(await FactsAsync<ExceptionEvent.MembersChanged>(office, id));
        Assert.Equal([Ana.Person], changed.Left);
        Assert.Equal([Ciso.Person], changed.Joined);
        Assert.Equal(office.Catalog.Current.Hash, changed.CatalogHash);
        await office.WishAsync(id, Ciso.Approves());
        Assert.Equal(Status.Approved, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task A_vote_that_was_cast_stays_and_the_seats_do_not_change()
    {
        var (office, id) = await OpenAsync(AStage.All(Ana, Bo));
        await office.WishAsync(id, Ana.Approves());
        SetLeads(office, Bo.Person, Ciso.Person);

        await office.Reconciler.ReconcileAsync(id, default);
        var before = await office.StateAsync(id);
        await office.WishAsync(id, Bo.Approves());

        Assert.Equal([Bo.Person], before.Review!.Asked); // who joined has no seat: none fell free
        Assert.Equal(Status.Approved, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task Where_all_decide_who_joined_takes_the_seat_of_who_left()
    {
        var (office, id) = await OpenAsync(AStage.All(Ana, Bo));
        SetLeads(office, Bo.Person, Ciso.Person);
        await office.Reconciler.ReconcileAsync(id, default);

        await office.WishAsync(id, Ciso.Approves());
        var between = await office.StateAsync(id);
        await office.WishAsync(id, Bo.Approves());

        Assert.Equal(new TakenSeat(Ciso.Person, Ana.Person), Assert.Single(between.Review!.Taken));
        Assert.Equal(Status.Approved, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task Where_nobody_joined_the_fallback_steps_in_for_who_left()
    {
        var (office, id) = await OpenAsync(AStage.All(Ana, Bo));
        SetLeads(office, Bo.Person);
        await office.Reconciler.ReconcileAsync(id, default);

        await office.WishAsync(id, Bo.Approves());
        await office.WishAsync(id, Ciso.Approves()); // the CISO office is the fallback

        Assert.Equal(Status.Approved, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task A_delegate_of_who_left_does_not_decide_on_their_behalf()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));
        await office.MeetAsync(Deputy);
        await office.Delegations.WriteAsync(
            new Delegation(Ana.Person, Deputy.Person, office.Time.GetUtcNow().AddDays(3), office.Time.GetUtcNow()), default);
        await office.Reconciler.ReconcileAsync(id, default);
        SetLeads(office, Bo.Person);

        var tried = await office.Commits.CommitAsync(id, _ => Deputy.Approves(), null, default);

        Assert.IsType<Refusal.LeftGroup>(Assert.IsType<CommitResult.Refused>(tried).Why);
    }

    [Fact]
    public async Task Who_turns_out_to_be_the_requester_is_asked_no_more_and_the_fallback_is()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana));
        SetLeads(office, Ana.Person);
        await office.Who.Links.JudgeAsync(Ana.Person, Sal.Person, true, Iam.Person, "One person, two accounts.", false, default);

        await office.Reconciler.ReconcileAsync(id, default);

        Assert.Equal([Ciso.Person], (await office.StateAsync(id)).Resolve(office.Who.Catalog.Current.Directory).Review!.Asked);
        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
    }

    [Fact]
    public async Task A_member_who_cannot_be_reached_at_routing_does_not_join_until_they_can()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana));
        SetLeads(office, Ana.Person, Pat.Person); // never met
        await office.Reconciler.ReconcileAsync(id, default);
        var before = await FactsAsync<ExceptionEvent.MembersChanged>(office, id);

        await office.MeetAsync(Pat);
        await office.Reconciler.ReconcileAsync(id, default);

        Assert.DoesNotContain(before, changed => changed.Joined.Contains(Pat.Person));
        Assert.IsType<ApprovalView>(office.LastOf(Pat).View);
    }

    [Fact]
    public async Task A_host_whose_catalog_is_not_the_newest_writes_no_change()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));
        await office.Versions.KeepAsync("another", "", office.Time.GetUtcNow(), default);
        SetLeads(office, Bo.Person);

        await office.Reconciler.ReconcileAsync(id, default);

        Assert.Empty(await FactsAsync<ExceptionEvent.MembersChanged>(office, id));
    }

    [Fact]
    public async Task An_administrator_gives_a_seat_to_another_person_and_the_policy_owner_is_told()
    {
        var (office, id) = await OpenAsync(AStage.All(Ana, Bo));

        await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to {Mallory.Person} because Ana is on leave until May");
        await office.SweepAsync();
        await office.Reconciler.ReconcileAsync(id, default);
        Assert.DoesNotContain(Ana.Person, (await office.StateAsync(id)).Review!.Asked); // she is in the group all the same
        Assert.Contains(office.MessagesOf(Iam), message => message.View.Words().Contains("gave a review of it", StringComparison.Ordinal));
        await office.WishAsync(id, Bo.Approves());
        await office.WishAsync(id, Mallory.Approves());

        Assert.Contains(
            office.MessagesOf(Deputy), message => message.View.Words().Contains("is asked in place of", StringComparison.Ordinal));
        Assert.Equal("Ana is on leave until May", Assert.Single(await FactsAsync<ExceptionEvent.Reassigned>(office, id)).Reason);
        Assert.Equal(Status.Approved, (await office.StateAsync(id)).Status);
    }

    [Fact]
    public async Task A_seat_is_not_given_to_who_cannot_be_reached_and_invisible_characters_make_nobody_else()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));

        await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to ghost@contoso.example because Ana is on leave");
        var before = await FactsAsync<ExceptionEvent.Reassigned>(office, id);
        await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to mallory@\u200bcontoso.\u200bexample because Ana is on leave");

        Assert.Empty(before);
        Assert.Equal(Mallory.Person, Assert.Single(await FactsAsync<ExceptionEvent.Reassigned>(office, id)).To);
    }

    [Fact]
    public async Task A_seat_is_given_neither_to_nor_by_requester_owner_or_the_administrator_who_asks()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));

        var toRequester = await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to {Sal.Person} because she knows it best");
        var toSelf = await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to {Deputy.Person} because I know it best");
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person, Sal.Person]) };
        var byRequester = await office.SayAsync(Sal, $"reassign {id} from {Ana.Person} to {Ciso.Person} because it takes too long");
        var byStranger = await office.SayAsync(Mallory, $"reassign {id} from {Ana.Person} to {Ciso.Person} because I would like it");

        Assert.All([toRequester, toSelf], answer => Assert.Contains("cannot be asked", answer.View.Words(), StringComparison.Ordinal));
        Assert.All(
            [byRequester, byStranger], answer => Assert.Contains("Only an administrator", answer.View.Words(), StringComparison.Ordinal));
        Assert.Empty(await FactsAsync<ExceptionEvent.Reassigned>(office, id));
    }

    [Theory]
    [InlineData("English", "This is not under review any more. Here is how it stands.", "Rejected")]
    [InlineData("deutsch", "Das ist nicht mehr in Prüfung. Hier ist der Stand.", "Abgelehnt")]
    public async Task Who_gives_a_seat_of_what_is_over_is_shown_how_it_stands(string language, string why, string stands)
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));
        await office.WishAsync(id, Bo.Rejects());
        await office.SayAsync(Deputy, language);

        var given = await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to {Mallory.Person} because Ana is on leave");
        var toNobody = await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to ghost@contoso.example because of leave");

        Assert.All([given, toNobody], answer =>
        {
            Assert.StartsWith(why, answer.View.Fault, StringComparison.Ordinal);
            Assert.Contains($"{id} · {stands}", answer.View.Words(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Who_gives_a_seat_of_what_has_lapsed_is_shown_that_it_has()
    {
        var (office, id) = await OpenAsync(AStage.Needs(1, Ana, Bo));
        office.Time.Advance(TimeSpan.FromHours(336));

        var before = (await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to {Mallory.Person} because Ana is on leave")).View;
        await office.Reconciler.ReconcileAsync(id, default);
        var after = await office.SayAsync(Deputy, $"reassign {id} from {Ana.Person} to {Mallory.Person} because Ana is on leave");

        Assert.Equal("This is not under review any more. Here is how it stands.", after.View.Fault);
        Assert.All(
            [before, after.View], view => Assert.Contains($"{id} · Lapsed: not decided in time", view.Words(), StringComparison.Ordinal));
    }

    private static async Task<(Office Office, ExceptionId Id)> OpenAsync(params Domain.Routing.RoutedStage[] stages)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso, Deputy, Iam, Mallory);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        var request = new ARequest { Stages = stages };
        await office.HoldAsync(request.InReview());
        return (office, request.Id);
    }

    private static void SetLeads(Office office, params PersonId[] members) => office.Catalog.Current = office.Catalog.Current with
    {
        Groups = [.. office.Catalog.Current.Groups.Select(group => group.Id == "security-leads" ? group with { Members = members } : group)],
    };

    private static IEnumerable<string> ButtonsOf(Office office, Actor person) =>
        office.LastOf(person).View.Buttons().Select(button => button.Verb);

    private static async Task<IReadOnlyList<T>> FactsAsync<T>(Office office, ExceptionId id) =>
        [.. (await office.Stored.ReadAsync(id, default))!.Events.Select(stored => RecordedEvent.Read(stored.Json).Fact).OfType<T>()];
}
