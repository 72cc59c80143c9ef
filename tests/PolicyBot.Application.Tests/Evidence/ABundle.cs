using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.Evidence;

/// <summary>A record with its checkpoints, and the bundles that are made of it.</summary>
internal sealed class ABundle
{
    private static readonly string SamplePem = NewPem();

    public static readonly ExceptionId First = ExceptionId.Parse("PX-7Q2M4X9K");
    public static readonly ExceptionId Second = ExceptionId.Parse("PX-8R3N5Y0M");

    public FakeRegister Register { get; private set; } = new();

    public FakeCheckpoints Checkpoints { get; } = new();

    public FakeCatalogVersions Catalogs { get; } = new();

    public FakePeople People { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));

    public EvidenceKey Key { get; } = KeyOf(SamplePem);

    /// <summary>Two exceptions; their catalog is not kept.</summary>
    public static async Task<ABundle> WithTwoAsync()
    {
        var bundle = new ABundle();
        await bundle.StoreAsync(new ARequest { Id = First }.Granted());
        await bundle.StoreAsync(new ARequest { Id = Second, Title = "Größe \"zählt\" <b>&amp;</b> 😀" }.InReview());
        return bundle;
    }

    public static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static EvidenceKey KeyOf(string pem) =>
        EvidenceKey.TryRead(pem, out var key, out var fault) ? key : throw new FormatException(fault);

    /// <summary>Stores a record.</summary>
    public async Task StoreAsync(ARecord record) =>
        Assert.True(await Register.TryCommitAsync(new Commit("c", record.State, null, record.Events, []), default));

    /// <summary>A person with access to the store empties it and writes these records in its place. Checkpoints stay.</summary>
    public async Task RewriteAsync(params ARecord[] records)
    {
        Register = new FakeRegister();
        foreach (var record in records)
        {
            await StoreAsync(record);
        }
    }

    public Task<MadeCheckpoint?> CheckAsync(EvidenceKey? key = null, params string[] earlierKeys) =>
        new CheckpointMaker(Register, Register, Checkpoints, Time).MakeAsync(key ?? Key, earlierKeys, default);

    /// <summary>Makes a bundle.</summary>
    public async Task<byte[]> WriteAsync(params ExceptionId[] wanted) => (await WriteFullyAsync(wanted)).Bytes;

    /// <summary>Makes a bundle, with what was said of it.</summary>
    public async Task<(byte[] Bytes, EvidenceManifest Manifest, IReadOnlyList<EvidenceFault> Faults)> WriteFullyAsync(
        params ExceptionId[] wanted)
    {
        using var to = new MemoryStream();
        var (manifest, faults) = await new EvidenceBundle(Register, Register, Catalogs, People, Checkpoints, Time)
            .WriteAsync(to, wanted, Key, [], () => default, default);
        return (to.ToArray(), manifest, faults);
    }

    public static async Task<EvidenceReport> VerifyAsync(byte[] bundle)
    {
        using var from = new MemoryStream(bundle);
        return await EvidenceVerifier.VerifyAsync(from, () => default, default);
    }

    /// <summary>Where something is wrong, each place once.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(byte[] bundle) =>
        [.. (await VerifyAsync(bundle)).Faults.Select(fault => fault.Where).Distinct().Order(StringComparer.Ordinal)];
}
