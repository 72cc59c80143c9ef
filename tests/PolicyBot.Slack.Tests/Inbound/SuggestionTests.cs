using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>The list of assets that Slack asks for while a person types.</summary>
public sealed class SuggestionTests : InteractionTest
{
    [Theory]
    [InlineData("srv", 100)]
    [InlineData("SRV-1010", 1)]
    [InlineData("s", 0)]
    [InlineData("none of these", 0)]
    public async Task Who_types_gets_the_assets_that_are_meant_at_most_a_hundred(string typed, int count)
    {
        var options = await AskAsync(typed);

        Assert.Equal(count, options.Count);
        Assert.All(options, option => Assert.Equal("plain_text", (string?)option!["text"]!["type"]));
        Assert.All(options, option => Assert.StartsWith("srv-1", (string?)option!["value"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user", "UGUEST")]
    [InlineData("team", "TOTHER")]
    public async Task Who_is_not_served_gets_none(string what, string id) => Assert.Empty(await AskAsync("srv", asked =>
    {
        if (what == "user")
        {
            asked["user"]!["id"] = id;
        }
        else
        {
            asked["user"]!["team_id"] = id;
        }
    }));

    [Fact]
    public async Task Another_list_has_no_options() => Assert.Empty(await AskAsync("srv", asked => asked["action_id"] = "lookup:people"));

    private async Task<JsonArray> AskAsync(string typed, Action<JsonObject>? changed = null)
    {
        ((FakeCatalog)Bot.Services.GetRequiredService<ICatalog>()).Current = TestCatalog.Contoso with
        {
            Assets = new AssetList(Enumerable.Range(1_000, 200).Select(number =>
                new Asset(string.Create(CultureInfo.InvariantCulture, $"srv-{number}"), "", "", "", ""))),
        };
        var asked = Payloads.Interaction("block_suggestion");
        asked["block_id"] = FieldIds.AssetsPicked;
        asked["action_id"] = "lookup:assets";
        asked["value"] = typed;
        changed?.Invoke(asked);
        return (await Bot.InteractAsync(asked))!["options"]!.AsArray();
    }
}
