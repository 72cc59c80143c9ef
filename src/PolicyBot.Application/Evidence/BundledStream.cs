using System.Text;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>The events of one exception in a bundle: a line each, in the canonical JSON that their hashes are over.</summary>
internal static class BundledStream
{
    /// <summary>Checks the chain.</summary>
    /// <returns>The hashes of the events, the first one first, and the first fault; null: the chain is whole.</returns>
    public static (IReadOnlyList<string> Hashes, EvidenceFault? Fault) Check(ExceptionId id, byte[] content)
    {
        var events = new List<StoredEvent>();
        foreach (var line in Lines(content))
        {
            events.Add(new StoredEvent(events.Count + 1, line ?? "", line is null ? "" : EvidenceHash.Of(line), CommitOf(line)));
        }

        var hashes = events.ConvertAll(stored => stored.Hash);
        return ChainVerifier.Verify(id, events, head: null) is ChainVerdict.Broken broken
            ? (hashes, EvidenceFault.Broken(id, broken.Sequence, ChainWords.Say(broken.Why)))
            : (hashes, null);
    }

    /// <summary>The lines of a file, each ended by a line feed; null for one that is no UTF-8 or has no end.</summary>
    internal static IEnumerable<string?> Lines(byte[] content)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        for (var start = 0; start < content.Length;)
        {
            var length = content.AsSpan(start).IndexOf((byte)'\n');
            string? line = null;
            try
            {
                line = length < 0 ? null : strict.GetString(content, start, length);
            }
            catch (DecoderFallbackException)
            {
                // said by the null
            }

            yield return line;
            start = length < 0 ? content.Length : start + length + 1;
        }
    }

    // The batch is named in the event alone: there is no row to hold it against.
    private static string CommitOf(string? line)
    {
        try
        {
            return line is null ? "" : RecordedEvent.Read(line).CommitId;
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return "";
        }
    }
}
