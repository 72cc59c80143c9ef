using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using Xunit.Abstractions;
using static PolicyBot.Application.Tests.Evidence.ABundle;

namespace PolicyBot.Application.Tests.Evidence;

/// <summary>A bundle of many exceptions, checked by both implementations; <c>docs/proof.md</c> says how to make it larger.</summary>
public sealed class BundleProofTests(ITestOutputHelper output)
{
    private static readonly int Exceptions =
        int.Parse(Environment.GetEnvironmentVariable("POLICYBOT_PROOF_BUNDLE") ?? "40", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Both_implementations_find_a_large_bundle_whole_and_name_the_one_event_that_was_changed()
    {
        var made = new ABundle();
        for (var number = 0; number < Exceptions; number++)
        {
            var request = new ARequest { Id = IdOf(number), Title = $"Größe {number.ToString(CultureInfo.InvariantCulture)}" };
            await made.StoreAsync(number % 3 == 0 ? request.InReview() : request.Granted());
        }

        await made.CheckAsync();
        var started = Stopwatch.GetTimestamp();
        var (bytes, manifest, _) = await made.WriteFullyAsync();
        var written = Stopwatch.GetElapsedTime(started);
        var report = await VerifyAsync(bytes);
        var verified = Stopwatch.GetElapsedTime(started) - written;
        var whole = await SecondImplementation.AgreesAsync(bytes);
        var changed = IdOf(Exceptions / 2);
        bytes[PlaceIn(bytes, $"events/{changed}.jsonl", "Releases stop")] ^= 1;

        Assert.Equal((Exceptions, true), (manifest.Exceptions.Count, manifest.IsComplete));
        Assert.Empty(report.Faults);
        Assert.Empty(whole);
        Assert.Equal([changed.Value, $"events/{changed}.jsonl"], await SecondImplementation.AgreesAsync(bytes));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Exceptions} exceptions, {report.Events} events, {bytes.Length / 1e6:N1} MB: written in {written.TotalSeconds:N1} s, "
            + $"checked in {verified.TotalSeconds:N1} s, and by Node.js, which agrees; so it does of one changed byte."));
    }

    private static ExceptionId IdOf(int number) => ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"));

    private static int PlaceIn(byte[] bytes, string entry, string text)
    {
        var all = Encoding.Latin1.GetString(bytes);
        return all.IndexOf(text, all.IndexOf(entry, StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
