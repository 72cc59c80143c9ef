using System.Collections;
using System.Runtime.InteropServices;
using PolicyBot.Lab;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Page;
using PolicyBot.Lab.Slack;

if (LabArguments.TryRead(args) is not { } arguments)
{
    Console.WriteLine(LabArguments.Help);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

Console.WriteLine("Starting the table store, the tenant, the workspace, the model and the Host …");
try
{
    var options = new PolicyBotLabOptions
    {
        KeepFolder = arguments.Keep,
        CatalogPath = arguments.Catalog,
        WithModel = arguments.WithModel,
        Environment =
            arguments.ModelSettings(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(variable => ((string)variable.Key, (string?)variable.Value ?? ""))),
        Workspace = arguments.WithSlack ? new SlackWorkspaceOptions { SocketMode = arguments.SocketMode } : null,
    };
    await using var lab = await PolicyBotLab.StartAsync(options, stop.Token);
    await using var page = await LabPage.StartAsync(lab, arguments.Port, stop.Token);
    Console.WriteLine($"The Host serves on {lab.HostAddress}");
    Console.WriteLine($"Play everybody on   {page.Address}");
    Console.WriteLine(arguments.Keep is null
        ? "Everything is in memory and gone at the end. Ctrl-C stops it."
        : $"Kept in {Path.GetFullPath(arguments.Keep)}: saved by Ctrl-C, which stops everything; a crash or kill loses the last seconds.");
    if (arguments.OpenBrowser)
    {
        Browser.Open(page.Address);
    }

    await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    Console.WriteLine("Stopping …");
    return 0;
}
catch (Exception fault) when (stop.IsCancellationRequested && fault is (OperationCanceledException or InvalidOperationException))
{
    return 0; // Ctrl-C while it started; the terminal tells the Host too, which may have ended first
}
catch (InvalidOperationException notStarted)
{
    Console.Error.WriteLine(notStarted.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
