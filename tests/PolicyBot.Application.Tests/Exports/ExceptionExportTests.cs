using PolicyBot.Application.Exports;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Exports;

public sealed class ExceptionExportTests
{
    private static readonly ExceptionId Open = ExceptionId.Parse("PX-00000001");
    private static readonly ExceptionId Secret = ExceptionId.Parse("PX-00000002");

    private static readonly PolicyCatalog Catalog =
        TestCatalog.Contoso with { Roles = new CatalogRoles([Pat.Person], [Deputy.Person]) };

    private readonly FakeRegister register = new();
    private readonly FakeCatalogVersions catalogs = new();

    [Fact]
    public async Task Auditors_and_administrators_take_everything_away_and_owners_of_policies_and_areas_what_is_not_confidential()
    {
        await StoreAsync();

        Assert.Equal([Open, Secret], await ForAsync(Pat)); // auditor
        Assert.Equal([Open, Secret], await ForAsync(Deputy)); // administrator
        Assert.Equal([Open], await ForAsync(Iam)); // policy owner
        Assert.Equal([Open], await ForAsync(Ciso)); // area owner
    }

    [Fact]
    public async Task Who_merely_asked_or_decided_or_has_nothing_to_do_with_it_takes_nothing_away()
    {
        await StoreAsync();

        Assert.Empty(await ForAsync(Sal));
        Assert.Empty(await ForAsync(Ana));
        Assert.Empty(await ForAsync(Mallory));
    }

    [Fact]
    public async Task Names_and_controls_are_those_of_the_catalog_that_served_and_empty_where_that_is_not_kept()
    {
        var text = ACatalog.Yaml.Replace("name: Multi-factor authentication", "name: MFA of that time", StringComparison.Ordinal);
        var hash = RecordedEvent.HashOf(text);
        await catalogs.KeepAsync(hash, text, ARequest.Sent, default);
        var request = new ARequest { Id = Open };
        await StoreAsync(request.Draft().After(request.Submit(ARequest.Sent) with { CatalogHash = hash }));
        await StoreAsync(new ARequest { Id = Secret }.InReview());

        var rows = await RowsAsync([]);

        Assert.Equal("MFA of that time", Cell(rows[0], "policyName"));
        Assert.Null(Cell(rows[1], "policyName"));
    }

    [Fact]
    public async Task Some_are_exported_in_the_order_of_their_numbers_and_one_that_is_not_there_is_named()
    {
        await StoreAsync();
        var unreadable = new List<string>();

        var rows = await RowsAsync([Secret, ExceptionId.Parse("PX-99999999"), Open, Secret], unreadable);

        Assert.Equal([Open, Secret], rows.Select(row => row.Id));
        Assert.Equal(["PX-99999999: there is no such exception"], unreadable);
    }

    [Fact]
    public void Decisions_and_conditions_stand_a_line_each_with_who_when_and_why()
    {
        var record = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo)] }.InReview()
            .After(Ana.ApprovesOn(new DateOnly(2026, 12, 15), "Rotate the key.", "Log every sign-in.")).After(Bo.Approves());

        var row = AnExport.RowOf(record);

        Assert.Equal(
            """
            approved by Ana Silva <ana@contoso.example> at 2026-11-20T09:00:00Z (revision 1, stage 1): Fine with me, go ahead.
            approved by Bo Berg <bo@contoso.example> at 2026-11-20T09:00:00Z (revision 1, stage 2): Fine with me, go ahead.
            """.ReplaceLineEndings("\n"),
            Cell(row, "decisions"));
        Assert.Equal(
            "1. Rotate the key. (by 2026-12-15, open)\n2. Log every sign-in. (by 2026-12-15, open)", Cell(row, "conditions"));
        Assert.Equal("yes", Cell(row, "inForce"));
        Assert.Equal("security", Cell(row, "areaId"));
        Assert.Equal("accountType=service", Cell(row, "fields"));
    }

    private static object? Cell(ExportRow row, string column) =>
        row.Values[ExportColumns.All.Select(known => known.Name).ToList().IndexOf(column)];

    private async Task StoreAsync()
    {
        await StoreAsync(new ARequest { Id = Open }.Granted());
        await StoreAsync(new ARequest { Id = Secret, Confidential = true }.Granted());
    }

    private async Task StoreAsync(ARecord record) =>
        Assert.True(await register.TryCommitAsync(new Commit("c", record.State, null, record.Events, []), default));

    private ExceptionExport NewExport() => new(register, new ServedCatalogs(catalogs), TimeProvider.System);

    private async Task<IEnumerable<ExceptionId>> ForAsync(PersonActor person) =>
        (await NewExport()
            .RowsForAsync(state => Subject.From(Catalog, state, person.Person), _ => true, false, (_, _) => { }, default)
            .ToListAsync()).Select(row => row.Id);

    private async Task<List<ExportRow>> RowsAsync(IReadOnlyList<ExceptionId> wanted, List<string>? unreadable = null) =>
        await NewExport().AllRowsAsync(wanted, false, (where, why) => unreadable?.Add($"{where}: {why}"), default).ToListAsync();
}
