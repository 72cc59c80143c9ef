using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.LabProcess;

/// <summary>The product's own process, as a customer starts it: <c>dotnet PolicyBot.Host.dll</c> with environment variables.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    /// <summary>The port the product listens on by itself.</summary>
    public const int UsualPort = 3978;

    private const int LinesKept = 2000;
    private const int Terminate = 15;
    private static readonly TimeSpan _pollEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _startDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _stopDeadline = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private int _disposed;

    private HostProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Raised for every line the process writes.</summary>
    public event Action<string>? LineWritten;

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>The last lines it wrote, oldest first.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>How long it took from the start of the process to its first healthy answer.</summary>
    public TimeSpan StartedWithin { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => Volatile.Read(ref _disposed) != 0 || _process.HasExited;

    /// <summary>The usual port, or a free one when that is taken.</summary>
    public static int ChoosePort(int preferred) => LoopbackServer.ChoosePort(preferred);

    /// <summary>Starts it and returns once <c>/healthz</c> answers 200.</summary>
    /// <param name="assembly">Path of <c>PolicyBot.Host.dll</c>.</param>
    /// <param name="address">Where it shall listen.</param>
    /// <param name="environment">Its configuration.</param>
    /// <param name="cancellationToken">Stops waiting and ends the process.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not healthy within 90 seconds; the message holds what it
    /// wrote.</exception>
    public static async Task<HostProcess> StartAsync(
        string assembly, Uri address, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = StartInfo(assembly, [], environment) };
        process.StartInfo.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        var host = new HostProcess(process, address);
        var started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await host.WaitUntilHealthyAsync(cancellationToken);
            host.StartedWithin = Stopwatch.GetElapsedTime(started);
            return host;
        }
        catch
        {
            await host.KillAsync();
            throw;
        }
    }

    /// <summary>Runs one of its verbs to the end, such as <c>audit verify</c>, and returns what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(assembly, arguments, environment) };
        process.Start();
        var (output, errors) =
            (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output + await errors).TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Asks it to stop, as an orchestrator does, and kills it when it has not after 20 seconds.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            // Windows has no such signal for a process without a console of its own.
            if (OperatingSystem.IsWindows() || SendSignal(_process.Id, Terminate) != 0)
            {
                _process.Kill(entireProcessTree: true);
            }

            using var deadline = new CancellationTokenSource(_stopDeadline);
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        using var deadline = new CancellationTokenSource(_stopDeadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // It has exited; only its output is still held open, by a process that inherited it.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await StopAsync();
            _process.Dispose();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);

    private static ProcessStartInfo StartInfo(
        string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        // The .NET that runs the Lab runs the Host too, wherever it is installed.
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(dotnet, [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(assembly))!,
        };

        // What this shell happens to have must not reach the product: only what is given here.
        string[] ours =
            ["PolicyBot__", "Storage__", "OpenAI__", "Teams__", "Slack__", "Api__", "Webhooks__", "Smtp__", "ASPNETCORE_",
            "DOTNET_ENVIRONMENT"];
        foreach (
            var name in start.Environment.Keys.Where(name =>
                Array.Exists(ours, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        while (_output.Count > LinesKept)
        {
            _output.TryDequeue(out _);
        }

        LineWritten?.Invoke(line);
    }

    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_startDeadline);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        using var poll = new PeriodicTimer(_pollEvery);
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync("/healthz", deadline.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }

                await poll.WaitForNextTickAsync(deadline.Token);
            }
            catch (HttpRequestException)
            {
                await poll.WaitForNextTickAsync(CancellationToken.None); // not listening yet
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"The Host was not healthy within {_startDeadline.TotalSeconds:0} s:" +
                    $"{Environment.NewLine}{string.Join(Environment.NewLine, _output)}");
            }
        }

        await _process.WaitForExitAsync(cancellationToken); // its last lines are read by then
        throw new InvalidOperationException(
            $"The Host ended with code {_process.ExitCode}:{Environment.NewLine}{string.Join(Environment.NewLine, _output)}");
    }
}
