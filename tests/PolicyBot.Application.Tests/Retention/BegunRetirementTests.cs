using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Application.Tests.Evidence;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Retention;

/// <summary>What stands beside a tombstone goes only where a verified bundle holds it: an attacker who can write rows can write a tombstone.</summary>
public sealed class BegunRetirementTests : IDisposable
{
    private static readonly ExceptionId Id = ExceptionId.Parse("PX-7Q2M4X9K");
    private static readonly string Hash = new('0', 64);

    private readonly FakeRegister register = new();
    private readonly EvidenceKey key = ABundle.KeyOf(ABundle.NewPem());
    private readonly EvidenceKey other = ABundle.KeyOf(ABundle.NewPem());

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task What_an_earlier_run_had_begun_is_cleared_by_the_bundle_that_holds_it()
    {
        var bundle = await StoreAsync();
        await BuryAsync(key);

        Assert.Equal((1, 0), await FinishAsync(bundle));
        Assert.Empty(await register.ReadLeftAsync(Id, default));
    }

    [Fact]
    public async Task Without_a_bundle_nothing_is_cleared_and_it_is_said_which_one_clears_it()
    {
        await StoreAsync();
        await BuryAsync(key);

        await AssertStaysAsync(null, "old.zip clears them");
    }

    [Fact]
    public async Task A_tombstone_of_another_key_clears_nothing()
    {
        var bundle = await StoreAsync();
        await BuryAsync(other);

        await AssertStaysAsync(bundle, other.Public.Thumbprint());
        Assert.Equal((1, 0), await FinishAsync(bundle with { EarlierKeys = [other.Public.Thumbprint()] }));
    }

    [Fact]
    public async Task A_tombstone_that_is_not_signed_clears_nothing()
    {
        var bundle = await StoreAsync();
        register.Bury(Id, "{}");

        await AssertStaysAsync(bundle, "not signed");
    }

    [Fact]
    public async Task Another_bundle_than_the_one_a_tombstone_names_clears_nothing()
    {
        var bundle = await StoreAsync();
        await BuryAsync(key);

        await AssertStaysAsync(bundle with { Hash = new string('1', 64) }, "which old.zip is not");
    }

    [Fact]
    public async Task A_bundle_that_does_not_hold_it_so_far_clears_nothing()
    {
        var bundle = await StoreAsync();
        await BuryAsync(key);
        var hashes = bundle.Streams[Id];

        foreach (var streams in new Dictionary<ExceptionId, IReadOnlyList<string>>[]
        {
            [], new() { [Id] = [.. hashes.SkipLast(1)] }, new() { [Id] = [.. hashes.SkipLast(1), Hash] },
        })
        {
            await AssertStaysAsync(bundle with { Streams = streams }, "is not as old.zip has it");
        }
    }

    [Fact]
    public async Task Events_that_are_not_as_the_bundle_has_them_stay()
    {
        var bundle = await StoreAsync();
        var stored = (await register.ReadAsync(Id, default))!.Events[1];
        register.Falsify(Id, stored with { Json = stored.Json.Replace("}", " }", StringComparison.Ordinal) });
        await BuryAsync(key);

        await AssertStaysAsync(bundle, "is not as old.zip has it");
    }

    [Fact]
    public async Task What_a_bundle_does_not_hold_is_not_moved_out()
    {
        var bundle = await StoreAsync();
        var later = ARequest.Sent.AddDays(100);
        var plan = await Retirement().FindAsync(later, () => default, default);

        var left = await Retirement().ApplyAsync(
            plan.Points, bundle with { Streams = new Dictionary<ExceptionId, IReadOnlyList<string>>() }, later, () => default, default);

        Assert.Equal($"{Id}: old.zip does not hold it; it stays.", Assert.Single(left).ToString());
        Assert.NotNull(await register.ReadHeadAsync(Id, default));
    }

    private async Task AssertStaysAsync(RetiringBundle? bundle, string why)
    {
        var before = await register.ReadLeftAsync(Id, default);

        var (finished, left) = await Retirement().FinishAsync(bundle, default);

        Assert.Equal(0, finished);
        Assert.Contains(why, Assert.Single(left).ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await register.ReadLeftAsync(Id, default));
        Assert.NotEmpty(before);
    }

    private async Task<(int Finished, int Left)> FinishAsync(RetiringBundle bundle)
    {
        var (finished, left) = await Retirement().FinishAsync(bundle, default);
        return (finished, left.Count);
    }

    private async Task<RetiringBundle> StoreAsync()
    {
        var record = new ARequest { Id = Id }.Granted().After(Sal.Closes());
        Assert.True(await register.TryCommitAsync(new Commit("c", record.State, null, record.Events, []), default));
        return await VerifiedBundle.OfAsync(register, key, Hash);
    }

    private async Task BuryAsync(EvidenceKey by)
    {
        var state = (await register.ReadHeadAsync(Id, default))!.State;
        var tombstone = new Tombstone(
            Tombstone.Known, Id, state.Version, state.LastHash, ARequest.Sent.AddDays(100), Ana.Person, "old.zip", Hash);
        register.Bury(Id, SealedTombstone.Seal(tombstone, by).Sealed);
    }

    private RegisterRetirement Retirement() =>
        new(register, register, new FakeIndex(), new FakeListings(), new FakeCounts(), new FakeCatalog(), TimeProvider.System);
}
