using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Application.Tests.Evidence.ABundle;

namespace PolicyBot.Application.Tests.Evidence;

/// <summary>A stream that was moved out is not missed; one that is gone without a tombstone of a known key is.</summary>
public sealed class RetiredStreamTests
{
    [Fact]
    public async Task A_checkpoint_does_not_miss_what_was_moved_out_and_lists_what_goes_on()
    {
        var made = await WithOneMovedOutAsync();

        var next = await made.CheckAsync();

        Assert.Empty(next!.Faults);
        Assert.Equal(0, next.Streams);
    }

    [Fact]
    public async Task A_stream_that_was_removed_beside_one_that_was_moved_out_is_named()
    {
        var made = await WithOneMovedOutAsync();
        made.Register.Remove(Second);

        var next = await made.CheckAsync();

        Assert.StartsWith($"{Second}: REMOVED: ", Assert.Single(next!.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tombstone_that_another_key_has_signed_hides_nothing()
    {
        var made = await WithOneMovedOutAsync();
        using var other = KeyOf(NewPem());
        var point = (await made.Register.ReadHeadAsync(Second, default))!.State;
        made.Register.Bury(Second, SealedTombstone.Seal(StoneOf(made, Second, point.Version, point.LastHash), other).Sealed);

        var next = await made.CheckAsync();

        Assert.Contains(next!.Faults, fault => fault.What.Contains("which is none that may sign here", StringComparison.Ordinal));
        Assert.Contains(next.Faults, fault => fault.ToString().StartsWith($"{Second}: REMOVED: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_of_another_key_is_named_and_a_tombstone_of_that_key_still_hides_nothing()
    {
        var (made, other) = await WithOneHiddenByAnotherKeyAsync();
        made.Time.Advance(TimeSpan.FromDays(1));

        var next = await made.CheckAsync();

        Assert.Contains(next!.Faults, fault => fault.Where == "checkpoints"
            && fault.What == $"it is signed by the key {other}, not by {made.Key.Public.Thumbprint()}");
        Assert.Contains(next.Faults, fault => fault.ToString().StartsWith($"{Second}: REMOVED: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_change_of_keys_what_the_earlier_key_signed_counts_once_it_is_named()
    {
        var made = await WithOneMovedOutAsync();
        using var next = KeyOf(NewPem());
        var earlier = made.Key.Public.Thumbprint();

        var named = await made.CheckAsync(next, earlier);
        made.Time.Advance(TimeSpan.FromDays(1));
        var unnamed = await made.CheckAsync(next);

        Assert.Empty(named!.Faults);
        Assert.Contains(unnamed!.Faults, fault => fault.Where == "checkpoints" && fault.What.Contains(earlier, StringComparison.Ordinal));
        Assert.Contains(unnamed.Faults, fault => fault.ToString().StartsWith($"{First}: REMOVED: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tombstone_of_another_key_is_named_when_a_bundle_is_written_and_counts_for_neither_implementation()
    {
        var made = await WithOneMovedOutAsync();
        using var other = KeyOf(NewPem());
        var point = (await made.Register.ReadHeadAsync(Second, default))!.State;
        made.Register.Bury(Second, SealedTombstone.Seal(StoneOf(made, Second, point.Version, point.LastHash), other).Sealed);

        var (bytes, _, faults) = await made.WriteFullyAsync();

        Assert.Contains(faults, fault => fault.Where == Second.Value
            && fault.What.Contains($"by the key {other.Public.Thumbprint()}, which is none", StringComparison.Ordinal));
        Assert.Equal([Second.Value, "retired 2"], (await SecondImplementation.AgreesAsync(bytes)).Order(StringComparer.Ordinal));
        Assert.Equal([First], (await VerifyAsync(bytes)).Known.Retired.Keys);
    }

    [Fact]
    public async Task Whoever_writes_a_bundle_hears_of_a_checkpoint_of_another_key_and_whoever_reads_it_finds_the_key()
    {
        var (made, other) = await WithOneHiddenByAnotherKeyAsync();

        var (bytes, _, faults) = await made.WriteFullyAsync();

        Assert.Contains(faults, fault => fault.Where == "checkpoints" && fault.What.Contains(other, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Where == Second.Value);
        Assert.Contains(other, (await VerifyAsync(bytes)).Keys);
    }

    [Theory]
    [InlineData(1, "ab", "REWRITTEN")]
    [InlineData(0, "ab", "it is not there")]
    [InlineData(-1, "", "REWRITTEN")]
    public async Task A_signed_tombstone_that_does_not_fit_a_checkpoint_is_named(int more, string hash, string why)
    {
        var made = await WithTwoAsync();
        await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(1));
        var head = (await made.Register.ReadHeadAsync(Second, default))!.State;
        var version = more > 0 ? head.Version : Math.Max(head.Version + more, 1);
        var stone = StoneOf(made, Second, version, hash.Length > 0 ? new string('a', 64) : head.LastHash);
        made.Register.Bury(Second, more == 0 ? "{}" : SealedTombstone.Seal(stone, made.Key).Sealed);

        var next = await made.CheckAsync();

        Assert.Contains(next!.Faults, fault => fault.Where == Second.Value && fault.What.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_of_everything_is_whole_for_both_implementations_though_a_checkpoint_knows_what_was_moved_out()
    {
        var made = await WithOneMovedOutAsync();
        await made.CheckAsync();

        var (bytes, manifest, faults) = await made.WriteFullyAsync();

        Assert.True(manifest.IsComplete);
        Assert.DoesNotContain(faults, fault => fault.Where == First.Value);
        Assert.Empty(await SecondImplementation.AgreesAsync(bytes));
        Assert.Equal([First], (await VerifyAsync(bytes)).Known.Retired.Keys);
    }

    [Fact]
    public async Task Both_implementations_name_a_tombstone_that_was_changed_and_what_it_no_longer_explains()
    {
        var made = await WithOneMovedOutAsync();
        var bytes = await made.WriteAsync();
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        var at = text.IndexOf("\"bundle\":\"old.zip\"", StringComparison.Ordinal) + "\"bundle\":\"".Length;
        bytes[at] = (byte)'b';

        var found = await SecondImplementation.AgreesAsync(bytes);

        Assert.Equal([First.Value, "retired 1", "retired.jsonl"], found.Order(StringComparer.Ordinal));
    }

    private static async Task<ABundle> WithOneMovedOutAsync()
    {
        var made = new ABundle();
        await made.StoreAsync(new ARequest { Id = First }.Granted().After(Someone.Sal.Closes()));
        await made.StoreAsync(new ARequest { Id = Second }.InReview());
        await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(60));
        var retirement = new RegisterRetirement(
            made.Register, made.Register, new FakeIndex(), new FakeListings(), new FakeCounts(), new FakeCatalog(), made.Time);
        var plan = await retirement.FindAsync(made.Time.GetUtcNow(), () => default, default);
        Assert.Equal([First], plan.Points.Select(point => point.Id));
        Assert.Empty(await retirement.ApplyAsync(
            plan.Points, await VerifiedBundle.OfAsync(made.Register, made.Key, new string('0', 64)), made.Time.GetUtcNow(),
            () => default, default));
        return made;
    }

    // What a person with access to the store can write, with a key of their own.
    private static async Task<(ABundle Made, string OtherKey)> WithOneHiddenByAnotherKeyAsync()
    {
        var made = await WithTwoAsync();
        using var other = KeyOf(NewPem());
        await made.CheckAsync();
        made.Time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await made.CheckAsync(other));
        var point = (await made.Register.ReadHeadAsync(Second, default))!.State;
        made.Register.Bury(Second, SealedTombstone.Seal(StoneOf(made, Second, point.Version, point.LastHash), other).Sealed);
        return (made, other.Public.Thumbprint());
    }

    private static Tombstone StoneOf(ABundle made, ExceptionId id, long version, string hash) => new(
        Tombstone.Known, id, version, hash, made.Time.GetUtcNow(), Someone.Ana.Person, "old.zip", new string('0', 64));
}
