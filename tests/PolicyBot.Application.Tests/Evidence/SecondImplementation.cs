using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PolicyBot.Application.Tests.Evidence;

/// <summary><c>check-bundle.mjs</c>: the documented method once more, in Node.js.</summary>
internal static class SecondImplementation
{
    private static readonly string Script = Path.Combine(Path.GetDirectoryName(ThisFile())!, "check-bundle.mjs");

    /// <summary>Runs both implementations, and fails where they name different places.</summary>
    /// <returns>The places.</returns>
    public static async Task<IReadOnlyList<string>> AgreesAsync(byte[] bundle)
    {
        var ours = await ABundle.FaultsAsync(bundle);
        Assert.Equal(ours, await FaultsAsync(bundle));
        return ours;
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(byte[] bundle)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.zip");
        try
        {
            await File.WriteAllBytesAsync(file, bundle);
            using var node = Process.Start(new ProcessStartInfo("node")
            {
                ArgumentList = { Script, file },
                RedirectStandardOutput = true,
            }) ?? throw new InvalidOperationException("Node.js did not start.");
            using var found = await JsonDocument.ParseAsync(node.StandardOutput.BaseStream);
            await node.WaitForExitAsync();
            var faults = found.RootElement.GetProperty("faults").EnumerateArray()
                .Select(fault => fault.GetProperty("where").GetString()!).Distinct().Order(StringComparer.Ordinal).ToList();
            Assert.Equal(faults.Count == 0 ? 0 : 1, node.ExitCode);
            return faults;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
