using PolicyBot.Lab;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests;

/// <summary>The product as it was built, run as a customer runs it: a process of its own, with environment variables.</summary>
internal static class TheProgram
{
    /// <summary>Longer than any verb takes; a test that waits for it has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Settings with which it serves on the tables of a test class, with no channel.</summary>
    public static Dictionary<string, string> Settings(AzuriteFixture azurite) => Settings(azurite.ConnectionString, azurite.TablePrefix);

    /// <summary>Settings with which it serves on some tables, with no channel.</summary>
    public static Dictionary<string, string> Settings(string connectionString, string tablePrefix) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["PolicyBot__CatalogPath"] = WorkingCopy.SampleCatalog,
        ["Storage__ConnectionString"] = connectionString,
        ["Storage__TablePrefix"] = tablePrefix,
    };

    /// <summary>Does what a verb asks for.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await HostProcess.RunAsync(WorkingCopy.HostAssembly, arguments, settings, patience.Token);
    }

    /// <summary>Does what a verb asks for that needs no settings.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Whether a host says something within a minute.</summary>
    public static async Task<bool> SaysAsync(this HostProcess host, string words)
    {
        for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(1); DateTime.UtcNow < end; await Task.Delay(100))
        {
            if (host.Output.Any(line => line.Contains(words, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Serves, on a free port, until it is disposed.</summary>
    public static async Task<HostProcess> ServeAsync(IReadOnlyDictionary<string, string> settings)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await HostProcess.StartAsync(
            WorkingCopy.HostAssembly, new Uri($"http://127.0.0.1:{HostProcess.ChoosePort(0)}/"), settings, patience.Token);
    }
}
