using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>One outage is told once at its start and once at its end, and nothing else is.</summary>
public sealed class OutageNoticesTests
{
    private static readonly ExceptionId Id = new ARequest().Id;
    private readonly List<string> _order = [];

    [Fact]
    public async Task An_outage_is_over_with_any_message_that_the_channel_takes()
    {
        var office = await DownForAnaAsync();
        await PassAsync(office, 16);
        var began = Told(office);

        await office.WishAsync(Id, Bo.Says()); // redraws the card of the requester
        var ended = Told(office);
        await PassAsync(office, 600);

        Assert.Equal(["Teams takes no messages"], began);
        Assert.Equal(["Teams takes no messages", "Teams takes messages again"], ended);
        Assert.Equal(ended, Told(office));
    }

    [Fact]
    public async Task An_outage_that_another_host_told_is_over_once_this_one_hears_of_it()
    {
        var office = await DownForAnaAsync();
        await office.People.TryClaimAsync(Deputy.Person, "outage|teams", default);
        await office.People.ConfirmAsync(Deputy.Person, "outage|teams", default);
        office.Time.Advance(TimeSpan.FromMinutes(2));

        await office.WishAsync(Id, Bo.Says());

        Assert.Equal(["Teams takes messages again"], Told(office));
    }

    [Fact]
    public async Task An_outage_of_one_host_alone_is_told_once_though_another_host_finds_that_it_is_over()
    {
        var office = await DownForAnaAsync();
        await PassAsync(office, 16);
        await office.People.ReleaseAsync(Deputy.Person, "outage|teams", default); // as the other host does

        await PassAsync(office, 600);

        Assert.Equal(["Teams takes no messages"], Told(office));
    }

    [Fact]
    public async Task A_channel_that_took_something_since_is_not_out_of_order()
    {
        var office = await DownForAnaAsync();
        office.Time.Advance(TimeSpan.FromSeconds(5));
        await office.WishAsync(Id, Bo.Says());

        await PassAsync(office, 600);

        Assert.Empty(Told(office));
    }

    [Fact]
    public async Task Administrators_are_told_after_everybody_else()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        office.Teams.OnSend = to => Note(to, to.Account.Id is "ana" or "sal");
        office.Slack.OnSend = to => Note(to, to.Account.Id == "UBO" && office.Time.GetUtcNow() < ARequest.Sent.AddSeconds(15));
        await office.HoldAsync(new ARequest().InReview());
        _order.Clear();

        office.Time.Advance(TimeSpan.FromSeconds(20));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal("UDEPUTY", _order[^1]);
        Assert.Equal(["UBO", "ana", "sal"], _order[..3].Order(StringComparer.Ordinal));
    }

    private SendOutcome.Later? Note(KnownAccount to, bool fails)
    {
        _order.Add(to.Account.Id);
        return fails ? new SendOutcome.Later(TimeSpan.Zero, "Http503") : null;
    }

    private static IReadOnlyList<string> Told(Office office) => [.. office.MessagesOf(Deputy).Select(message => message.View.Summary)];

    private static async Task<Office> DownForAnaAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Later(TimeSpan.Zero, "Http503") : null;
        await office.HoldAsync(new ARequest().InReview());
        return office;
    }

    private static async Task PassAsync(Office office, int seconds)
    {
        for (var second = 0; second < seconds; second += 4)
        {
            office.Time.Advance(TimeSpan.FromSeconds(4));
            await office.Reconciler.ReconcileAsync(Id, default);
        }
    }
}
