using PolicyBot.Lab.LabProcess;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>An exception's life as an endpoint hears of it, from a real Host over sockets.</summary>
[Collection(ClockTests.Name)]
public sealed class WebhookTests(ClockLab running) : LabTest(running, patience: TimeSpan.FromMinutes(3))
{
    [Fact]
    public async Task An_endpoint_hears_a_whole_life_in_order_through_an_outage_and_a_new_secret_while_chat_goes_on()
    {
        var (added, output) = await RunAsync("webhook", "add", $"{Lab.Receiver.Address}in?token=r3ceiver", "--name", "sheet");
        Assert.True(added == 0, output);
        var secret = SecretIn(output);
        Lab.Receiver.Know(secret);
        var endpoint = (await RunAsync("webhook", "list")).Output.Split(' ')[0];
        Assert.Contains("It was taken.", (await RunAsync("webhook", "test", endpoint)).Output, StringComparison.Ordinal);
        Assert.Equal(("policybot.test.v1", true), (Lab.Receiver.Received[^1].Type, Lab.Receiver.Received[^1].IsVerified));
        await PassAsync(TimeSpan.FromMinutes(1)); // it has begun
        await Task.Delay(TimeSpan.FromSeconds(11), Deadline); // the Host has asked for it

        var id = (await Sal.AskAsync(HumanAccount("MFA off on the kiosk of the canteen"))).Id;
        await Lab.Receiver.UntilAsync(_ => TypesOf(id).Contains("stageOpened"), Deadline);

        Lab.Receiver.Status = 503;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Lab.Receiver.UntilAsync(all => all.Any(one => one.Status == 503), Deadline);
        Assert.DoesNotContain("approved", TypesOf(id));

        var next = SecretIn((await RunAsync("webhook", "rotate", endpoint)).Output);
        Assert.Equal(0, (await RunAsync("webhook", "rotate", endpoint, "--confirm")).ExitCode);
        Lab.Receiver.Know(next);
        Lab.Receiver.Status = 204;
        await PassAsync(TimeSpan.FromMinutes(2));
        await Lab.Receiver.UntilAsync(_ => TypesOf(id).Contains("granted"), Deadline);
        await PassToAsync(Today.AddDays(21), 1);
        await Lab.Receiver.UntilAsync(_ => TypesOf(id).Contains("expired"), Deadline);

        var taken = Lab.Receiver.Received.Where(one => one.Subject == id && one.Status == 204).ToList();
        Assert.All(taken, one => Assert.True(one.IsVerified));
        var sequences = taken.Select(one => int.Parse(one.Event.GetProperty("sequence").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, taken.Count), sequences);

        Assert.Contains("go out", (await RunAsync("webhook", "redeliver", endpoint, "--exception", id, "--from", "2")).Output, StringComparison.Ordinal);
        await Lab.Receiver.UntilAsync(all => all.Count(one => one.Id == $"{id}-{taken.Count}" && one.Status == 204) == 2, Deadline);
        Assert.Equal(1, Lab.Receiver.Received.Count(one => one.Id == $"{id}-1" && one.Status == 204));

        var list = (await RunAsync("webhook", "list")).Output;
        Assert.Contains("sheet: http://127.0.0.1:", list, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("webhook", "remove", endpoint)).ExitCode);
        var logged = string.Join('\n', Lab.HostOutput) + list;
        Assert.All([secret, next, "r3ceiver", "Agreed until the vendor"], hidden => Assert.DoesNotContain(hidden, logged, StringComparison.Ordinal));

        IEnumerable<string> TypesOf(string about) => Lab.Receiver.Received
            .Where(one => one.Subject == about && one.Status == 204).Select(one => one.Type.Split('.')[2]);
    }

    private static string SecretIn(string output) =>
        output.Split('\n').First(line => line.StartsWith("whsec_", StringComparison.Ordinal)).Trim();

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) =>
        HostProcess.RunAsync(Lab.HostAssembly, words, Lab.Environment, Deadline);
}
