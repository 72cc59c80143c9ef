using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>One exception as it is stored: events, head and outbox.</summary>
internal sealed record ProofRow(string Id, JsonObject Head, IReadOnlyList<JsonObject> Events, IReadOnlyList<JsonObject> Outbox)
{
    public string Status => Head["status"]!.GetValue<string>();

    public string Title => Head["content"]!["title"]!.GetValue<string>();

    public string Requester => Head["requester"]!.GetValue<string>();

    public Cast Cast => new(int.Parse(Head["content"]!["policyId"]!.GetValue<string>().Split('-')[1], CultureInfo.InvariantCulture));

    /// <summary>What stands at the head of every message once it is decided.</summary>
    public string Heading => $"{Id} · {(Status == "approved" ? "Approved" : "Rejected")}";

    /// <summary>The ids of the messages that the product remembers.</summary>
    public IReadOnlySet<string> Kept { get; } =
        Outbox.Select(row => row["message"]?["message"]?.GetValue<string>()).OfType<string>().ToHashSet();

    /// <summary>Each stage that was opened: who was asked, and how long the stage stayed open by the product's clock.</summary>
    public IEnumerable<(string Person, TimeSpan Open)> Asked()
    {
        var opened = 0;
        for (var index = 0; index < Events.Count; index++)
        {
            if (StoredRecord.TypeOf(Events[index]) != "stageOpened")
            {
                continue;
            }

            var end = Events.Skip(index + 1).FirstOrDefault(next => StoredRecord.TypeOf(next) is "approved" or "rejected") ?? Events[^1];
            foreach (var name in ++opened == 1 ? new[] { "ana", "bo" } : ["carla", "deputy"])
            {
                yield return (Cast.Email(name), At(end) - At(Events[index]));
            }
        }
    }

    /// <summary>Every exception that was asked for in a play, with all that is stored of it.</summary>
    public static async Task<IReadOnlyList<ProofRow>> ReadAsync(Play play)
    {
        var rows = await play.Lab.Rows.QueryAsync($"{play.Lab.TablePrefix}Exceptions", null, play.Deadline);
        return [.. rows.GroupBy(row => row["PartitionKey"]!.GetValue<string>()).Where(stream => stream.Any(row => KeyOf(row) == "head"))
            .Select(stream => new ProofRow(
                stream.Key,
                Json(stream.First(row => KeyOf(row) == "head"), "State"),
                [.. stream.Where(row => KeyOf(row).StartsWith("e|", StringComparison.Ordinal)).Select(row => Json(row, "Json"))],
                [.. stream.Where(row => KeyOf(row).StartsWith("m|", StringComparison.Ordinal)).Select(row => Json(row, "Notice"))]))
            .Where(one => one.Title.StartsWith($"{play.Name} ", StringComparison.Ordinal))];
    }

    private static string KeyOf(JsonObject row) => row["RowKey"]!.GetValue<string>();

    private static JsonObject Json(JsonObject row, string name) => JsonNode.Parse(StoredRecord.TextOf(row, name))!.AsObject();

    private static DateTimeOffset At(JsonObject recorded) => recorded["at"]!.GetValue<DateTimeOffset>();
}
