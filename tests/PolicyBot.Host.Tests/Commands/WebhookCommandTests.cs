using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Lab.Webhooks;
using PolicyBot.Tables;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

/// <summary><c>policybot webhook</c> on a real store, with a receiver on this machine.</summary>
public sealed class WebhookCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly Dictionary<string, string> settings = new(TheProgram.Settings(azurite)) { ["Webhooks__AllowedHosts__0"] = "127.0.0.1" };
    private WebhookReceiver receiver = null!;

    public async Task InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync(CancellationToken.None);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(
                setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value))
            .Build();
        await using var services = new ServiceCollection().AddPolicyBotTables(configuration).BuildServiceProvider();
        await services.GetRequiredService<Tables.Storage.StoreTables>().CreateAsync(default);
    }

    public async Task DisposeAsync() => await receiver.DisposeAsync();

    [Fact]
    public async Task An_endpoint_is_added_tested_rotated_and_removed_and_its_secrets_are_shown_once()
    {
        var (added, output) = await TheProgram.RunAsync(settings, "webhook", "add", $"{receiver.Address}in?token=r3ceiver", "--name", "risk sheet");
        Assert.True(added == 0, output);
        var secret = SecretIn(output);
        var id = output.Split("Its id is ")[1][..12];

        var unknown = await RunAsync("test", id);
        receiver.Know(secret);
        var taken = await RunAsync("test", id);
        var rotated = await RunAsync("rotate", id);
        var next = SecretIn(rotated.Output);
        var refused = await RunAsync("rotate", id);
        var lost = next;
        next = SecretIn((await RunAsync("rotate", id, "--again")).Output);
        var both = await RunAsync("list");
        receiver.Know(next);
        var confirmed = await RunAsync("rotate", id, "--confirm");
        var twice = await RunAsync("rotate", id, "--confirm");
        var byNext = await RunAsync("test", id);
        var list = await RunAsync("list");

        Assert.Equal((1, "It was not taken (401)."), (unknown.ExitCode, unknown.Output.Trim()));
        Assert.Equal((0, "It was taken."), (taken.ExitCode, taken.Output.Trim()));
        Assert.Contains("a new secret waits to be confirmed", both.Output, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain("whsec_", refused.Output, StringComparison.Ordinal);
        Assert.NotEqual(lost, next);
        Assert.Equal((0, 1, 0), (confirmed.ExitCode, twice.ExitCode, byNext.ExitCode));
        var line = list.Output.Split('\n').Single(one => one.StartsWith(id, StringComparison.Ordinal)); // other tests leave some
        Assert.StartsWith($"{id}  risk sheet: http://127.0.0.1:", line, StringComparison.Ordinal);
        Assert.Contains("; took something ", line, StringComparison.Ordinal);
        Assert.All([secret, next, "r3ceiver"], hidden => Assert.DoesNotContain(hidden, both.Output + list.Output, StringComparison.Ordinal));
        Assert.Equal([false, true, true], receiver.Received.Select(one => one.IsVerified));

        Assert.Equal(0, (await RunAsync("remove", id)).ExitCode);
        Assert.DoesNotContain(id, (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("test", id)).ExitCode);
    }

    [Theory]
    [InlineData("http://hooks.example/", "must be https")]
    [InlineData("https://10.0.0.1/", "not public")]
    [InlineData("https://[::ffff:169.254.169.254]/", "not public")]
    [InlineData("https://user:word@hooks.example/", "no user and no password")]
    [InlineData("hooks.example", "no absolute URL")]
    public async Task An_address_that_may_not_be_called_is_not_kept(string url, string why)
    {
        var (exitCode, output) = await RunAsync("add", url);

        Assert.Equal(2, exitCode);
        Assert.Contains(why, output, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", output, StringComparison.Ordinal);
        Assert.DoesNotContain("word", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_host_gives_a_shortened_name()
    {
        var (exitCode, output) = await RunAsync("add", $"https://{new string('a', 60)}.hooks.example/in");

        Assert.True(exitCode == 0, output);
        Assert.Contains($"  {new string('a', 59)}…: https://aaa", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_sent_again_must_be_said_and_there()
    {
        var (_, output) = await RunAsync("add", "https://hooks.example/in");
        var id = output.Split("Its id is ")[1][..12];

        Assert.Equal(2, (await RunAsync("redeliver", id)).ExitCode);
        Assert.Equal(2, (await RunAsync("redeliver", id, "--since", "yesterday")).ExitCode);
        Assert.Equal(1, (await RunAsync("redeliver", id, "--exception", "PX-00000009")).ExitCode);
        Assert.Equal(1, (await RunAsync("redeliver", "000000000000", "--since", "2027-01-01")).ExitCode);
        Assert.Contains("0 events of 0 exceptions", (await RunAsync("redeliver", id, "--since", "2027-01-01")).Output, StringComparison.Ordinal);
    }

    private static string SecretIn(string output) =>
        output.Split('\n').First(line => line.StartsWith("whsec_", StringComparison.Ordinal)).Trim();

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) => TheProgram.RunAsync(settings, ["webhook", .. words]);
}
