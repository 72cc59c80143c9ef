using System.Globalization;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Assets are chosen from the catalog's list, in the form and in the talk; what is typed keeps working.</summary>
public sealed class AssetPickerTests
{
    private static readonly Asset Database = new("db-7", "Orders database", "", "high", "");
    private static readonly Asset Scanner = new("scanner-3", "Warehouse scanner", "", "low", "");

    private static IEnumerable<Asset> Many { get; } =
        Enumerable.Range(100, 400).Select(number => new Asset("srv-" + number.ToString(CultureInfo.InvariantCulture), "", "", "", ""));

    private static PolicyCatalog With(params IEnumerable<Asset> assets) => TestCatalog.Contoso with { Assets = new AssetList(assets) };

    [Fact]
    public async Task A_form_lists_the_assets_of_a_short_list_to_choose_from()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(Database, Scanner);

        var field = Field(await office.FormAsync(Sal), FieldIds.AssetsPicked);

        Assert.Equal((FieldKind.Several, null), (field.Kind, field.Lookup));
        Assert.Equal(
            [new FieldChoice("db-7", "db-7 (Orders database)"), new FieldChoice("scanner-3", "scanner-3 (Warehouse scanner)")],
            field.Choices);
    }

    [Fact]
    public async Task Without_a_list_there_is_only_the_field_to_type_into()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var form = Assert.IsType<FormView>((await office.FormAsync(Sal)).View);

        Assert.DoesNotContain(form.More, field => field.Id == FieldIds.AssetsPicked);
        Assert.Contains(form.More, field => field.Id == FieldIds.Assets);
    }

    [Fact]
    public async Task Assets_of_a_long_list_are_looked_up_while_they_are_typed()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(Many);
        var form = await office.FormAsync(Sal);

        Assert.Equal(("assets", 0), (Field(form, FieldIds.AssetsPicked).Lookup, Field(form, FieldIds.AssetsPicked).Choices.Count));
        Assert.Equal(15, (await LookUpAsync(office, Sal, "srv", 15)).Count);
        Assert.Equal(["srv-477"], await LookUpAsync(office, Sal, "-477 ", 15));
    }

    [Fact]
    public async Task What_is_chosen_and_what_is_typed_is_one_answer_and_is_taken_apart_again()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(Database, Scanner);
        var preview = await office.PreviewAsync(
            Sal, [.. Filled, (FieldIds.AssetsPicked, "db-7,scanner-3"), (FieldIds.Assets, "mainframe\nORDERS DATABASE")]);
        var words = preview.View.Words();

        await office.PressAsync(Sal, preview, Verbs.Edit);

        Assert.Contains("mainframe is not in the list of assets; it is sent as it stands.", words, StringComparison.Ordinal);
        Assert.Equal("db-7,scanner-3", Field(preview, FieldIds.AssetsPicked).Value);
        Assert.Equal("mainframe", Field(preview, FieldIds.Assets).Value);
        await office.PressAsync(Sal, preview, Verbs.Preview, [.. Filled, (FieldIds.Assets, "mainframe"), (FieldIds.AssetsPicked, "")]);
        await office.PressAsync(Sal, preview, Verbs.Edit);
        Assert.Equal("", Field(preview, FieldIds.AssetsPicked).Value);
    }

    [Theory]
    [InlineData("s", 0)]
    [InlineData("", 0)]
    [InlineData("sr", 100)]
    [InlineData("no such thing", 0)]
    public async Task Suggestions_begin_with_the_second_letter(string typed, int found)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(Many);

        Assert.Equal(found, (await LookUpAsync(office, Sal, typed, 100)).Count);
    }

    [Fact]
    public async Task Who_is_not_served_sees_no_asset_and_nothing_else_is_looked_up()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(Many);
        var stranger = new KnownAccount { Account = new ChannelAccount("teams", "contoso", "nobody") };

        Assert.NotEmpty(await LookUpAsync(office, Sal, "srv", 10));
        Assert.Empty(await new FieldLookups(office.Identification, office.Catalog).FindAsync(stranger, "assets", "srv", 10, default));
        Assert.Empty(await new FieldLookups(office.Identification, office.Catalog)
            .FindAsync(Office.AccountOf(Sal), "people", "srv", 10, default));
    }

    [Fact]
    public async Task The_best_match_comes_first()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(
            new Asset("app-db", "", "", "", ""), new Asset("db", "", "", "", ""), new Asset("x1", "DB of orders", "", "", ""));

        Assert.Equal(["db", "x1", "app-db"], await LookUpAsync(office, Sal, "DB", 10));
    }

    [Fact]
    public async Task A_talk_offers_at_most_ten_assets_that_may_be_meant_and_takes_what_was_typed_too()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = With(Many);
        await office.SayAsync(
            Sal, "I need an exception to MFA for the build account until 10 December, the vendor has no support for it yet");

        var asked = await office.SayAsync(Sal, "change the assets to srv-1");
        var offers = asked.View.Buttons().Where(button => button.Value?.StartsWith("assets=", StringComparison.Ordinal) == true).ToList();

        Assert.Equal(11, offers.Count);
        Assert.Contains("“srv-1” is not in the list of assets. Which of these do you mean?", asked.View.Words(), StringComparison.Ordinal);
        await office.PressAsync(Sal, asked, Verbs.TalkAnswer, (CardAction.ValueInput, offers[0].Value!));
        Assert.Equal("srv-100", Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs[FieldIds.Assets]);
        var again = await office.SayAsync(Sal, "change the assets to srv-1");
        await office.PressAsync(Sal, again, Verbs.TalkAnswer, (CardAction.ValueInput, offers[^1].Value!));
        Assert.Equal("srv-1", Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs[FieldIds.Assets]);
    }

    private static FormField Field(Testing.Fakes.FakeMessage form, string id) =>
        Assert.IsType<FormView>(form.View).More.Single(field => field.Id == id);

    private static async Task<IReadOnlyList<string>> LookUpAsync(Office office, Domain.Policies.Actor person, string typed, int most) =>
    [
        .. (await new FieldLookups(office.Identification, office.Catalog)
            .FindAsync(Office.AccountOf(person), "assets", typed, most, default)).Select(choice => choice.Value),
    ];
}
