using System.Text.Json.Nodes;
using PolicyBot.Testing;

namespace PolicyBot.EndToEnd.Tests.BadInput;

[Collection(DoorTests.Name)]
public sealed class OverLongTests(DoorLab running) : DoorTest(running)
{
    private static readonly string Long = new('y', 40_000);

    [Theory]
    [InlineData(32_758)]
    [InlineData(1_001)]
    public async Task An_id_that_is_too_long_to_be_kept_is_answered_400_and_nothing_is_kept(int length)
    {
        var (ofActivity, ofConversation) = (Message(), Message());
        ofActivity["id"] = new string('y', length);
        ofConversation["conversation"]!["id"] = new string('y', length);

        var answers = await WithoutTraceAsync(() => Task.WhenAll(
            new[] { ofActivity, ofConversation }.Select(activity => PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue()))));

        Assert.Equal(
            [(400, "The field id is too long."), (400, "The field conversation.id is too long.")], answers);
    }

    [Fact]
    public async Task Whatever_text_of_an_activity_is_too_long_is_never_kept_and_never_a_fault()
    {
        var pressed = await PressAsync();
        var posted = new[] { Message(), pressed }
            .SelectMany(activity => JsonLeaves.Replaced(activity, () => Long, "text", "content"))
            .ToList();
        var token = Lab.Tenant.Tokens.Issue();

        foreach (var (path, activity) in posted)
        {
            var (status, body) = await PostAsync(activity.ToJsonString(), token);
            Assert.True(
                status is < 500 or 501 && !body.Contains("\"statusCode\":500", StringComparison.Ordinal), $"{path}: {status} {body}");
        }

        await Record.DrainAsync();
        Assert.DoesNotContain(await Record.AllRowsAsync(), row => row.Contains(Long[..64], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_text_of_an_activity_is_no_text_is_never_a_fault()
    {
        JsonNode?[] kinds = [7, true, null, new JsonObject { ["a"] = 1 }, new JsonArray(1)];
        var token = Lab.Tenant.Tokens.Issue();
        var pressed = await PressAsync();

        foreach (var (path, activity) in kinds.SelectMany(kind => new[] { Message(), pressed }
            .SelectMany(activity => JsonLeaves.Replaced(activity, () => kind?.DeepClone()))))
        {
            var (status, body) = await PostAsync(activity.ToJsonString(), token);
            Assert.True(
                status is < 500 or 501 && !body.Contains("\"statusCode\":500", StringComparison.Ordinal), $"{path}: {status} {body}");
        }

        await Record.DrainAsync();
    }

    private async Task<JsonObject> PressAsync() =>
        Lab.Tenant.ExecuteActivity(Sal.Email, (await Sal.SayAsync("help")).Message, "show.help", []);
}
