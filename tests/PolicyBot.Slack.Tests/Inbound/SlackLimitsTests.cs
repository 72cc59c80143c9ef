using System.Net;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>What Slack would never send is refused before anything is kept.</summary>
public sealed class SlackLimitsTests : InteractionTest
{
    private static readonly string Long = new('y', 40_000);

    [Theory]
    [InlineData("event_id")]
    [InlineData("team_id")]
    [InlineData("api_app_id")]
    [InlineData("event", "ts")]
    [InlineData("event", "channel")]
    [InlineData("event", "user")]
    [InlineData("event", "team")]
    public async Task An_event_with_an_id_that_is_too_long_is_answered_400_and_nothing_is_kept(params string[] path)
    {
        var envelope = Payloads.Message("help");
        (path.Length == 1 ? envelope : envelope[path[0]]!)[path[^1]] = Long;

        var status = await Bot.EventAsync(envelope);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Empty(Bot.Work.All);
        Assert.Contains($"its field {path[^1]} is longer", Bot.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_in_a_list_is_too_long_as_well()
    {
        var envelope = Payloads.Event(new JsonObject
        {
            ["type"] = "tokens_revoked",
            ["tokens"] = new JsonObject { ["bot"] = new JsonArray(Long) },
        });

        Assert.Equal(HttpStatusCode.BadRequest, await Bot.EventAsync(envelope));
        Assert.Empty(Bot.Work.All);
    }

    [Fact]
    public async Task An_event_of_another_workspace_is_acknowledged_and_nothing_is_kept()
    {
        await Bot.EventAsync(Payloads.Message("help")); // Slack has said whose our token is
        await Bot.Background.DrainAsync();
        var envelope = Payloads.Message("help", "Ev2", "1790000002.000100");
        (envelope["event"]!["team"], envelope["team_id"]) = ("T0FOREIGN", "T0FOREIGN");

        var status = await Bot.EventAsync(envelope);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(Bot.Work.All);
        Assert.Null(await Bot.Seen.ReadAsync("T0FOREIGN|DBO|1790000002.000100|message", default));
    }

    [Fact]
    public async Task Whatever_text_is_too_long_or_no_text_is_never_a_fault()
    {
        var blocks = await HeldAsync();
        JsonNode?[] kinds = [Long, 7, true, null, new JsonObject { ["a"] = 1 }, new JsonArray(1)];
        JsonObject[] payloads = [Payloads.Message("help"), Payloads.Press(Slack, Verbs.Approve, Button, blocks)];

        foreach (var (path, payload) in kinds.SelectMany(kind => payloads
            .SelectMany(payload => JsonLeaves.Replaced(payload, () => kind?.DeepClone(), "text", "value"))))
        {
            var status = payload.ContainsKey("event") ? await Bot.EventAsync(payload) : await Bot.InteractionStatusAsync(payload);
            Assert.True((int)status < 500, $"{path}: {status}");
        }

        await Bot.Background.DrainAsync();
        Assert.DoesNotContain(Bot.Work.All, row => row.Subject.Contains(Long[..64], StringComparison.Ordinal));
    }
}
