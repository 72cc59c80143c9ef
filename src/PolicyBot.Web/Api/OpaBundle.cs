using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyBot.Application.Doors;

namespace PolicyBot.Web.Api;

/// <summary>
/// What is in force, as a data bundle of the Open Policy Agent (https://www.openpolicyagent.org/docs/management-bundles): a rule looks at
/// <c>data.policybot.active</c> and compares <c>until</c> with its own clock, so an exception ends there at its instant.
/// </summary>
/// <param name="Bytes">The bundle, a tar file with gzip.</param>
/// <param name="ETag">Its print, in quotation marks: the same for the same content.</param>
internal sealed record OpaBundle(byte[] Bytes, string ETag)
{
    private static readonly string[] Roots = ["policybot/active"];
    private static readonly DateTimeOffset NoTime = DateTimeOffset.UnixEpoch;

    /// <summary>Writes it. Nothing in it depends on the hour, so it changes when what is in force does.</summary>
    public static OpaBundle Write(ActiveAnswer answer)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(
            new SortedDictionary<string, List<ActiveItem>>(
                answer.States.Select(state => ApiMapping.ToActive(state, answer.Catalog)).GroupBy(one => one.PolicyId)
                    .ToDictionary(policy => policy.Key, policy => policy.ToList()),
                StringComparer.Ordinal),
            JsonSerializerOptions.Web);
        var revision = Convert.ToHexStringLower(SHA256.HashData(data));
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new { revision, roots = Roots }, JsonSerializerOptions.Web);
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            Add(tar, ".manifest", manifest);
            Add(tar, "policybot/active/data.json", data);
        }

        return new OpaBundle(bytes.ToArray(), $"\"{revision}\"");
    }

    private static void Add(TarWriter tar, string name, byte[] content) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
    {
        DataStream = new MemoryStream(content),
        ModificationTime = NoTime,
    });
}
