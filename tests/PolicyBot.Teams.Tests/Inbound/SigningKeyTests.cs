using System.Security.Cryptography;
using System.Text;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class SigningKeyTests
{
    private static readonly byte[] Data = Encoding.ASCII.GetBytes("header.payload");

    private static readonly RSA Pair = RSA.Create(2048); // making it is what takes long

    [Fact]
    public void A_key_that_many_threads_ask_at_once_mixes_up_no_verdict()
    {
        var key = new SigningKey("key-1", Pair.ExportParameters(false), ["msteams"]);
        var questions = Enumerable.Range(0, 64).Select(number => Encoding.ASCII.GetBytes($"header.{number}")).ToArray();
        var signatures = questions.Select(Sign).ToArray();

        var wrong = 0;
        Parallel.For(0, 4_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, turn =>
        {
            var (asked, signed) = (turn % 64, turn * (turn % 2 == 0 ? 1 : 7) % 64);
            if (key.Verify(questions[asked], signatures[signed]) != (asked == signed))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void What_was_found_signed_once_vouches_for_no_other_bytes()
    {
        var key = new SigningKey("key-1", Pair.ExportParameters(false), ["msteams"]);
        var signature = Sign(Data);
        Assert.True(key.Verify(Data, signature));

        var verdicts = new[]
        {
            key.Verify(Encoding.ASCII.GetBytes("header.Payload"), signature),
            key.Verify(Data, [.. signature[..^1], (byte)(signature[^1] ^ 1)]),
            key.Verify([.. Data, signature[0]], signature.AsSpan(1)),
            key.Verify(Data.AsSpan(0, Data.Length - 1), [Data[^1], .. signature]),
            key.Verify([], []),
        };

        Assert.DoesNotContain(true, verdicts);
        Assert.True(key.Verify(Data, signature));
    }

    [Fact]
    public void A_key_that_was_used_once_allocates_nothing_more()
    {
        var key = new SigningKey("key-1", Pair.ExportParameters(false), ["msteams"]);
        var signature = Sign(Data);
        Assert.True(key.Verify(Data, signature));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 0; turn < 100; turn++)
        {
            key.Verify(Data, signature);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 64);
    }

    [Fact]
    public void Numbers_that_are_no_key_verify_nothing_however_often_they_are_asked()
    {
        var key = new SigningKey("key-1", new RSAParameters { Modulus = [0], Exponent = [1] }, ["msteams"]);

        Assert.False(key.Verify(Data, Sign(Data)));
        Assert.False(key.Verify(Data, Sign(Data)));
    }

    private byte[] Sign(byte[] data) => Pair.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
