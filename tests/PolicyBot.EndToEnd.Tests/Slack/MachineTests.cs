using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.LabProcess;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>An exception's life across all doors of a real Host: machines with a key of the command, and people in both chats.</summary>
[Collection(SlackClockTests.Name)]
public sealed class MachineTests(SlackClockLab running) : SlackTest(running, patience: TimeSpan.FromMinutes(4))
{
    [Fact]
    public async Task A_portal_asks_the_requester_sends_in_Slack_an_approver_decides_in_Teams_and_all_doors_open_until_the_end()
    {
        using var machine = await EnterAsync();
        var endpoint = await AddEndpointAsync();
        await SalInSlack.SayAsync("help"); // where she is told
        var (last, asset) = (Today.AddDays(20), $"kiosk-{Guid.CreateVersion7():n}");
        using var asked = await machine.PostAsJsonAsync("/api/requests", new
        {
            requesterEmail = Sal.Email,
            policyId = Cast.MfaPolicy,
            title = "MFA off on the kiosk",
            justification = Wish.Justification,
            scope = "The kiosk in hall 3",
            expiresOn = last,
            assets = new[] { asset },
            fields = new { accountType = "human" },
        }, Deadline);
        var begun = await asked.Content.ReadFromJsonAsync<JsonElement>(Deadline);
        Assert.True(asked.StatusCode == HttpStatusCode.Accepted, $"{asked.StatusCode} {begun}");
        var id = begun.GetProperty("id").GetString()!;

        var offer = await SalInSlack.SeeAsync(id, "Show");
        offer.Says("portal prepared a request in your name");
        Assert.DoesNotContain("kiosk in hall 3", offer.Words, StringComparison.Ordinal);
        Assert.Equal("awaitsConfirmation", (await GetAsync(machine, $"/api/requests/{id}")).GetProperty("state").GetString());
        await SalInSlack.PressAsync(offer, "Show");
        await SalInSlack.PressAsync(await SalInSlack.SeeAsync(id, "Submit"), "Submit");
        await Bo.SeeAsync(id, "Approve");
        Assert.Equal("submitted", (await GetAsync(machine, $"/api/requests/{id}")).GetProperty("state").GetString());
        Assert.False((await GateAsync()).GetProperty("active").GetBoolean());

        await Bo.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();
        var open = await GateAsync();
        Assert.Equal(id, Assert.Single(open.GetProperty("exceptions").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(0, (await RunAsync("active", "--policy", Cast.MfaPolicy, "--asset", asset)).ExitCode);
        Assert.Contains($"id: '{id}'", await ExemptionsAsync(), StringComparison.Ordinal);
        Assert.Contains(id, await BundleAsync(), StringComparison.Ordinal);
        await HeardAsync("granted");
        await AssertDoneByAsync(id, ("submitted", Cast.Email("sal"), "slack"), ("approved", Cast.Email("bo"), "teams"));
        Assert.Equal("approved", (await GetAsync(machine, $"/api/exceptions/{id}")).GetProperty("status").GetString());

        await PassToAsync(last.AddDays(1), 0, 1);
        Assert.False((await GateAsync()).GetProperty("active").GetBoolean());
        Assert.Equal(1, (await RunAsync("active", "--policy", Cast.MfaPolicy, "--asset", asset)).ExitCode);
        Assert.DoesNotContain(id, await ExemptionsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await BundleAsync(), StringComparison.Ordinal);
        await HeardAsync("expired");
        Assert.Equal("expired", (await GetAsync(machine, $"/api/exceptions/{id}")).GetProperty("status").GetString());

        Assert.Equal(0, (await RunAsync("webhook", "remove", endpoint)).ExitCode);

        Task<JsonElement> GateAsync() => GetAsync(machine, $"/api/active?policyId={Cast.MfaPolicy}&asset={asset}");
        Task<string> ExemptionsAsync() => machine.GetStringAsync("/api/active/export?format=azure-policy", Deadline);

        async Task<string> BundleAsync()
        {
            await using var packed = await machine.GetStreamAsync("/api/active/export?format=opa", Deadline);
            await using var bundle = new GZipStream(packed, CompressionMode.Decompress);
            using var reader = new StreamReader(bundle);
            return await reader.ReadToEndAsync(Deadline);
        }

        async Task HeardAsync(string name)
        {
            var type = $"policybot.exception.{name}.v1";
            var all = await Lab.Receiver.UntilAsync(came => came.Any(one => one.Subject == id && one.Type == type), Deadline);
            Assert.All(all.Where(one => one.Subject == id), one => Assert.True(one.IsVerified));
        }
    }

    private async Task<string> AddEndpointAsync()
    {
        var (exitCode, output) = await RunAsync("webhook", "add", $"{Lab.Receiver.Address}in", "--name", "machines");
        Assert.True(exitCode == 0, output);
        Lab.Receiver.Know(output.Split('\n').First(line => line.StartsWith("whsec_", StringComparison.Ordinal)).Trim());
        await PassAsync(TimeSpan.FromMinutes(1)); // it has begun
        await Task.Delay(TimeSpan.FromSeconds(11), Deadline); // the Host has asked for it
        var listed = (await RunAsync("webhook", "list")).Output.Split('\n');
        return listed.First(line => line.Contains("machines", StringComparison.Ordinal)).Split(' ')[0];
    }

    private async Task<HttpClient> EnterAsync()
    {
        var (exitCode, output) = await RunAsync("api-key", "create", "portal", "--scope", "submit", "read", "active");
        Assert.True(exitCode == 0, output);
        return new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = Lab.Host.Address,
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Bearer", output.Split('\n').First(line => line.StartsWith("pbk_", StringComparison.Ordinal)).Trim()),
            },
        };
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) =>
        HostProcess.RunAsync(Lab.HostAssembly, words, Lab.Environment, Deadline);

    private async Task<JsonElement> GetAsync(HttpClient machine, string address) =>
        await machine.GetFromJsonAsync<JsonElement>(address, Deadline);
}
