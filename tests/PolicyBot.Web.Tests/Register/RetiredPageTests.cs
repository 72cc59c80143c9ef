using System.Net;
using System.Security.Cryptography;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

/// <summary>The page of an exception that was moved out.</summary>
public sealed class RetiredPageTests
{
    [Fact]
    public async Task What_was_moved_out_is_gone_for_who_sees_everything_with_the_bundle_it_is_in_and_not_there_for_others()
    {
        var record = new ARequest().Granted();
        await using var served = await OpenAsync(null, record);
        var stone = new Tombstone(
            Tombstone.Known, record.State.Id, record.State.Version, record.State.LastHash, served.Time.GetUtcNow(), Lee.Person,
            "until-2025.zip", new string('a', 64));
        served.Record.Bury(record.State.Id, Sealed(stone));
        using var auditor = await served.EnterAsync(Deputy);
        using var owner = await served.EnterAsync(Iam);

        var (status, page) = await ReadAsync(auditor, $"/register/{record.State.Id}");
        var (hidden, nothing) = await ReadAsync(owner, $"/register/{record.State.Id}");

        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("<h1>Retired</h1>", page, StringComparison.Ordinal);
        Assert.Contains("until-2025.zip", page, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, hidden);
        Assert.DoesNotContain("until-2025.zip", nothing, StringComparison.Ordinal);
    }

    private static string Sealed(Tombstone stone)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.True(EvidenceKey.TryRead(made.ExportPkcs8PrivateKeyPem(), out var key, out _));
        using (key)
        {
            return SealedTombstone.Seal(stone, key).Sealed;
        }
    }
}
