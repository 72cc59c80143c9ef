using System.Diagnostics;
using System.IO.Compression;
using PolicyBot.Teams.Manifest;

namespace PolicyBot.Teams.Tests.Manifest;

/// <summary>Microsoft 365 Agents Toolkit, <c>atk validate</c>, as a second opinion on the package. It needs no account.</summary>
public sealed class ToolkitTests
{
    [ToolkitFact]
    public async Task Microsofts_own_tool_takes_the_manifest_and_refuses_a_broken_one()
    {
        var sound = ValidateAsync(text => text);
        var broken = ValidateAsync(text => text.Replace("\"#4F52B2\"", "\"indigo\"", StringComparison.Ordinal));

        var (code, output) = await sound;
        Assert.True(code == 0, output);
        var (refused, fault) = await broken;
        Assert.NotEqual(0, refused);
        Assert.Contains("accentColor", fault, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> ValidateAsync(Func<string, string> change)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var folder = Directory.CreateTempSubdirectory("policybot-atk-");
        try
        {
            using (var zip = new ZipArchive(TeamsManifest.Build(new TeamsManifestValues
            {
                BotId = "12345678-90ab-cdef-1234-567890abcdef",
                PublicBaseUrl = new Uri("https://policybot.contoso.example/"),
                Version = "1.2.3",
            })))
            {
                await zip.ExtractToDirectoryAsync(folder.FullName, patience.Token);
            }

            var manifest = Path.Combine(folder.FullName, "manifest.json");
            await File.WriteAllTextAsync(manifest, change(await File.ReadAllTextAsync(manifest, patience.Token)), patience.Token);
            var start = new ProcessStartInfo(
                ToolkitFactAttribute.Program,
                ["validate", "--manifest-file", manifest, "--interactive", "false", "--telemetry", "false"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
            };
            start.Environment["HOME"] = folder.FullName; // it keeps files there
            using var atk = Process.Start(start)!;
            var said = (atk.StandardOutput.ReadToEndAsync(patience.Token), atk.StandardError.ReadToEndAsync(patience.Token));
            await atk.WaitForExitAsync(patience.Token);
            return (atk.ExitCode, await said.Item1 + await said.Item2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A test with the toolkit, 445 MB from npm. On a machine that has none it is skipped.</summary>
internal sealed class ToolkitFactAttribute : FactAttribute
{
    /// <summary>Its name on the path.</summary>
    public const string Program = "atk";

    public ToolkitFactAttribute()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(place => File.Exists(Path.Combine(place, Program)));
        if (!isThere)
        {
            Skip = "Microsoft 365 Agents Toolkit (atk) is not on the path: npm install -g @microsoft/m365agentstoolkit-cli@1.1.17.";
        }
    }
}
