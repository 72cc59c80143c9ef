using System.Diagnostics;
using System.Globalization;
using System.Net;
using PolicyBot.Lab;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Infrastructure;

/// <summary>
/// The published Host as a container runs it: in an empty folder, as somebody else, with nothing to write to, 256 MB of objects and two
/// cores. Published once for all tests, from what was built for them.
/// </summary>
public sealed class PublishedHost : IAsyncLifetime
{
    private const string Nobody = "65534"; // of every Linux
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("policybot-published-");

    /// <summary>What is published.</summary>
    public string Program => Sub("app");

    /// <summary>What it is started in.</summary>
    public string Empty => Sub("empty");

    /// <summary>Publishes.</summary>
    public async Task InitializeAsync()
    {
        var catalog = Sub("catalog");
        Directory.CreateDirectory(Empty);
        Directory.CreateDirectory(catalog);
        foreach (var name in (string[])["catalog.sample.yaml", "assets.sample.csv"])
        {
            File.Copy(Path.Combine(WorkingCopy.Root, name), Path.Combine(catalog, name));
        }

        var configuration = new DirectoryInfo(Path.GetDirectoryName(WorkingCopy.HostAssembly)!).Name;
        using var patience = new CancellationTokenSource(Patience);
        using var publish = Start("dotnet",
        [
            "publish", Path.Combine(WorkingCopy.Root, "src", "PolicyBot.Host"), "--no-build", "-c", configuration, "-o", Program,
            "-p:PublishReadyToRun=false",
        ]);
        var said = publish.StandardOutput.ReadToEndAsync(patience.Token);
        await publish.WaitForExitAsync(patience.Token);
        Assert.True(publish.ExitCode == 0, await said);
        foreach (var folder in root.EnumerateDirectories("*", SearchOption.AllDirectories).Append(root))
        {
            Allow(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            Allow(file.FullName, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    /// <summary>Serves until the process is killed.</summary>
    public (Process Host, Uri Address) Serve(AzuriteFixture azurite)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{HostProcess.ChoosePort(0)}/"));
        string[] command = ["dotnet", Path.Combine(Program, "PolicyBot.Host.dll")];
        string[] asNobody = IsRoot ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--"] : [];
        string[] all = [.. asNobody, .. command];
        return (Start(all[0], all[1..], new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", // for Azurite
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_GCHeapHardLimit"] = "10000000", // hexadecimal: 256 MB
            ["DOTNET_PROCESSOR_COUNT"] = "2",
            ["TMPDIR"] = Empty,
            ["PolicyBot__CatalogPath"] = Path.Combine(Sub("catalog"), "catalog.sample.yaml"),
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["Storage__TablePrefix"] = azurite.TablePrefix,
        }), address);
    }

    /// <summary>The first answer of a path that is not "not yet".</summary>
    public static async Task<string> AskAsync(Uri address, string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(path, patience.Token);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    return await answer.Content.ReadAsStringAsync(patience.Token);
                }
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(100, patience.Token);
        }
    }

    public Task DisposeAsync()
    {
        foreach (var folder in root.EnumerateDirectories("*", SearchOption.AllDirectories).Append(root))
        {
            Allow(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    private string Sub(string name) => Path.Combine(root.FullName, name);

    private static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private Process Start(string program, string[] arguments, Dictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = settings is not null,
            WorkingDirectory = Empty,
        };
        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
