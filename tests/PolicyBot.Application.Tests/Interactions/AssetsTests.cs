using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Assets that a request names: looked up, shown, asked for by rules, and frozen as they stood.</summary>
public sealed class AssetsTests
{
    private static readonly Asset Database = new("db-7", "Orders database", "dba@contoso.example", "high", "internal");
    private static readonly Asset Scanner = new("scanner-3", "Warehouse scanner", "", "low", "isolated");

    private static PolicyCatalog Catalog(params Asset[] assets) => TestCatalog.Contoso with
    {
        Assets = new AssetList(assets),
        Rules =
        [
            new RoutingRule(
                "critical-assets",
                new RuleCondition { Fields = [new FieldCondition(AssetList.Criticality, ["critical", "high"], null)] },
                "executive",
                [new StageRule("ciso-office", Manager: false, 1, null)]),
            .. TestCatalog.Contoso.Rules,
        ],
    };

    [Theory]
    [InlineData("db-7", "critical-assets")]
    [InlineData("scanner-3\norders database", "critical-assets")]
    [InlineData("scanner-3", "default")]
    [InlineData("db-77", "default")]
    public async Task A_rule_asks_for_the_criticality_of_any_asset_that_is_named(string typed, string rule)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database, Scanner);

        var id = await office.AskAsync(Sal, [.. Filled, (FieldIds.Assets, typed)]);

        Assert.Equal(rule, (await office.StateAsync(id)).Review!.Policy.Rule);
    }

    [Fact]
    public async Task Facts_rest_on_what_is_known_of_the_assets()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database with { Exposure = "Internet" }, Scanner);

        var id = await office.AskAsync(Sal, [.. Filled, (FieldIds.Assets, "scanner-3\ndb-7")]);

        Assert.Equal(
            [("systems", "core"), ("reach", "internet")],
            (await office.StateAsync(id)).Assessment!.Rubric.Known!.Where(fact => fact.Field == FieldIds.Assets)
                .Select(fact => (fact.Id, fact.Value)));
    }

    [Fact]
    public async Task The_record_keeps_an_asset_as_it_stood_when_the_request_was_routed()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database);
        var id = await office.AskAsync(Sal, [.. Filled, (FieldIds.Assets, "Orders database")]);

        office.Catalog.Current = Catalog(Database with { Name = "Old orders", Criticality = "low" });
        await office.Reconciler.ReconcileAsync(id, default);

        var state = await office.StateAsync(id);
        Assert.Equal(["db-7"], state.Content!.Assets);
        Assert.Equal([Database], state.Review!.Policy.Assets);
        Assert.Contains(
            "db-7 (Orders database) · criticality high · exposure internal · looked after by dba@contoso.example",
            office.LastOf(Ciso).View.Words(), StringComparison.Ordinal);
        await office.WishAsync(id, Ciso.Approves());
        Assert.Contains("db-7 (Orders database)", (await office.SayAsync(Sal, $"status {id}")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_asset_is_said_with_what_may_be_meant_and_is_sent_all_the_same()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database, Scanner);

        var preview = await office.PreviewAsync(Sal, [.. Filled, (FieldIds.Assets, "db-77\nmainframe")]);
        var words = preview.View.Words();
        await office.PressAsync(Sal, preview, Verbs.Submit);

        Assert.Contains(
            "db-77 is not in the list of assets; it is sent as it stands. Did you mean db-7 (Orders database)?", words,
            StringComparison.Ordinal);
        Assert.Contains("mainframe is not in the list of assets; it is sent as it stands.", words, StringComparison.Ordinal);
        Assert.Contains("db-77", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_catalog_names_no_assets_none_is_called_unknown()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var preview = await office.PreviewAsync(Sal, [.. Filled, (FieldIds.Assets, "db-77")]);

        Assert.Contains("db-77", preview.View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("not in the list", preview.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asset_that_is_named_beside_a_change_joins_those_that_were_named_before()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = Catalog(Database, Scanner);
        await office.SayAsync(
            Sal, "I need an exception to MFA for scanner-3 until 10 December, the vendor has no support for it yet");

        await office.SayAsync(Sal, "no, until 20 December, db-7 is the last one");

        var draft = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        Assert.Equal(("scanner-3\ndb-7", "2026-12-20"), (draft.Inputs[FieldIds.Assets], draft.Inputs[FieldIds.ExpiresOn]));
    }

    [Fact]
    public async Task The_talk_asks_at_the_end_for_an_asset_that_may_change_the_review_and_offers_the_list()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database, Scanner);

        var asked = await TalkToAssetsAsync(office);
        var (question, offered) = (asked.View.Summary, asked.View.Buttons().Select(button => button.Title).ToList());
        var preview = await office.PressAsync(Sal, asked, Verbs.TalkAnswer, (CardAction.ValueInput, $"{FieldIds.Assets}=db-7"));

        Assert.Equal("Which asset is it for?", question);
        Assert.Equal(["db-7 (Orders database)", "scanner-3 (Warehouse scanner)", "Skip"], offered.Take(3));
        Assert.Contains("db-7 (Orders database) · criticality high", preview.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("none")]
    public async Task The_question_for_an_asset_is_passed_over_once_and_for_all(string said)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database, Scanner);

        await TalkToAssetsAsync(office);
        var preview = await office.SayAsync(Sal, said);
        var seen = preview.View.Words();
        var changed = (await office.SayAsync(Sal, "change the end date to 21 December")).View.Words();

        Assert.All([seen, changed], words => Assert.Contains("Nobody has seen this yet", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_talk_asks_for_no_asset_where_one_is_named()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database, Scanner);

        var preview = await TalkToAssetsAsync(office, "DB-7");

        Assert.Contains("Nobody has seen this yet", preview.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Assets_matter_where_a_rule_asks_for_them_or_the_risk_of_the_policy_rests_on_them()
    {
        var listed = TestCatalog.Contoso with { Assets = new AssetList([Database]) };
        var ruled = Catalog(Database);
        bool Matter(PolicyCatalog catalog, string policy) => AssetAnswers.Matter(catalog, catalog.Policy(policy)!);

        Assert.False(Matter(TestCatalog.Contoso, "SEC-MFA"));
        Assert.Equal((true, false), (Matter(listed, "SEC-MFA"), Matter(listed, "FIN-SPEND")));
        Assert.True(Matter(ruled, "FIN-SPEND"));
        Assert.False(Matter(
            ruled with { Rules = [ruled.Rules[0] with { When = ruled.Rules[0].When! with { Areas = ["security"] } }] }, "FIN-SPEND"));
    }

    [Fact]
    public async Task Why_names_what_a_rule_asks_of_assets_in_words()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = Catalog(Database);
        var id = await office.AskAsync(Sal, [.. Filled, (FieldIds.Assets, "db-7")]);

        var why = (await office.SayAsync(Sal, $"why {id}")).View.Words();

        Assert.Contains("criticality of an asset", why, StringComparison.Ordinal);
        Assert.DoesNotContain("asset.criticality", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_an_asset_in_a_sentence_is_taken_as_one()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = Catalog(Database, Scanner);

        await office.SayAsync(Sal, "I need an exception to MFA for DB-7 until 20 December, the vendor has no support for it yet");

        var draft = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        Assert.Equal("db-7", draft.Inputs[FieldIds.Assets]);
    }

    private static async Task<FakeMessage> TalkToAssetsAsync(Office office, string scope = "the build account")
    {
        await office.SayAsync(
            Sal, $"I need an exception to MFA for {scope} until 20 December, the vendor has no support for security keys yet");
        var shown = await office.SayAsync(Sal, "service");
        for (var others = 0; others < 5; others++)
        {
            shown = await office.SayAsync(Sal, "skip");
        }

        return shown;
    }
}
