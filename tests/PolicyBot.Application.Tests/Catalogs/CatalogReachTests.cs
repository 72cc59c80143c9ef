using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Catalogs;

/// <summary>Whether the people of a catalog can be written to: who cannot, where and why.</summary>
public sealed class CatalogReachTests
{
    private static readonly PolicyCatalog Catalog = ACatalog.With(
        ("- { group: office, needs: all }", "- { group: office, needs: all, channel: \"slack:C0123ABCD\" }"));

    [Fact]
    public async Task Everybody_has_a_line_that_says_where_they_can_be_written_to_and_where_not_and_why()
    {
        var office = await OpenAsync(Ana);
        office.Slack.Findable[Bo.Person] = new FoundAccount.Here(Office.AccountOf(Bo));
        office.Slack.Findable[Ciso.Person] = new FoundAccount.NotHere("users_not_found");
        office.Slack.Findable[Deputy.Person] = new FoundAccount.Unavailable("ratelimited");

        var report = await new CatalogReach(office.Reachability).OfAsync("catalog.yaml", Catalog, default);

        Assert.Equal(
            [
                "ana@contoso.example: teams; not in slack (neverMet)",
                "bo@contoso.example: slack; not in teams (neverMet)",
                "ciso@contoso.example: NOWHERE; not in teams (neverMet), slack (users_not_found)",
                "deputy@contoso.example: unknown; not in teams (neverMet), slack (ratelimited)",
            ],
            report.Lines.Take(4));
        Assert.Contains("ciso@contoso.example: NOWHERE; not in teams (neverMet), slack (users_not_found)", report.Nowhere);
        Assert.DoesNotContain(report.Nowhere, line => line.StartsWith("deputy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stage_in_which_nobody_can_be_reached_is_warned_of_with_its_line()
    {
        var office = await OpenAsync(Ana);

        var report = await new CatalogReach(office.Reachability).OfAsync("catalog.yaml", Catalog, default);

        var warning = Assert.Single(report.Warnings);
        Assert.Equal("Nobody of office, who decide in stage 2 of high, can be reached. Fallback: none.", warning.Message);
        Assert.Equal(ACatalog.LineOf(Catalog.Text, "- { group: office, needs: all"), warning.Line);
    }

    [Fact]
    public async Task Addresses_that_belong_to_one_human_are_named_with_them()
    {
        var office = await OpenAsync(Ana);
        office.Catalog.Current = Catalog with
        {
            People = [new PersonEntry(Ana.Person, [PersonId.Parse("ana.silva@contoso.example")], null, null, null, null)],
        };

        var report = await new CatalogReach(office.Reachability).OfAsync("catalog.yaml", office.Catalog.Current, default);

        Assert.Equal(
            "ana@contoso.example (one person with ana.silva@contoso.example): teams; not in slack (neverMet)", report.Lines[0]);
    }

    [Fact]
    public async Task Whoever_is_written_to_elsewhere_than_they_prefer_is_marked()
    {
        var office = await OpenAsync(Ana);
        office.Catalog.Current = Catalog with { People = [new PersonEntry(Ana.Person, [], "slack", null, null, null)] };

        var report = await new CatalogReach(office.Reachability).OfAsync("catalog.yaml", office.Catalog.Current, default);

        Assert.Equal("ana@contoso.example: teams; not in slack (neverMet); prefers slack", report.Lines[0]);
    }

    [Fact]
    public async Task A_place_in_a_channel_that_is_switched_off_is_warned_of()
    {
        var office = await OpenAsync(Ana);
        using var reachability = new WhoIsWho(office.People, office.Catalog, [office.Teams], office.Time).Reachability;

        var report = await new CatalogReach(reachability).OfAsync("catalog.yaml", Catalog, default);

        Assert.Contains(report.Warnings, warning => warning.Message == "The card cannot be posted: slack is switched off.");
    }

    [Fact]
    public async Task The_first_message_of_an_administrator_lists_who_cannot_be_reached()
    {
        var office = await OpenAsync(Ana, Iam);
        office.Catalog.Current = Catalog with { Roles = new CatalogRoles([], [Iam.Person]) };

        var (administrator, other) = (await WelcomeAsync(office, Iam), await WelcomeAsync(office, Ana));

        Assert.Contains("ciso@contoso.example: NOWHERE; not in teams (neverMet), slack (neverMet)",
            administrator.Part("Who cannot be reached"), StringComparison.Ordinal);
        Assert.Contains("Nobody of office", administrator.Part("Who cannot be reached"), StringComparison.Ordinal);
        Assert.DoesNotContain("NOWHERE", other.Words(), StringComparison.Ordinal);
    }

    private static async Task<Office> OpenAsync(params Actor[] met)
    {
        var office = await Office.OpenAsync(met);
        office.Catalog.Current = Catalog;
        return office;
    }

    private static async Task<CardView> WelcomeAsync(Office office, Actor person) =>
        (await office.Desk.WelcomeAsync(new Sender(Office.AccountOf(person), Private: true, null), default)).View;
}
