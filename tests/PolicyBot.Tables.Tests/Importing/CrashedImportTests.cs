using System.Text;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Importing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Tests.Hosts;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Tables.Tests.Importing;

/// <summary>An import that died on the way is run again, and the register has each line once.</summary>
public sealed class CrashedImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Lines = 4;
    private static readonly PersonId Administrator = PersonId.Parse("admin@contoso.example");

    private static readonly FakeCatalog Catalog = new()
    {
        Current = TestCatalog.Contoso with { Roles = new CatalogRoles([], [Administrator]) },
    };

    private static readonly ImportSheet Sheet = ((ImportReading.Good)ImportFile.Read(
        "exceptions.csv",
        Encoding.UTF8.GetBytes(
            "policyId,title,justification,owner,expiresOn,approvedBy,approvedOn\n" + string.Concat(Enumerable.Range(1, Lines)
                .Select(line => $"SEC-MFA,Title {line},No keys yet,pat@contoso.example,2027-02-15,the board,2026-05-04\n"))))).Sheet;

    private readonly FakeTimeProvider time = new(ARequest.Sent);
    private readonly FakeIds ids = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_call_it_dies_over_a_second_run_imports_the_rest_and_each_line_is_there_once(bool callIsDone)
    {
        var deaths = 0;
        for (var calls = 1; ; calls++)
        {
            var tables = await azurite.NewStoreAsync();
            var life = new Life("import", calls, callIsDone, CallKind.Other, () => { });
            var first = RunAsync(
                tables, new MortalRegister(new TableEventStore(tables), life), new MortalWork(new TableWork(tables), life));
            var died = await Task.WhenAny(first, life.Death) != first;
            deaths += died ? 1 : 0;

            var second = await RunAsync(tables, new TableEventStore(tables), new TableWork(tables));

            await AssertWholeAsync(tables, second, life.LastCall);
            if (!died)
            {
                Assert.All(second, line => Assert.IsType<ImportedLine.Known>(line));
                Assert.True(deaths >= Lines * 4, $"{deaths} deaths"); // a head to look at, a work row, the head again, the batch
                return;
            }
        }
    }

    [Fact]
    public async Task Two_runs_at_once_import_each_line_once()
    {
        var tables = await azurite.NewStoreAsync();

        var both = await Task.WhenAll(
            RunAsync(tables, new TableEventStore(tables), new TableWork(tables)),
            RunAsync(tables, new TableEventStore(tables), new TableWork(tables)));

        Assert.Equal(Lines, both.SelectMany(lines => lines).OfType<ImportedLine.Taken>().Count());
        await AssertWholeAsync(tables, both[0], "");
    }

    private Task<IReadOnlyList<ImportedLine>> RunAsync(StoreTables tables, IEventStore store, IWork work) =>
        new RegisterImport(store, new TableTombstones(tables), new ExceptionCommits(store, work, Catalog, ids, time), Catalog, time)
            .RunAsync(Sheet, "exceptions", Administrator, isDryRun: false, () => ValueTask.CompletedTask, default);

    // Each line once, with one event that verifies, and a work row by which a host will reconcile it.
    private async Task AssertWholeAsync(StoreTables tables, IReadOnlyList<ImportedLine> lines, string over)
    {
        var store = new TableEventStore(tables);
        var found = await store.WalkAsync(readsEvents: true, default).ToListAsync();
        var due = await new TableWork(tables).DueAsync(time.GetUtcNow().AddMinutes(1), 100, default);
        Assert.True(
            found.Select(one => one.Record!.Head.State.Origin!.Line).Order().SequenceEqual(Enumerable.Range(2, Lines)), $"after {over}");
        Assert.All(found, one =>
        {
            Assert.IsType<ChainVerdict.Ok>(ChainVerifier.Verify(one.Id, one.Record!.Events, one.Record.Head.State));
            Assert.Single(one.Record.Events);
            Assert.Contains(due, row => row.Subject == one.Id.Value);
        });
        Assert.DoesNotContain(lines, line => line is ImportedLine.Faulty);
    }
}
