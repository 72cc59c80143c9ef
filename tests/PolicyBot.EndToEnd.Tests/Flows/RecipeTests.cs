using System.Diagnostics;
using System.Text.Json;
using PolicyBot.Lab;
using PolicyBot.Lab.LabProcess;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>The scripts of docs/samples, run as docs/recipes.md says, against a real Host.</summary>
[Collection(ClockTests.Name)]
public sealed class RecipeTests(ClockLab running) : LabTest(running, patience: TimeSpan.FromMinutes(4))
{
    private static readonly string Samples = Path.Combine(WorkingCopy.Root, "docs", "samples");

    [Fact]
    public async Task Findings_are_marked_and_left_out_and_a_pipeline_goes_on_as_long_as_an_exception_covers_them()
    {
        var asset = $"kiosk-{Guid.CreateVersion7():n}";
        var last = Today.AddDays(20);
        var id = (await Sal.AskAsync(HumanAccount("MFA off on the kiosk").With("assets", asset))).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();
        var folder = Directory.CreateTempSubdirectory("policybot-recipes-");
        try
        {
            var rules = Path.Combine(folder.FullName, "rules.json");
            await File.WriteAllTextAsync(rules, JsonSerializer.Serialize(
                new Dictionary<string, string> { ["MFA-001"] = Cast.MfaPolicy, ["CVE-2026-1234"] = Cast.MfaPolicy }), Deadline);
            var environment = await EnvironmentAsync();

            var results = await CheckAsync();
            Assert.Equal(("external", "accepted"), (Of(results[0], "kind"), Of(results[0], "status")));
            Assert.StartsWith($"{id} ({Cast.MfaPolicy}): risk accepted by ", Of(results[0], "justification"), StringComparison.Ordinal);
            Assert.Equal(("fail", "error"), (results[0].GetProperty("kind").GetString(), results[0].GetProperty("level").GetString()));
            Assert.Empty(results[1].GetProperty("suppressions").EnumerateArray());
            var ignored = (await RunAsync("node", environment, "", Path.Combine(Samples, "trivyignore.mjs"), rules, asset)).Output;
            Assert.Equal(
                ["vulnerabilities:", "  - id: \"CVE-2026-1234\"", "misconfigurations:", "  - id: \"MFA-001\""],
                ignored.Split('\n').Where(line => !line.StartsWith("    ", StringComparison.Ordinal) && line.Length > 0));
            Assert.Equal(2, ignored.Split('\n').Count(line => line.StartsWith("    expired_at: ", StringComparison.Ordinal)
                && DateTimeOffset.Parse(line[16..], null) == At(last.AddDays(1), 0)));
            Assert.DoesNotContain("not affected", ignored, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(0, await GateAsync(asset, "true"));
            Assert.Equal(0, await GateAsync(asset, "false"));
            Assert.Equal(1, await GateAsync("another", "false"));
            Assert.Equal(2, (await RunAsync("sh", environment, "", Path.Combine(Samples, "gate.sh"), "NO-SUCH", asset, "false")).ExitCode);

            await PassToAsync(last.AddDays(1), 0, 1);
            Assert.All(await CheckAsync(), result => Assert.Empty(result.GetProperty("suppressions").EnumerateArray()));
            Assert.Equal("", (await RunAsync("node", environment, "", Path.Combine(Samples, "trivyignore.mjs"), rules, asset)).Output);
            Assert.Equal(1, await GateAsync(asset, "false"));

            async Task<IReadOnlyList<JsonElement>> CheckAsync()
            {
                var scan = await File.ReadAllTextAsync(Path.Combine(Samples, "scan.sarif"), Deadline);
                var (exitCode, output) = await RunAsync("node", environment, scan, Path.Combine(Samples, "sarif.mjs"), rules, asset);
                Assert.True(exitCode == 0, output);
                return [.. JsonElement.Parse(output).GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
            }

            async Task<int> GateAsync(string thing, string check) =>
                (await RunAsync("sh", environment, "", Path.Combine(Samples, "gate.sh"), Cast.MfaPolicy, thing, check)).ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Of(JsonElement result, string name) =>
        Assert.Single(result.GetProperty("suppressions").EnumerateArray()).GetProperty(name).GetString()!;

    private async Task<Dictionary<string, string>> EnvironmentAsync()
    {
        var (_, output) = await HostProcess.RunAsync(
            Lab.HostAssembly, ["api-key", "create", "recipes", "--scope", "active"], Lab.Environment, Deadline);
        return new Dictionary<string, string>(Lab.Environment)
        {
            ["POLICYBOT"] = Lab.Host.Address.ToString().TrimEnd('/'),
            ["POLICYBOT_KEY"] = output.Split('\n').First(line => line.StartsWith("pbk_", StringComparison.Ordinal)).Trim(),
            ["POLICYBOT_COMMAND"] = $"dotnet {Lab.HostAssembly}",
        };
    }

    private async Task<(int ExitCode, string Output)> RunAsync(
        string program, Dictionary<string, string> environment, string input, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync(Deadline);
        await run.StandardInput.WriteAsync(input);
        run.StandardInput.Close();
        await run.WaitForExitAsync(Deadline);
        return (run.ExitCode, await output);
    }
}
