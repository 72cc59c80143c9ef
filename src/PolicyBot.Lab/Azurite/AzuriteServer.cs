using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PolicyBot.Lab.Azurite;

/// <summary>
/// Azurite's table service as a child process on a free loopback port. Dispose it to stop it; it also ends by itself when
/// this process ends, however that happens.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // Public by design: https://learn.microsoft.com/azure/storage/common/storage-use-azurite, "Well-known storage account and key".
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int Attempts = 5;
    private const int LinesKept = 50;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int disposed;

    private AzuriteServer(Process process, int port)
    {
        this.process = process;
        Port = port;
        TableEndpoint = new Uri($"http://127.0.0.1:{port}/{Account}");
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={WellKnownKey};TableEndpoint={TableEndpoint};";
    }

    /// <summary>A connection string with the emulator's account, its public key and an explicit <c>TableEndpoint</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The path-style address of the emulator's account, without a slash at its end.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The id of the node process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Starts the emulator and returns once it answers requests.</summary>
    /// <param name="location">
    /// Folder where it keeps its tables; they are there again at the next start. Null keeps everything in memory.
    /// </param>
    /// <exception cref="InvalidOperationException">Node is missing, or the emulator did not start within 60 seconds.</exception>
    public static async Task<AzuriteServer> StartAsync(string? location, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = Launch(location, FreePort());
            try
            {
                await server.WaitUntilReadyAsync(cancellationToken);
                return server;
            }
            catch (InvalidOperationException) when (attempt < Attempts && server.PortWasTaken)
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Stops the emulator; with a location it saves first. Kills it when it has not ended after 20 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        try
        {
            process.StandardInput.Close(); // stop-with-parent.cjs turns this into the SIGINT on which Azurite saves
            using var deadline = new CancellationTokenSource(StopDeadline);
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (Exception stuck) when (stuck is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private bool PortWasTaken => output.Any(line => line.Contains("EADDRINUSE", StringComparison.Ordinal));

    // `--tablePort 0` works but announces port 0, so the port has to be picked before.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static AzuriteServer Launch(string? location, int port)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = location is null ? NpmPackages.Folder : Directory.CreateDirectory(location).FullName,
        };
        start.Environment.Remove("AZURITE_ACCOUNTS"); // would replace the account of the connection string
        string[] arguments =
        [
            "--require", Path.Combine(NpmPackages.Folder, "stop-with-parent.cjs"),
            NpmPackages.PathOf("azurite/dist/src/table/main.js"),
            "--tableHost", "127.0.0.1",
            "--tablePort", port.ToString(CultureInfo.InvariantCulture),
            "--silent", // no line per request
            "--disableTelemetry",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (location is null)
        {
            start.ArgumentList.Add("--inMemoryPersistence");
        }
        else
        {
            start.ArgumentList.Add("--location");
            start.ArgumentList.Add(Path.GetFullPath(location));
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var server = new AzuriteServer(process, port);
        process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        process.Exited += (_, _) => server.announced.TrySetException(new InvalidOperationException("It ended."));
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            process.Dispose();
            throw new InvalidOperationException("Azurite needs Node.js: no `node` on the PATH.", missing);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        while (output.Count > LinesKept)
        {
            output.TryDequeue(out _);
        }

        if (line.Contains("successfully started", StringComparison.OrdinalIgnoreCase))
        {
            announced.TrySetResult();
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartDeadline);
        try
        {
            await announced.Task.WaitAsync(deadline.Token);
            using var client = new HttpClient();
            using var answer = await client.GetAsync(TableEndpoint, deadline.Token); // any status will do
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested
            && failure is OperationCanceledException or HttpRequestException or InvalidOperationException)
        {
            throw new InvalidOperationException(
                $"Azurite did not start on port {Port}: {string.Join(Environment.NewLine, output)}", failure);
        }
    }
}
