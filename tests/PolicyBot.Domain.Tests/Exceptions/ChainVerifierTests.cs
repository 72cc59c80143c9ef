using System.Collections.Immutable;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

public sealed class ChainVerifierTests
{
    /// <summary>Submitted, assessed, routed, stage opened, commented, approved, granted.</summary>
    private static readonly ARecord Whole = new ARequest().InReview().After(Sal.Says()).Later(TimeSpan.FromHours(1)).After(Ana.Approves());

    [Fact]
    public void A_whole_chain_is_counted_and_named_by_its_last_hash()
    {
        var verdict = ChainVerifier.Verify(Whole.State.Id, Whole.Events, Whole.State);

        Assert.Equal(new ChainVerdict.Ok(7, Whole.Events[^1].Hash), verdict);
    }

    [Fact]
    public void Without_a_head_the_events_alone_are_verified()
    {
        var verdict = ChainVerifier.Verify(Whole.State.Id, Whole.Events, head: null);

        Assert.Equal(new ChainVerdict.Ok(7, Whole.Events[^1].Hash), verdict);
    }

    [Fact]
    public void An_empty_chain_is_whole()
    {
        var verdict = ChainVerifier.Verify(Whole.State.Id, [], ExceptionState.New(Whole.State.Id));

        Assert.Equal(new ChainVerdict.Ok(0, RecordedEvent.NoPredecessor), verdict);
    }

    [Theory]
    [InlineData("Fine with me", "Fine with us")]
    [InlineData("ana@contoso.example", "bob@contoso.example")]
    [InlineData("\"acceptedRisk\":\"high\"", "\"acceptedRisk\":\"low\"")]
    [InlineData("2026-11-20T10:00:00", "2026-11-20T11:00:00")]
    [InlineData("\"sequence\":6", "\"sequence\":9")]
    [InlineData("commit-6", "commit-7")]
    [InlineData("PX-7Q2M4X9K", "PX-7Q2M4X9M")]
    [InlineData("\"previous\":\"", "\"previous\":\"0")]
    [InlineData("{", "{ ")]
    public void A_changed_text_is_found_in_whatever_member(string old, string changed)
    {
        var sixth = Whole.Events[5];
        Assert.Contains(old, sixth.Json, StringComparison.Ordinal);

        var verdict = Verify(Whole.Events.SetItem(5, sixth with { Json = sixth.Json.Replace(old, changed, StringComparison.Ordinal) }));

        Assert.Equal(new ChainVerdict.Broken(6, ChainFault.HashDiffers), verdict);
    }

    [Fact]
    public void Every_single_changed_byte_is_found()
    {
        var third = Whole.Events[2];

        var verdicts = Enumerable.Range(0, third.Json.Length).Select(at =>
            Verify(Whole.Events.SetItem(2, third with { Json = third.Json[..at] + (char)(third.Json[at] ^ 1) + third.Json[(at + 1)..] })));

        Assert.All(verdicts, verdict => Assert.Equal(new ChainVerdict.Broken(3, ChainFault.HashDiffers), verdict));
    }

    [Fact]
    public void A_changed_hash_is_found()
    {
        var verdict = Verify(Whole.Events.SetItem(5, Whole.Events[5] with { Hash = Whole.Events[4].Hash }));

        Assert.Equal(new ChainVerdict.Broken(6, ChainFault.HashDiffers), verdict);
    }

    [Fact]
    public void A_changed_event_with_a_fitting_hash_is_found_at_the_next_one()
    {
        var sixth = Forged(Whole.Events[5], json => json.Replace("Fine with me", "Fine with us", StringComparison.Ordinal));

        var verdict = Verify(Whole.Events.SetItem(5, sixth));

        Assert.Equal(new ChainVerdict.Broken(7, ChainFault.PreviousDiffers), verdict);
    }

    [Fact]
    public void A_changed_last_event_with_a_fitting_hash_is_found_by_the_head()
    {
        var seventh = Forged(Whole.Events[6], json => json.Replace("2027-02-15\"", "2028-02-15\"", StringComparison.Ordinal));

        var verdict = Verify(Whole.Events.SetItem(6, seventh));

        Assert.Equal(new ChainVerdict.Broken(7, ChainFault.HeadHashDiffers), verdict);
    }

    [Theory]
    [InlineData("{", "{ ", ChainFault.NotCanonical)]
    [InlineData("\"commented\"", "\"teleported\"", ChainFault.Unreadable)]
    [InlineData("{", "", ChainFault.Unreadable)]
    [InlineData("The vendor", "The \\ud83d vendor", ChainFault.Unreadable)]
    [InlineData("\"sequence\":5", "\"sequence\":5.5", ChainFault.Unreadable)]
    [InlineData("\"sequence\":5", "\"sequence\":4", ChainFault.NotInSequence)]
    [InlineData("PX-7Q2M4X9K", "PX-7Q2M4X9M", ChainFault.OfAnotherException)]
    [InlineData("commit-5", "commit-4", ChainFault.CommitDiffers)]
    public void An_event_with_a_fitting_hash_must_still_be_one(string old, string changed, ChainFault why)
    {
        Assert.Contains(old, Whole.Events[4].Json, StringComparison.Ordinal);
        var fifth = Forged(Whole.Events[4], json => json.Replace(old, changed, StringComparison.Ordinal));

        var verdict = Verify(Whole.Events.SetItem(4, fifth));

        Assert.Equal(new ChainVerdict.Broken(5, why), verdict);
    }

    [Fact]
    public void A_removed_event_is_found()
    {
        var verdicts = Enumerable.Range(0, 6).Select(index => Verify(Whole.Events.RemoveAt(index)));

        Assert.Equal(Enumerable.Range(1, 6).Select(sequence => new ChainVerdict.Broken(sequence, ChainFault.NotInSequence)), verdicts);
    }

    [Fact]
    public void A_removed_end_is_found_by_the_head()
    {
        Assert.Equal(new ChainVerdict.Broken(7, ChainFault.Missing), Verify(Whole.Events.RemoveAt(6)));
        Assert.Equal(new ChainVerdict.Broken(1, ChainFault.Missing), Verify([]));
    }

    [Fact]
    public void Swapped_events_are_found()
    {
        var verdict = Verify(Whole.Events.SetItem(3, Whole.Events[4]).SetItem(4, Whole.Events[3]));

        Assert.Equal(new ChainVerdict.Broken(4, ChainFault.NotInSequence), verdict);
    }

    [Fact]
    public void An_event_that_was_put_in_twice_is_found()
    {
        var verdict = Verify(Whole.Events.Insert(4, Whole.Events[3]));

        Assert.Equal(new ChainVerdict.Broken(5, ChainFault.NotInSequence), verdict);
    }

    [Fact]
    public void Renumbering_does_not_hide_a_removed_event()
    {
        var renumbered = Whole.Events.RemoveAt(4).Select((stored, index) => stored with { Sequence = index + 1 }).ToImmutableList();

        Assert.Equal(new ChainVerdict.Broken(5, ChainFault.NotInSequence), Verify(renumbered));
    }

    [Fact]
    public void An_appended_event_is_found_by_the_head()
    {
        var more = Whole.After(Sal.Says("Appended by somebody else."));

        Assert.Equal(new ChainVerdict.Broken(8, ChainFault.NotInHead), ChainVerifier.Verify(Whole.State.Id, more.Events, Whole.State));
    }

    [Fact]
    public void Events_of_another_exception_are_found()
    {
        var other = new ARequest { Id = ExceptionId.Parse("PX-00000001") }.InReview();

        Assert.Equal(new ChainVerdict.Broken(1, ChainFault.OfAnotherException), Verify(other.Events));
    }

    [Fact]
    public void A_head_that_says_something_else_than_the_events_is_found()
    {
        ExceptionState[] heads =
        [
            Whole.State with { Status = Status.Revoked },
            Whole.State with { HoldsUntil = Whole.State.HoldsUntil.AddYears(1) },
            Whole.State with { Requester = Mallory.Person },
            Whole.State with { Grant = Whole.State.Grant! with { LetToEnd = true } },
            Whole.State with { Decisions = [] },
        ];

        Assert.All(heads, head =>
            Assert.Equal(new ChainVerdict.Broken(7, ChainFault.HeadDiffers), ChainVerifier.Verify(Whole.State.Id, Whole.Events, head)));
    }

    [Fact]
    public void The_head_of_another_exception_is_found()
    {
        var head = Whole.State with { Id = ExceptionId.Parse("PX-00000001") };

        Assert.Equal(new ChainVerdict.Broken(7, ChainFault.OfAnotherException), ChainVerifier.Verify(Whole.State.Id, Whole.Events, head));
    }

    [Fact]
    public void A_fact_that_cannot_have_happened_there_is_found_though_every_hash_fits()
    {
        var submitted = new ARequest().Submitted();
        var voted =
            Appended(submitted,
            new ExceptionEvent.Approved(
                1, 1, Ana.Person, Ana.Name, null, Wishes.Fine, null, null, Domain.Policies.RiskLabel.Low, ARequest.Sent, Wishes.Seen));
        var noSuchStage = Appended(new ARequest().InReview().With(Sal, new ExceptionEvent.StageOpened(1, 9)), new ExceptionEvent.Approved(
            1, 9, Ana.Person, Ana.Name, null, Wishes.Fine, null, null, Domain.Policies.RiskLabel.Low, ARequest.Sent, Wishes.Seen));

        Assert.Equal(new ChainVerdict.Broken(2, ChainFault.CannotBeFolded), ChainVerifier.Verify(submitted.State.Id, voted, head: null));
        Assert.Equal(
            new ChainVerdict.Broken(6, ChainFault.CannotBeFolded), ChainVerifier.Verify(submitted.State.Id, noSuchStage, head: null));
    }

    private static ChainVerdict Verify(IReadOnlyList<StoredEvent> events) => ChainVerifier.Verify(Whole.State.Id, events, Whole.State);

    private static StoredEvent Forged(StoredEvent stored, Func<string, string> change)
    {
        var json = change(stored.Json);
        Assert.NotEqual(stored.Json, json);
        return stored with { Json = json, Hash = RecordedEvent.HashOf(json) };
    }

    private static ImmutableList<StoredEvent> Appended(ARecord record, ExceptionEvent fact)
    {
        var json = new RecordedEvent
        {
            Sequence = record.State.Version + 1,
            Exception = record.State.Id,
            At = record.Now,
            Actor = Ana,
            CommitId = "forged",
            Fact = fact,
            Previous = record.State.LastHash,
        }.ToCanonicalJson();
        return record.Events.Add(new StoredEvent(record.State.Version + 1, json, RecordedEvent.HashOf(json), "forged"));
    }
}
