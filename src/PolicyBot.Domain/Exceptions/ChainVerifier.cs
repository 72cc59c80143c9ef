using System.Diagnostics;
using System.Text.Json;
using PolicyBot.Domain.Audit;

namespace PolicyBot.Domain.Exceptions;

/// <summary>
/// Says whether one exception's stored events are the ones that were written: every one there, in its form, in its place, with its hash.
/// Pure. It detects an edit of single events. A wholly rewritten chain is detected by the receipts that people hold.
/// </summary>
public static class ChainVerifier
{
    /// <summary>Verifies a chain from its first event.</summary>
    /// <param name="id">The exception whose stream was read.</param>
    /// <param name="events">What is stored, in the order of the store.</param>
    /// <param name="head">The folded state that is stored beside them; null to look at the events alone.</param>
    public static ChainVerdict Verify(ExceptionId id, IReadOnlyList<StoredEvent> events, ExceptionState? head)
    {
        var state = ExceptionState.New(id);
        foreach (var stored in events)
        {
            var expected = state.Version + 1;
            if (stored.Sequence != expected)
            {
                return new ChainVerdict.Broken(expected, ChainFault.NotInSequence);
            }

            if (FaultOf(stored, state, out var recorded) is { } fault)
            {
                return new ChainVerdict.Broken(expected, fault);
            }

            if (TryApply(state, recorded!, stored.Hash) is not { } next)
            {
                return new ChainVerdict.Broken(expected, ChainFault.CannotBeFolded);
            }

            state = next;
        }

        return head is not null && HeadFault(state, head) is { } broken ? broken : new ChainVerdict.Ok(state.Version, state.LastHash);
    }

    private static ChainFault? FaultOf(StoredEvent stored, ExceptionState before, out RecordedEvent? recorded)
    {
        recorded = TryRead(stored.Json, out var isCanonical);
        return recorded switch
        {
            // the plainest fault first: the stored text was changed
            _ when RecordedEvent.HashOf(stored.Json) != stored.Hash => ChainFault.HashDiffers,
            null => ChainFault.Unreadable,
            _ when !isCanonical => ChainFault.NotCanonical,
            _ when recorded.Sequence != stored.Sequence => ChainFault.NotInSequence,
            _ when recorded.Exception != before.Id => ChainFault.OfAnotherException,
            _ when recorded.CommitId != stored.CommitId => ChainFault.CommitDiffers,
            _ when recorded.Previous != before.LastHash => ChainFault.PreviousDiffers,
            _ => null,
        };
    }

    private static RecordedEvent? TryRead(string json, out bool isCanonical)
    {
        isCanonical = false;
        try
        {
            using var document = JsonDocument.Parse(json);
            isCanonical = CanonicalJson.Write(document.RootElement) == json;
            return RecordedEvent.Read(json);
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return null; // no JSON, half a surrogate pair, a type that this version does not know
        }
    }

    private static ExceptionState? TryApply(ExceptionState state, RecordedEvent recorded, string hash)
    {
        try
        {
            return state.Apply(recorded, hash);
        }
        catch (Exception misplaced) when (misplaced is UnreachableException or NullReferenceException or ArgumentException)
        {
            return null; // a fact where it cannot have happened: a vote without a review, a stage that the route does not have
        }
    }

    private static ChainVerdict.Broken? HeadFault(ExceptionState folded, ExceptionState head) => head switch
    {
        _ when head.Id != folded.Id => new(folded.Version, ChainFault.OfAnotherException),
        _ when head.Version > folded.Version => new(folded.Version + 1, ChainFault.Missing),
        _ when head.Version < folded.Version => new(head.Version + 1, ChainFault.NotInHead),
        _ when head.LastHash != folded.LastHash => new(folded.Version, ChainFault.HeadHashDiffers),
        _ when Canonical(head) != Canonical(folded) => new(folded.Version, ChainFault.HeadDiffers),
        _ => null,
    };

    private static string Canonical(ExceptionState state) =>
        CanonicalJson.Write(JsonSerializer.SerializeToElement(state, RecordJson.Default.ExceptionState));
}

/// <summary>The result of verifying one chain.</summary>
public abstract record ChainVerdict
{
    private ChainVerdict()
    {
    }

    /// <summary>It is whole.</summary>
    /// <param name="Count">How many events it has.</param>
    /// <param name="LastHash">The hash of the last; <see cref="RecordedEvent.NoPredecessor"/> where there is none.</param>
    public sealed record Ok(long Count, string LastHash) : ChainVerdict;

    /// <summary>It is broken; nothing from this event on proves anything.</summary>
    /// <param name="Sequence">The first event that is not right.</param>
    public sealed record Broken(long Sequence, ChainFault Why) : ChainVerdict;
}

/// <summary>What is wrong with an event.</summary>
public enum ChainFault
{
    /// <summary>Another event stands in its place: one is gone, comes twice or was moved.</summary>
    NotInSequence,

    /// <summary>Its text does not have the hash that is stored beside it.</summary>
    HashDiffers,

    /// <summary>Its text is no event that this version knows.</summary>
    Unreadable,

    /// <summary>Its text is not in the one form that RFC 8785 gives it.</summary>
    NotCanonical,

    /// <summary>It belongs to another exception.</summary>
    OfAnotherException,

    /// <summary>It names another batch than the row it is stored in.</summary>
    CommitDiffers,

    /// <summary>It names another predecessor than the event before it.</summary>
    PreviousDiffers,

    /// <summary>It cannot have happened after the events before it.</summary>
    CannotBeFolded,

    /// <summary>The head counts it, and it is not there.</summary>
    Missing,

    /// <summary>It is there, and the head does not count it.</summary>
    NotInHead,

    /// <summary>The head names another hash for it.</summary>
    HeadHashDiffers,

    /// <summary>The head differs from the folded events.</summary>
    HeadDiffers,
}
