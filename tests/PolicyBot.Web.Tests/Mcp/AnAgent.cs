using System.Diagnostics;
using System.Text.Json;
using PolicyBot.Lab;
using PolicyBot.Web.Tests.Api;

namespace PolicyBot.Web.Tests.Mcp;

/// <summary>An agent with the official client of npm, which is docs/samples/agent.mjs, over a socket.</summary>
internal sealed class AnAgent : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policybot-agent-");
    private readonly string _address;
    private readonly string _bearer;

    /// <summary>With the key or token of a client.</summary>
    public AnAgent(ServedApi served, HttpClient credentials)
    {
        (_address, _bearer) = (served.Address, credentials.DefaultRequestHeaders.Authorization!.Parameter!);
        File.Copy(Path.Combine(WorkingCopy.Root, "docs", "samples", "agent.mjs"), Path.Combine(_folder.FullName, "agent.mjs"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "node_modules"), NpmPackages.PathOf(""));
    }

    /// <summary>Makes calls, one after the other.</summary>
    /// <returns>The answers; of a refused call the member <c>refused</c> says why.</returns>
    public async Task<IReadOnlyList<JsonElement>> CallAsync(params (string Tool, string Arguments)[] calls)
    {
        var (exitCode, lines) = await RunAsync("node", ["agent.mjs", .. calls.SelectMany(call => new[] { call.Tool, call.Arguments })]);
        IReadOnlyList<JsonElement> answers = [.. lines.Select(line => JsonElement.Parse(line))];
        Assert.Equal(answers.Any(answer => answer.TryGetProperty("refused", out _)) ? 1 : 0, exitCode);
        return answers;
    }

    /// <summary>Runs a program where the sample is.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAsync(string program, IReadOnlyList<string> words)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var node = Process.Start(new ProcessStartInfo(program, words)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["POLICYBOT"] = _address, ["POLICYBOT_KEY"] = _bearer },
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(deadline.Token), node.StandardError.ReadToEndAsync(deadline.Token));
        await node.WaitForExitAsync(deadline.Token);
        Assert.Equal("", await errors);
        return (node.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
