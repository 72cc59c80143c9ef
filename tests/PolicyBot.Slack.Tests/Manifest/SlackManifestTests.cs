using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Slack.Inbound;
using PolicyBot.Slack.Manifest;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;
using PolicyBot.Testing;
using YamlDotNet.RepresentationModel;

namespace PolicyBot.Slack.Tests.Manifest;

public sealed class SlackManifestTests
{
    private static readonly StoredSchema Schema = StoredSchema.Read(typeof(SlackManifestTests).Assembly, "slack-manifest.schema.json");

    private static JsonNode OverHttp => Json(SlackManifest.ForHttp(new Uri("https://policybot.contoso.example")));

    [Fact]
    public void Slack_would_take_it()
    {
        Assert.Empty(Schema.Faults(OverHttp));
        Assert.Empty(Schema.Faults(Json(SlackManifest.ForSocketMode())));
    }

    [Theory]
    [InlineData("display_information", """{"name":"A name of thirty-six characters, yes!"}""")]
    [InlineData("features", """{"slash_commands":[{"command":"policy-exception","description":"x"}]}""")]
    [InlineData("features", """{"shortcuts":[{"name":"x","type":"global","description":"x"}]}""")]
    [InlineData("redirect", "[]")]
    public void A_broken_manifest_is_found_out(string member, string json)
    {
        var manifest = OverHttp;

        manifest[member] = JsonNode.Parse(json);

        Assert.NotEmpty(Schema.Faults(manifest));
    }

    [Fact]
    public void Slack_calls_the_installations_own_addresses()
    {
        var manifest = OverHttp;

        Assert.Equal(
            "https://policybot.contoso.example" + SlackEndpoints.Commands, (string?)manifest["features"]!["slash_commands"]![0]!["url"]);
        Assert.Equal("https://policybot.contoso.example" + SlackEndpoints.Events,
            (string?)manifest["settings"]!["event_subscriptions"]!["request_url"]);
        Assert.Equal("https://policybot.contoso.example" + SlackEndpoints.Interactions,
            (string?)manifest["settings"]!["interactivity"]!["request_url"]);
        Assert.Equal("https://policybot.contoso.example" + SlackEndpoints.Interactions,
            (string?)manifest["settings"]!["interactivity"]!["message_menu_options_url"]);
        Assert.Equal(4, SlackManifest.ForHttp(new Uri("https://policybot.contoso.example/")).Split("https://").Length - 1);
        Assert.Throws<ArgumentException>(() => SlackManifest.ForHttp(new Uri("http://127.0.0.1:3978/")));
    }

    [Fact]
    public void Socket_mode_names_no_address()
    {
        var manifest = SlackManifest.ForSocketMode();

        Assert.DoesNotContain("https://", manifest, StringComparison.Ordinal);
        Assert.True((bool)Json(manifest)["settings"]!["socket_mode_enabled"]!);
        Assert.False((bool)OverHttp["settings"]!["socket_mode_enabled"]!);
    }

    [Fact]
    public void It_asks_for_the_scopes_that_the_code_needs_and_for_no_others() =>
        Assert.Equal(SlackScopes.Needed, Texts(OverHttp["oauth_config"]!["scopes"]!["bot"]).Order(StringComparer.Ordinal));

    [Fact]
    public void It_subscribes_to_the_events_that_the_code_takes_and_to_no_others()
    {
        var subscribed = Texts(OverHttp["settings"]!["event_subscriptions"]!["bot_events"]).ToList();

        Assert.Equal(SlackEventTypes.Scopes.Keys.Order(StringComparer.Ordinal), subscribed.Order(StringComparer.Ordinal));
        Assert.All(subscribed, type => Assert.True(IsTaken(type == SlackEventTypes.DirectMessage ? SlackEventTypes.Message : type), type));
        Assert.False(IsTaken("reaction_added"));
    }

    [Fact]
    public void The_command_and_the_shortcut_have_the_names_that_people_and_the_workspace_know()
    {
        var features = OverHttp["features"]!;

        Assert.Equal(["/policy-exception"], features["slash_commands"]!.AsArray().Select(command => (string?)command!["command"]));
        Assert.True((bool)features["slash_commands"]![0]!["should_escape"]!);
        Assert.Equal([$"global {SlackInteractions.NewException}"],
            features["shortcuts"]!.AsArray().Select(shortcut => $"{shortcut!["type"]} {shortcut["callback_id"]}"));
    }

    [Fact]
    public void People_can_write_to_the_bot_and_find_its_home()
    {
        var home = OverHttp["features"]!["app_home"]!;

        Assert.Equal((true, true, false),
            ((bool)home["home_tab_enabled"]!, (bool)home["messages_tab_enabled"]!, (bool)home["messages_tab_read_only_enabled"]!));
    }

    [Fact]
    public void Nobody_is_sent_through_an_installation_that_is_not_there() =>
        Assert.Equal(["scopes"], OverHttp["oauth_config"]!.AsObject().Select(member => member.Key));

    // An event with the members of all of them.
    private static bool IsTaken(string type)
    {
        using var envelope = JsonDocument.Parse(
            $$$"""{"type":"event_callback","event":{"type":"{{{type}}}","user":"U1","channel":"D1","channel_type":"im","tab":"home","text":"help","tokens":{"bot":["U9"] } } }""");
        return SlackParser.EventFrom(envelope.RootElement) is not null;
    }

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(item => (string)item!);

    private static JsonNode Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return JsonNode.Parse(Json(stream.Documents[0].RootNode)!.ToJsonString())!;
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping =>
            new JsonObject(mapping.Children.Select(member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, Json(member.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } truth =>
            JsonValue.Create(truth.Value == "true"),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain when int.TryParse(plain.Value, out var number) =>
            JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException($"{node.NodeType} is not expected."),
    };
}
