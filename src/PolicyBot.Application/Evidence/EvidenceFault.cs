using System.Globalization;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>One thing that is wrong with evidence.</summary>
/// <param name="Where">What it is about: an exception's number, a path in the bundle, <c>zip</c>, or a checkpoint's day.</param>
/// <param name="What">What is wrong, as the rest of a sentence.</param>
public sealed record EvidenceFault(string Where, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {What}.";

    internal static EvidenceFault Zip(long offset) =>
        new("zip", $"byte {offset.ToString(CultureInfo.InvariantCulture)} and what follows is not as a bundle's zip file has it");

    internal static EvidenceFault Broken(ExceptionId id, long sequence, string why) =>
        new(id.Value, string.Create(CultureInfo.InvariantCulture, $"BROKEN at event {sequence}: {why}"));

    internal static EvidenceFault Removed(StreamPoint point, string by) =>
        new(point.Id.Value, $"REMOVED: {by} counts {point.Version} events of it, and it is not there");

    internal static EvidenceFault Shortened(StreamPoint point, long count, string by) =>
        new(point.Id.Value, $"REWRITTEN: {by} counts {point.Version} events of it, and there are {count}");

    internal static EvidenceFault Rewritten(StreamPoint point, string hash, string by) =>
        new(
            point.Id.Value,
            $"REWRITTEN: its event {point.Version} had the hash {RecordedEvent.Receipt(point.Hash)} in {by} and has "
            + $"{RecordedEvent.Receipt(hash)} now");
}
