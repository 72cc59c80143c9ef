using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PolicyBot.Lab.LabProcess;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>An exception's life as machines see it: through the doors of a real Host, with a key made by the command.</summary>
[Collection(ClockTests.Name)]
public sealed class MachineTests(ClockLab running) : LabTest(running)
{
    [Fact]
    public async Task A_portal_asks_the_requester_sends_an_approver_decides_and_the_gate_opens_until_the_end()
    {
        using var machine = await EnterAsync();
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

        var offer = await Sal.SeeAsync(id, "Show");
        offer.Says("portal prepared a request in your name");
        Assert.DoesNotContain("kiosk in hall 3", offer.Text, StringComparison.Ordinal);
        Assert.Equal("awaitsConfirmation", (await GetAsync(machine, $"/api/requests/{id}")).GetProperty("state").GetString());
        var preview = await offer.PressAsync("Show");
        await preview.PressAsync("Submit");
        await Ana.SeeAsync(id, "Approve");
        Assert.Equal("submitted", (await GetAsync(machine, $"/api/requests/{id}")).GetProperty("state").GetString());
        Assert.False((await GateAsync()).GetProperty("active").GetBoolean());

        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();
        var open = await GateAsync();
        Assert.Equal(id, Assert.Single(open.GetProperty("exceptions").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(0, (await RunAsync("active", "--policy", Cast.MfaPolicy, "--asset", asset)).ExitCode);
        Assert.Contains(id, await machine.GetStringAsync("/api/active/export?format=azure-policy", Deadline), StringComparison.Ordinal);
        Assert.Equal("approved", (await GetAsync(machine, $"/api/exceptions/{id}")).GetProperty("status").GetString());

        await PassToAsync(last.AddDays(1), 0, 1);
        Assert.False((await GateAsync()).GetProperty("active").GetBoolean());
        Assert.DoesNotContain(id, await machine.GetStringAsync("/api/active/export?format=azure-policy", Deadline), StringComparison.Ordinal);
        Assert.Equal("expired", (await GetAsync(machine, $"/api/exceptions/{id}")).GetProperty("status").GetString());

        Task<JsonElement> GateAsync() => GetAsync(machine, $"/api/active?policyId={Cast.MfaPolicy}&asset={asset}");
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
                Authorization = new AuthenticationHeaderValue("Bearer", output.Split('\n').First(line => line.StartsWith("pbk_", StringComparison.Ordinal)).Trim()),
            },
        };
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) =>
        HostProcess.RunAsync(Lab.HostAssembly, words, Lab.Environment, Deadline);

    private async Task<JsonElement> GetAsync(HttpClient machine, string address) =>
        await machine.GetFromJsonAsync<JsonElement>(address, Deadline);
}
