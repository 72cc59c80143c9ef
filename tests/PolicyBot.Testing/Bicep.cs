using System.Diagnostics;
using System.Reflection;

namespace PolicyBot.Testing;

/// <summary>The command line of Bicep, which the restore of this project brings for Linux on x64.</summary>
public static class Bicep
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where it is; empty: this platform has none.</summary>
    public static string Program { get; } = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => data.Key == "Bicep")?.Value ?? "";

    /// <summary>Does what a verb asks for. It ends with 0 with warnings too, so they are part of the answer; a fault fails the test.</summary>
    public static async Task<(string Output, string Warnings)> RunAsync(params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var bicep = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = bicep.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = bicep.StandardError.ReadToEndAsync(deadline.Token);
        await bicep.WaitForExitAsync(deadline.Token);
        Assert.True(bicep.ExitCode == 0, await errors);
        return (await output, await errors);
    }
}
