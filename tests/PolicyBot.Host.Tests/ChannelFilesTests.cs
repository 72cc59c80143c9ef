namespace PolicyBot.Host.Tests;

/// <summary>The channels have the same files, so that a maintainer who knows one knows the other.</summary>
public sealed class ChannelFilesTests
{
    private static readonly string[] Channels = ["Slack", "Teams"];

    /// <summary>What every channel has; * is the channel's name.</summary>
    private static readonly string[] Shared =
    [
        "*Composition", "*Endpoints", "*Options", "*OptionsValidator", "*Telemetry", "*Words",
        "Inbound/*Verifier", "Inbound/*VerifiedRequest", "Inbound/*Endpoint", "Inbound/*Parser", "Inbound/*Inbox",
        "Outbound/*Client", "Outbound/*Channel", "Outbound/*Directory",
        "Cards/*Cards", "Cards/*Text", "Cards/TextBudget", "Cards/CardButtons", "Cards/CardElements", "Cards/CardInputs",
        "Cards/ApprovalCard", "Cards/FormCard", "Cards/ListCard", "Cards/PreviewCard", "Cards/StatusCard",
        "Manifest/*Manifest",
    ];

    public static TheoryData<string> EveryShared => [.. Shared];

    [Theory]
    [MemberData(nameof(EveryShared))]
    public void Every_channel_has_what_channels_have(string file)
    {
        var types =
            Channels.Select(channel => $"PolicyBot.{channel}.{file.Replace('/', '.').Replace("*", channel, StringComparison.Ordinal)}");

        Assert.All(types, type =>
            Assert.NotNull(System.Reflection.Assembly.Load(type[..type.IndexOf('.', "PolicyBot.".Length)]).GetType(type)));
    }

    [Fact]
    public void What_both_channels_call_by_their_name_is_on_the_list()
    {
        var named = Channels.Select(channel => TypesOf(channel).Where(name => name.Contains('*', StringComparison.Ordinal)));

        var both = named.Aggregate((one, other) => one.Intersect(other));

        Assert.Empty(both.Except(Shared));
    }

    private static IEnumerable<string> TypesOf(string channel) =>
        from type in System.Reflection.Assembly.Load($"PolicyBot.{channel}").GetTypes()
        let space = $"PolicyBot.{channel}"
        where !type.IsNested && type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true
        let folder = type.Namespace!.Length > space.Length ? $"{type.Namespace[(space.Length + 1)..]}/" : ""
        select folder + (type.Name.StartsWith(channel, StringComparison.Ordinal) ? $"*{type.Name[channel.Length..]}" : type.Name);
}
