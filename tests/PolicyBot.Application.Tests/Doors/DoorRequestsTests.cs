using PolicyBot.Application.Doors;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Doors;

/// <summary>Requests that machines begin in people's names.</summary>
public sealed class DoorRequestsTests
{
    private static readonly MachineActor Portal = new("k1", "the service portal", ["submit"]);

    private readonly FakeDoorClaims claims = new();
    private readonly FakeIds ids = new();

    [Fact]
    public async Task The_requester_is_told_of_the_door_and_the_title_and_nothing_is_sent()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var taken = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first"));

        Assert.Equal(DoorState.AwaitsConfirmation, taken.State);
        var told = office.LastOf(Sal);
        Assert.Equal(
            $"{taken.Id}: the service portal prepared a request in your name on 20 Nov 2026, 10:00: “MFA off on svc-build”. "
            + "Show it, then send or discard it: nobody sees it before, and it is forgotten after 4 Dec 2026.",
            told.View.Summary);
        Assert.Equal([Verbs.ShowDraft, Verbs.Discard], told.View.Verbs());
        Assert.DoesNotContain("vendor", told.View.Words(), StringComparison.Ordinal); // of the justification
        Assert.Null(await office.Stored.ReadHeadAsync(taken.Id, default));
    }

    [Fact]
    public async Task Show_shows_the_preview_and_Submit_sends_it()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).Id;

        var preview = Assert.IsType<PreviewView>(await office.PressAsync(Sal, office.LastOf(Sal), Verbs.ShowDraft));
        Assert.Contains(Verbs.Submit, preview.Verbs());
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Submit);

        Assert.Equal(Sal.Person, (await office.StateAsync(id)).Requester);
        Assert.Equal(DoorState.Submitted, await New(office).Drafts.FindAsync(new DoorCaller(Portal, default), id.Value, default));
        Assert.Equal(DoorState.Submitted, Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).State);
    }

    [Fact]
    public async Task A_person_asks_through_their_app_in_their_own_name_and_in_no_other()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var sal = new DoorCaller(null, Sal.Person);

        var other = await New(office).Requests.TakeAsync(sal, Ana.Person.Value, Inputs(), null, default);
        Assert.Equal([DoorRequests.RequesterField], Assert.IsType<DoorOutcome.Faulty>(other).Faults.Keys);
        Assert.Empty(office.MessagesOf(Ana));
        var taken = Assert.IsType<DoorOutcome.Taken>(await New(office).Requests.TakeAsync(sal, "", Inputs(), null, default));

        Assert.Contains("An app with your sign-in prepared a request in your name", office.LastOf(Sal).View.Summary, StringComparison.Ordinal);
        Assert.Equal(DoorState.AwaitsConfirmation, await New(office).Drafts.FindAsync(sal, taken.Id.Value, default));
        Assert.Null(await New(office).Drafts.FindAsync(new DoorCaller(null, Ana.Person), taken.Id.Value, default));
    }

    [Fact]
    public async Task Discard_ends_it_and_the_same_call_does_not_ask_again()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).Id;
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Discard);
        var told = office.MessagesOf(Sal).Count;

        Assert.Equal(new DoorOutcome.Taken(id, DoorState.Discarded), await TakeAsync(office, "first"));

        Assert.Equal(told, office.MessagesOf(Sal).Count);
    }

    [Fact]
    public async Task The_same_call_asks_once_and_another_body_under_its_key_is_refused()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var first = await TakeAsync(office, "first");
        Assert.Equal(first, await TakeAsync(office, "first"));
        Assert.IsType<DoorOutcome.OtherCall>(await TakeAsync(office, "first", (FieldIds.Title, "MFA off on svc-other")));

        Assert.Single(office.MessagesOf(Sal));
    }

    [Fact]
    public async Task A_call_that_broke_off_before_the_person_was_told_is_finished_by_the_next()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Teams.OnSend = _ => throw new InvalidOperationException("The host is stopped.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(office, "first"));
        office.Teams.OnSend = _ => null;

        var taken = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first"));

        Assert.Equal(taken.Id, Assert.Single(await office.Drafts.OfAsync(Sal.Person, default)).Id);
        Assert.Single(office.MessagesOf(Sal));
    }

    [Theory]
    [InlineData(Verbs.Submit, DoorState.Submitted)]
    [InlineData(Verbs.Discard, DoorState.Discarded)]
    public async Task A_call_that_broke_off_after_the_person_was_told_brings_nothing_back(string pressed, DoorState expected)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).Id;
        var claim = (await claims.FindAsync(Portal.KeyId, id, default))!;
        await claims.WriteAsync(claim with { Step = DoorStep.Kept }, default); // the host died before it wrote that they were told
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.ShowDraft);
        await office.PressAsync(Sal, office.LastOf(Sal), pressed);
        var told = office.MessagesOf(Sal).Count;

        Assert.Equal(new DoorOutcome.Taken(id, expected), await TakeAsync(office, "first"));

        Assert.Equal(told, office.MessagesOf(Sal).Count);
        Assert.Empty(await office.Drafts.OfAsync(Sal.Person, default));
    }

    [Fact]
    public async Task A_call_that_may_be_under_way_on_another_host_is_put_off()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).Id;
        var claim = (await claims.FindAsync(Portal.KeyId, id, default))!;
        await claims.WriteAsync(claim with { Step = DoorStep.Claimed }, default);

        Assert.IsType<DoorOutcome.Later>(await TakeAsync(office, "first"));
        office.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(new DoorOutcome.Taken(id, DoorState.AwaitsConfirmation), await TakeAsync(office, "first"));
    }

    [Fact]
    public async Task A_chat_that_is_busy_is_said_to_be_and_the_same_call_goes_on_later()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Teams.OnSend = _ => new SendOutcome.Later(TimeSpan.FromSeconds(20), "429", PauseReason.Throttled);

        Assert.Equal(new DoorOutcome.Later(TimeSpan.FromSeconds(20)), await TakeAsync(office, "first"));
        Assert.Equal(new DoorOutcome.Later(TimeSpan.FromSeconds(20)), await TakeAsync(office, null));
        office.Teams.OnSend = _ => null;
        Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first"));

        Assert.Single(await office.Drafts.OfAsync(Sal.Person, default)); // nothing stays of the call without a key
    }

    [Fact]
    public async Task What_was_taken_is_answered_as_it_was_when_its_last_day_has_come_too_near()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var taken = await TakeAsync(office, "first");
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Discard);
        office.Time.SetUtcNow(new DateTimeOffset(2027, 2, 20, 9, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            Assert.IsType<DoorOutcome.Taken>(taken) with { State = DoorState.Discarded }, await TakeAsync(office, "first"));
        Assert.IsType<DoorOutcome.Faulty>(await TakeAsync(office, "another"));
    }

    [Fact]
    public async Task No_more_than_three_wait_for_a_person()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        for (var number = 1; number <= DoorDrafts.MostWaiting; number++)
        {
            Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, $"call {number}"));
        }

        Assert.IsType<DoorOutcome.TooManyWaiting>(await TakeAsync(office, "one more"));
        Assert.Equal(DoorDrafts.MostWaiting, office.MessagesOf(Sal).Count);
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Discard);
        Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "one more"));
    }

    [Fact]
    public async Task Who_no_chat_reaches_is_said_and_nothing_is_kept()
    {
        var office = await Office.OpenAsync(Ana);

        Assert.IsType<DoorOutcome.Unreachable>(await TakeAsync(office, "first"));

        Assert.Empty(await office.Drafts.OfAsync(Sal.Person, default));
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_named_by_its_field()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var faulty = Assert.IsType<DoorOutcome.Faulty>(
            await TakeAsync(office, null, (FieldIds.Title, ""), (FieldIds.ExpiresOn, "2031-01-01")));

        Assert.Equal([FieldIds.ExpiresOn, FieldIds.Title], faulty.Faults.Keys.Order());
        Assert.Empty(office.MessagesOf(Sal));
    }

    [Fact]
    public async Task One_that_nobody_answers_is_forgotten_after_14_days()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).Id;

        office.Time.Advance(Draft.KeptFromDoor - TimeSpan.FromHours(1));
        await office.SweepDueAsync();
        Assert.NotNull(await office.Drafts.ReadAsync(Sal.Person, id, default));
        office.Time.Advance(TimeSpan.FromHours(2));
        await office.SweepDueAsync();
        Assert.Null(await office.Drafts.ReadAsync(Sal.Person, id, default));
    }

    [Fact]
    public async Task A_key_is_told_nothing_of_what_another_began()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = Assert.IsType<DoorOutcome.Taken>(await TakeAsync(office, "first")).Id;

        Assert.Null(await New(office).Drafts.FindAsync(new DoorCaller(Portal with { KeyId = "k2" }, default), id.Value, default));
    }

    private Task<DoorOutcome> TakeAsync(Office office, string? call, params (string Id, string Value)[] others) =>
        New(office).Requests.TakeAsync(new DoorCaller(Portal, default), Sal.Person.Value, Inputs(others), call, default);

    private static Dictionary<string, string> Inputs(params (string Id, string Value)[] others)
    {
        var inputs = Requesting.Filled.ToDictionary(field => field.Id, field => field.Value);
        inputs[FieldIds.Policy] = "SEC-MFA";
        foreach (var (id, value) in others)
        {
            inputs[id] = value;
        }

        return inputs;
    }

    private (DoorDrafts Drafts, DoorRequests Requests) New(Office office)
    {
        var drafts = new DoorDrafts(
            office.Register, office.Drafts, claims, office.Left,
            new DraftFactory(office.Register, office.Index, ids, office.Catalog));
        return (drafts, new DoorRequests(
            drafts, new DirectMessages(office.Reachability, office.Who.Mail, office.People), office.Reachability, office.Catalog, office.Time));
    }
}
