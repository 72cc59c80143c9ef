using System.Diagnostics;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Lab;
using PolicyBot.Testing;

namespace PolicyBot.Web.Tests.Webhooks;

/// <summary>What receivers use reads what is posted: the packages <c>standardwebhooks</c> and <c>cloudevents</c> of npm.</summary>
public sealed class NpmReceiverTests
{
    private const string Script =
        """
        const { Webhook } = require(process.argv[2] + '/standardwebhooks');
        const { HTTP } = require(process.argv[2] + '/cloudevents');
        const said = [];
        for (const { secret, headers, body } of JSON.parse(require('node:fs').readFileSync(0, 'utf8'))) {
          try {
            new Webhook(secret).verify(body, headers);
            const event = HTTP.toEvent({ headers, body });
            event.validate();
            said.push([event.id, event.type, event.source, event.subject ?? '', event.sequence ?? '', event.sequencetype ?? '',
              event.data.event?.sequence ?? event.data.message].join(' | '));
          } catch (fault) {
            said.push(fault.name + ': ' + fault.message);
          }
        }
        console.log(JSON.stringify(said));
        """;

    [Fact]
    public async Task Events_and_tests_are_verified_and_read_and_what_was_changed_on_its_way_is_not()
    {
        await using var receiver = await AReceiver.OpenAsync();
        var record = new ARequest { Title = "Ünïcode “quotes” & <tags> 🔑" }.Granted();
        foreach (var one in AReceiver.Events(record))
        {
            await receiver.SendAsync(one);
        }

        await receiver.Call.TestAsync(receiver.Endpoint, default);
        var next = WebhookSecret.Draw();
        await receiver.Call.SendAsync(receiver.Endpoint with { NextSecret = next }, AReceiver.Events(record)[0], default);
        var received = receiver.Received.ToList();
        var (first, test, rotated) = (received[0], received[^2], received[^1]);

        var said = await ReadAsync(
            [
                .. received.Select(one => (receiver.Endpoint.Secret, one)),
                (next, rotated),
                (next, first),
                (receiver.Endpoint.Secret, first with { Body = first.Body.Replace("svc-build", "svc-other", StringComparison.Ordinal) }),
                (receiver.Endpoint.Secret, first with { Headers = With(first, "webhook-id", "another") }),
                (receiver.Endpoint.Secret, first with { Headers = With(first, "webhook-timestamp", "1600000000") }),
            ]);

        var id = record.State.Id;
        Assert.Equal(
            record.Events.Select(stored =>
                $"{id}-{stored.Sequence} | {TypeOf(stored.Json)} | https://bot.example | {id} | {stored.Sequence} | Integer | {stored.Sequence}"),
            said.Take(record.Events.Count));
        Assert.Equal(
            $"{test.Headers["webhook-id"]} | policybot.test.v1 | https://bot.example |  |  |  | PolicyBot reaches this endpoint.",
            said[record.Events.Count]);
        Assert.Equal([said[0], said[0]], said.Skip(record.Events.Count + 1).Take(2)); // by either secret
        Assert.All(said.Skip(record.Events.Count + 3), one =>
            Assert.StartsWith("WebhookVerificationError", one, StringComparison.Ordinal));
        Assert.Equal(record.Events.Count + 7, said.Count);
    }

    private static string TypeOf(string json) =>
        $"policybot.exception.{JsonElement.Parse(json).GetProperty("fact").GetProperty("type").GetString()}.v1";

    private static Dictionary<string, string> With(Received received, string header, string value) =>
        new(received.Headers) { [header] = value };

    private static async Task<IReadOnlyList<string>> ReadAsync(IEnumerable<(WebhookSecret Secret, Received Received)> asked)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var folder = Directory.CreateTempSubdirectory("policybot-webhooks-");
        try
        {
            var script = Path.Combine(folder.FullName, "read.cjs");
            await File.WriteAllTextAsync(script, Script);
            using var node = Process.Start(new ProcessStartInfo("node")
            {
                ArgumentList = { script, NpmPackages.PathOf("").TrimEnd('/', '\\') },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(deadline.Token), node.StandardError.ReadToEndAsync(deadline.Token));
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(asked.Select(one =>
                new { secret = one.Secret.Text, headers = one.Received.Headers, body = one.Received.Body })));
            node.StandardInput.Close();
            await node.WaitForExitAsync(deadline.Token);
            Assert.True(node.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<string[]>(await output)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
