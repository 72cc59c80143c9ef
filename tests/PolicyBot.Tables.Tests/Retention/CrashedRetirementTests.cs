using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Counts;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Tests.Hosts;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Tables.Tests.Retention;

/// <summary>What is moved out leaves a tombstone and nothing else, whichever call a run dies over.</summary>
public sealed class CrashedRetirementTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Before = ARequest.Sent.AddDays(60);
    private static readonly ExceptionId[] Ended = [ExceptionId.Parse("PX-00000001"), ExceptionId.Parse("PX-00000002")];
    private static readonly ExceptionId Alive = ExceptionId.Parse("PX-00000003");
    private static readonly EvidenceKey Key = NewKey();

    private readonly FakeTimeProvider time = new(ARequest.Sent.AddDays(200));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_call_it_dies_over_a_second_run_moves_out_the_rest(bool callIsDone)
    {
        for (var calls = 1; ; calls++)
        {
            var tables = await HeldAsync();
            var points = (await Retirement(tables, null).FindAsync(Before, () => default, default)).Points;
            var bundle = await BundleOfAsync(tables);
            var life = new Life("retire", calls, callIsDone, CallKind.Other, () => { });
            var first = RunAsync(tables, life, points, bundle);
            var died = await Task.WhenAny(first, life.Death) != first;

            await AssertWholeOrGoneAsync(tables, points, life.LastCall);
            await RunAsync(tables, null, points, bundle);

            await AssertMovedOutAsync(tables, life.LastCall);
            if (!died)
            {
                Assert.True(calls > 2 * 7, $"{calls} calls"); // a record, a tombstone, what is left, index, lines, counts, the rest
                return;
            }
        }
    }

    [Fact]
    public async Task A_number_that_was_moved_out_is_given_to_no_other_exception()
    {
        var tables = await HeldAsync();
        await RunAsync(
            tables, null, (await Retirement(tables, null).FindAsync(Before, () => default, default)).Points, await BundleOfAsync(tables));
        var again = new ARequest { Id = Ended[0] }.InReview();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new TableEventStore(tables).TryCommitAsync(new Commit("c", again.State, null, again.Events, []), default));
    }

    [Fact]
    public async Task A_host_that_still_had_the_old_version_writes_no_line_and_counts_nothing()
    {
        var tables = await HeldAsync();
        var late = (await new TableEventStore(tables).ReadHeadAsync(Ended[0], default))!.State;
        await RunAsync(
            tables, null, (await Retirement(tables, null).FindAsync(Before, () => default, default)).Points, await BundleOfAsync(tables));

        await new TableListings(tables).PutAsync(late.ToListing(TestCatalog.Contoso), default);
        using var counts = new TableCounts(tables);
        await counts.PutAsync(late.ToCounted(TestCatalog.Contoso), default);

        await AssertMovedOutAsync(tables, "");
    }

    private static EvidenceKey NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return EvidenceKey.TryRead(made.ExportPkcs8PrivateKeyPem(), out var key, out var fault) ? key : throw new FormatException(fault);
    }

    private async Task<StoreTables> HeldAsync()
    {
        var tables = await azurite.NewStoreAsync();
        using var counts = new TableCounts(tables);
        foreach (var record in Ended.Select(id => new ARequest { Id = id }.Granted().Later(TimeSpan.FromDays(1)).After(Sal.Closes()))
            .Append(new ARequest { Id = Alive }.InReview()))
        {
            var (wanted, _) = IndexHeading.For(record.State, []);
            Assert.True(await new TableEventStore(tables)
                .TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default));
            await new TableIndex(tables).ProjectAsync(wanted, [], default);
            await new TableListings(tables).PutAsync(record.State.ToListing(TestCatalog.Contoso), default);
            await counts.PutAsync(record.State.ToCounted(TestCatalog.Contoso), default);
        }

        return tables;
    }

    private RegisterRetirement Retirement(StoreTables tables, Life? life)
    {
        var (store, tombstones) = (new TableEventStore(tables), new TableTombstones(tables));
        var (index, listings, counts) = (new TableIndex(tables), new TableListings(tables), new TableCounts(tables));
        var catalog = new FakeCatalog();
        return life is null
            ? new RegisterRetirement(store, tombstones, index, listings, counts, catalog, time)
            : new RegisterRetirement(
                new MortalRegister(store, life), new MortalTombstones(tombstones, life), new MortalIndex(index, life),
                new MortalListings(listings, life), new MortalCounts(counts, life), catalog, time);
    }

    private static Task<RetiringBundle> BundleOfAsync(StoreTables tables) =>
        VerifiedBundle.OfAsync(new TableEventStore(tables), Key, new string('a', 64));

    private async Task RunAsync(StoreTables tables, Life? life, IReadOnlyList<StreamPoint> points, RetiringBundle bundle)
    {
        var retirement = Retirement(tables, life);
        Assert.Empty((await retirement.FinishAsync(bundle, default)).Left);
        await retirement.ApplyAsync(points, bundle, Before, () => default, default);
    }

    // Between two calls an exception is there whole, or has a tombstone that names it: nothing is lost without a word.
    private static async Task AssertWholeOrGoneAsync(StoreTables tables, IReadOnlyList<StreamPoint> points, string over)
    {
        Assert.Equal(Ended, points.Select(point => point.Id));
        foreach (var point in points)
        {
            var record = await new TableEventStore(tables).ReadAsync(point.Id, default);
            var tombstone = await new TableTombstones(tables).FindAsync(point.Id, default);
            Assert.True(
                record is not null
                    ? ChainVerifier.Verify(point.Id, record.Events, record.Head.State) is ChainVerdict.Ok
                    : SealedTombstone.TryRead(tombstone!.Sealed)!.Tombstone is { } sealedOne
                        && sealedOne.LastHash == point.Hash && sealedOne.Version == point.Version,
                $"{point.Id} after {over}");
        }
    }

    private static async Task AssertMovedOutAsync(StoreTables tables, string over)
    {
        using var counts = new TableCounts(tables);
        var (store, tombstones) = (new TableEventStore(tables), new TableTombstones(tables));
        Assert.True(await store.AllAsync(default).ToListAsync() is [var only] && only == Alive, $"after {over}");
        Assert.Equal([Alive], await store.WalkAsync(readsEvents: true, default).Select(one => one.Id).ToListAsync());
        Assert.Equal([Alive], await store.WalkAsync(readsEvents: false, default).Select(one => one.Id).ToListAsync());
        Assert.Equal([Alive], await store.WalkHashesAsync(default).Select(one => one.Id).ToListAsync());
        Assert.Equal(Ended, await tombstones.AllAsync(isCleared: true, default).Select(one => one.Id).ToListAsync());
        Assert.Empty(await tombstones.AllAsync(isCleared: false, default).ToListAsync());
        Assert.All(Ended, id => Assert.Single(
            tables.Exceptions.QueryAsync($"PartitionKey eq '{id}'", null, null, default).GetAwaiter().GetResult()));
        var lines = await new TableListings(tables)
            .FindAsync(ListingKey.Everything, ListingKey.Beyond(ListingKey.Everything), 10, default);
        Assert.Equal([Alive], lines.Select(line => line.State.Id));
        var numbers = await counts.ReadAsync([CountKey.Everything], default);
        Assert.DoesNotContain(CountKey.Ended, numbers[CountKey.Everything].Keys);
        Assert.Equal(Ended.Length, numbers[CountKey.Everything][CountKey.Retired].All);
        Assert.Equal([Alive], await new TableIndex(tables).FindAsync(IndexHeading.ForPerson(Sal.Person), 10, default));
    }
}
