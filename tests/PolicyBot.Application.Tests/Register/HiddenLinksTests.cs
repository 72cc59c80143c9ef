using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Register;

/// <summary>The number of an exception that one may not see stands nowhere that they look: not in chat, page, export or events.</summary>
public sealed class HiddenLinksTests
{
    private const string Hidden = "PX-00000009";
    private static readonly ExceptionId HiddenId = ExceptionId.Parse(Hidden);
    private static readonly ARequest Open = new() { Id = ExceptionId.Parse("PX-00000001"), Stages = [AStage.Needs(1, Ana)] };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Sal asked for both; Ana approved the open one alone; Iam and Ciso own policy and area.
    public static TheoryData<string, bool> Readers => new()
    {
        { "sal", true }, { "ana", false }, { "iam", false }, { "ciso", false }, { "pat", true }, { "deputy", true },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Status_history_and_page_name_a_confidential_renewal_to_who_may_see_it_alone(string who, bool sees)
    {
        var office = await OpenAsync();
        var reader = Everybody.Single(one => one.Name.Length > 0 && one.Person.Value.StartsWith(who, StringComparison.Ordinal));
        foreach (var record in new[] { UnderWay, Dropped, Over })
        {
            await office.HoldAsync(record);
            var id = record.State.Id;
            var status = Text((await office.SayAsync(reader, $"status {id}")).View);
            var history = Text((await office.SayAsync(reader, $"history {id}")).View);
            var page = (await PagesOf(office).ReadAsync(reader.Person, id.Value, default))!;

            Assert.Equal(sees && record != Dropped, status.Contains(Hidden, StringComparison.Ordinal));
            Assert.Equal(!sees && record != Dropped, status.Contains("PX-… (not shown to you)", StringComparison.Ordinal));
            Assert.Equal(sees, history.Contains(Hidden, StringComparison.Ordinal));
            Assert.Equal(!sees, history.Contains("PX-… (not shown to you)", StringComparison.Ordinal));
            Assert.Equal(sees && record != Dropped, Text(page.Status).Contains(Hidden, StringComparison.Ordinal));
            Assert.Equal(sees, Text(page.History).Contains(Hidden, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("iam", false)]
    [InlineData("ciso", false)]
    [InlineData("pat", true)]
    [InlineData("deputy", true)]
    public async Task An_export_names_it_and_has_the_events_that_do_for_who_may_see_it_alone(string who, bool sees)
    {
        var office = await OpenAsync();
        var reader = Everybody.Single(one => one.Person.Value.StartsWith(who, StringComparison.Ordinal));
        foreach (var record in new[] { UnderWay, Dropped, Over })
        {
            await office.HoldAsync(record);
        }

        var export = new ExceptionExport(office.Stored, new ServedCatalogs(new FakeCatalogVersions()), office.Time);
        var rows = new List<ExportRow>();
        await foreach (var row in export.RowsForAsync(
            state => Subject.From(office.Who.Catalog.Current, state, reader.Person), state => state.Id != HiddenId, true,
            (_, _) => { }, default))
        {
            rows.Add(row);
        }

        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(sees, row.Events.Count > 0));
        Assert.All(rows, row => Assert.Equal(
            sees && row.Id != Dropped.State.Id,
            row.Values[ExportColumns.All.Select(column => column.Name).ToList().IndexOf("renewedBy")]?.ToString() == Hidden));
    }

    [Fact]
    public async Task Messages_and_decision_cards_name_it_to_who_may_see_it_alone()
    {
        var office = await OpenAsync();
        var renewal = Open with { Id = ExceptionId.Parse("PX-00000005"), Renews = HiddenId, Renewal = 1 };

        await office.HoldAsync(renewal.InReview());
        await office.HoldAsync(UnderWay);

        Assert.All(
            office.MessagesOf(Ana), message => Assert.DoesNotContain(Hidden, Text(message.View), StringComparison.Ordinal));
        Assert.Contains(office.MessagesOf(Ana), message => message.View is ApprovalView
            && Text(message.View).Contains("PX-… (not shown to you)", StringComparison.Ordinal));
        var opened = Text((await office.SayAsync(Ana, $"status {renewal.Id}")).View);
        Assert.DoesNotContain(Hidden, opened, StringComparison.Ordinal);
        Assert.Contains(Hidden, Text((await office.SayAsync(Sal, $"status {renewal.Id}")).View), StringComparison.Ordinal);
    }

    [Fact]
    public void A_post_that_several_people_read_shows_the_numbers_of_what_is_not_confidential()
    {
        var readers = NotificationViews.ReaderOf(new OutboxKey(1, NotificationKind.Review, default), TestCatalog.Contoso);
        var (open, secret) = (Open.Granted().State, (Open with { Confidential = true }).Granted().State);

        Assert.True(Access.CanSee(open, readers(open)));
        Assert.False(Access.CanSee(secret, readers(secret)));
    }

    [Fact]
    public async Task A_renewal_that_is_asked_for_twice_is_refused_without_its_number()
    {
        var office = await OpenAsync();
        await office.HoldAsync(UnderWay);

        var state = await office.StateAsync(UnderWay.State.Id);
        var why = Access.WhyNotRenew(
            state, Subject.From(office.Catalog.Current, state, Sal.Person), office.Catalog.Current.Policy("SEC-MFA"), UnderWay.Now);

        Assert.Equal(new Refusal.RenewalPending(HiddenId), why);
        Assert.Equal(
            "A renewal of this exception is asked for already.", Application.Screens.Phrases.Refusal(why!, office.Catalog.Current));
    }

    private static ARecord UnderWay { get; } = Open.Granted().With(Actor.PolicyBot, new ExceptionEvent.RenewalStarted(HiddenId));

    private static ARecord Dropped { get; } = (Open with { Id = ExceptionId.Parse("PX-00000002") }).Granted()
        .With(Actor.PolicyBot, new ExceptionEvent.RenewalStarted(HiddenId), new ExceptionEvent.RenewalDropped(HiddenId));

    private static ARecord Over { get; } = (Open with { Id = ExceptionId.Parse("PX-00000003") }).Granted()
        .With(Actor.PolicyBot, new ExceptionEvent.RenewalStarted(HiddenId), new ExceptionEvent.Renewed(HiddenId));

    private static PersonActor[] Everybody => [Sal, Ana, Iam, Ciso, Pat, Deputy];

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync([.. Everybody, Bo]);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], [Deputy.Person]) };
        var secret = new ARequest { Id = HiddenId, Confidential = true, Stages = [AStage.Needs(1, Bo)] };
        await office.HoldAsync(secret.InReview().After(Sal.Withdraws())); // or its group would have Ana too
        return office;
    }

    private static RegisterPages PagesOf(Office office) => new(
        office.Register, new ExceptionLists(office.Listings, office.Drafts, office.Counts, office.Catalog, office.Time),
        new RetiredExceptions(office.Stored, office.Catalog), office.Catalog, office.Time);

    private static string Text(CardView view) => JsonSerializer.Serialize<object>(view, Plain);
}
