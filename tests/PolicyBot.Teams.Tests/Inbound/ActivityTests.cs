using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Tests.Inbound;

public sealed class ActivityTests
{
    [Fact]
    public void An_activity_is_read_with_the_vendors_names()
    {
        var activity = AnActivity.Message();

        Assert.Equal("message", activity.Type);
        Assert.Equal("help", activity.Text);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, 123, TimeSpan.Zero), activity.Timestamp);
        Assert.Equal("bbbbbbbb-0000-4000-8000-000000000002", activity.From?.AadObjectId);
        Assert.Equal(AConnector.Tenant, activity.TenantId);
        Assert.True(activity.IsPersonal);
    }

    [Fact]
    public void What_is_new_or_odd_is_passed_over()
    {
        var activity = AnActivity.Message(odd =>
        {
            odd["type"] = "somethingNew";
            odd["brandNew"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
            odd["text"] = 42;
            odd["timestamp"] = "yesterday";
            odd["locale"] = null;
            odd["from"]!["name"] = new JsonObject();
            odd["conversation"]!["isGroup"] = "yes";
            odd["channelData"] = "a string";
            odd["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/new", ["content"] = new JsonArray(1) });
            odd["entities"] =
                new JsonArray(7, null, new JsonObject { ["type"] = new JsonObject() }, new JsonObject { ["type"] = "new", ["text"] = 1 });
        });

        Assert.Equal("somethingNew", activity.Type);
        Assert.Null(activity.Text);
        Assert.Null(activity.Timestamp);
        Assert.Null(activity.Locale);
        Assert.Null(activity.From!.Name);
        Assert.Null(activity.Conversation!.IsGroup);
        Assert.Equal(AConnector.Tenant, activity.TenantId);
        Assert.Equal("", Mentions.TextWithoutRecipient(activity));
    }

    [Fact]
    public void Ids_are_opaque()
    {
        var activity = AnActivity.Message(playground =>
        {
            playground["from"]!["id"] = "user-id-0";
            playground["from"]!["aadObjectId"] = "00000000-0000-0000-0000-0000000000020";
            playground["conversation"]!["id"] = "__PERSONAL_CHAT_ID__";
            playground["conversation"]!["tenantId"] = "00000000-0000-0000-0000-0000000000001";
            playground["channelData"] = null;
        });

        Assert.Equal("00000000-0000-0000-0000-0000000000020", activity.From!.AadObjectId);
        Assert.Equal("__PERSONAL_CHAT_ID__", activity.Conversation!.Id);
        Assert.Equal("00000000-0000-0000-0000-0000000000001", activity.TenantId);
    }

    [Fact]
    public void The_data_of_a_card_stays_as_it_came()
    {
        var activity = AnActivity.Message(submit =>
        {
            submit.Remove("text");
            submit["value"] = new JsonObject { ["verb"] = "review.approve", ["comment"] = "", ["revision"] = 2 };
        });

        Assert.Equal("""{"verb":"review.approve","comment":"","revision":2}""", activity.Value!.Value.GetRawText());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"from\":\"somebody\"}")]
    [InlineData("{")]
    [InlineData("{\"text\":\"\\ud800\"}")]
    public void What_is_no_activity_is_a_JSON_fault_and_no_other(string body)
    {
        Assert.Throws<JsonException>(() => Activity.Parse(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Text_is_written_as_itself()
    {
        var json = JsonSerializer.Serialize(new Activity { Type = "message", Text = "例外 ü" }, TeamsJson.Lenient.Activity);

        Assert.Equal("""{"type":"message","text":"例外 ü"}""", json);
    }

    [Fact]
    public void A_reference_keeps_what_is_needed_to_write_later()
    {
        var activity = AnActivity.Message(message => message["conversation"]!.AsObject().Remove("tenantId"));

        var stored = JsonSerializer.Serialize(ConversationReference.From(activity), TeamsJson.Lenient.ConversationReference);
        var reference = JsonSerializer.Deserialize(stored, TeamsJson.Lenient.ConversationReference)!;

        Assert.Equal(ConversationReference.From(activity), reference);
        Assert.Equal("a:1xyz", reference.Conversation!.Id);
        Assert.Equal(AConnector.Tenant, reference.TenantId);
        Assert.Equal(AConnector.ServiceUrl, reference.ServiceUrl);
        Assert.Equal("29:1abc", reference.User!.Id);
    }
}
