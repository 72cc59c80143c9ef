using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.LabProcess;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>What is stored, read past the product.</summary>
public sealed class StoredRecord(PolicyBotLab lab, CancellationToken deadline)
{
    private static readonly string[] Tables = ["Exceptions", "Work", "Index", "Listings", "People", "Drafts", "Seen", "Catalogs"];

    /// <summary>The events of an exception, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> EventsAsync(string id)
    {
        var rows =
            await lab.Rows.QueryAsync(Table("Exceptions"), $"PartitionKey eq '{id}' and RowKey ge 'e|' and RowKey lt 'e}}'", deadline);
        return [.. rows.Select(row => JsonNode.Parse(TextOf(row, "Json"))!.AsObject())];
    }

    /// <summary>The facts of an exception by their stored names, oldest first.</summary>
    public async Task<IReadOnlyList<string>> FactsAsync(string id) => [.. (await EventsAsync(id)).Select(TypeOf)];

    /// <summary>The stored name of an event's fact.</summary>
    public static string TypeOf(JsonObject recorded) => recorded["fact"]!["type"]!.GetValue<string>();

    /// <summary>The head of an exception.</summary>
    public async Task<JsonObject> HeadAsync(string id)
    {
        var rows = await lab.Rows.QueryAsync(Table("Exceptions"), $"PartitionKey eq '{id}' and RowKey eq 'head'", deadline);
        return JsonNode.Parse(TextOf(rows[0], "State"))!.AsObject();
    }

    /// <summary>Where an exception stands.</summary>
    public async Task<string> StatusAsync(string id) => (await HeadAsync(id))["status"]!.GetValue<string>();

    /// <summary>Waits until an exception stands there.</summary>
    public Task<bool> UntilStatusAsync(string id, string status) => UntilAsync(async () => await StatusAsync(id) == status);

    /// <summary>The ids of all messages that the product remembers to have sent about an exception.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync(string id)
    {
        var rows =
            await lab.Rows.QueryAsync(Table("Exceptions"), $"PartitionKey eq '{id}' and RowKey ge 'm|' and RowKey lt 'm}}'", deadline);
        return [.. rows.Select(row => JsonNode.Parse(TextOf(row, "Notice"))!["message"]?["message"]?.GetValue<string>()).OfType<string>()];
    }

    /// <summary>Every exception there is.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync() =>
        [.. (await lab.Rows.QueryAsync(Table("Exceptions"), "RowKey eq 'head'", deadline))
            .Select(row => row["PartitionKey"]!.GetValue<string>())];

    /// <summary>All that is stored of an exception and of what is to be done about it, for tests that fail.</summary>
    public async Task<string> EverythingAsync(string id)
    {
        var rows = await lab.Rows.QueryAsync(Table("Exceptions"), $"PartitionKey eq '{id}'", deadline);
        var work = (await WorkAsync()).Where(row => row["Subject"]!.GetValue<string>() == id);
        return string.Join('\n', [$"It is {lab.Clock.Now:u}.", .. rows.Concat(work).Select(row => row.ToJsonString())]);
    }

    /// <summary>Every row of every table, without what a store adds by itself.</summary>
    public async Task<IReadOnlyList<string>> AllRowsAsync()
    {
        var all = new List<string>();
        foreach (var table in Tables)
        {
            all.AddRange((await lab.Rows.QueryAsync(Table(table), null, deadline))
                .Select(row => $"{table} {Without(row, "Timestamp", "odata.etag")}"));
        }

        return all;
    }

    /// <summary>
    /// Waits until the Host has nothing left to do now: nothing is due, no commit waits for its reconcile, no input is unfinished.
    /// Only then can a test say that something did not happen.
    /// </summary>
    public Task<bool> DrainAsync() => UntilAsync(async () => (await WorkAsync()).All(row => !CameIn(row) && IsLater(row)));

    /// <summary>
    /// Waits until the Host has nothing left to do now but to answer what came in, which it can't while the channel is down.
    /// </summary>
    public Task<bool> DrainButAnswersAsync() => UntilAsync(async () => (await WorkAsync()).All(row => CameIn(row) || IsLater(row)));

    /// <summary>Whether a message was postponed and will be retried, so that it is outdated although nothing is due now.</summary>
    public async Task<bool> IsAnythingPutOffAsync()
    {
        var rows = await lab.Rows.QueryAsync(Table("Exceptions"), "RowKey ge 'm|' and RowKey lt 'm}'", deadline);
        return rows.Select(row => JsonNode.Parse(TextOf(row, "Notice"))!).Any(notice =>
            notice["deadBecause"]!.GetValue<string>().Length == 0
            && notice["digest"]!.GetValue<string>().Length == 0 // that one comes with the next morning
            && (notice["attempts"]!.GetValue<int>() > 0 || notice["nextTry"]!.GetValue<DateTimeOffset>() > lab.Clock.Now));
    }

    /// <summary>Looks again and again until it is so.</summary>
    public async Task<bool> UntilAsync(Func<Task<bool>> look)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await look())
        {
            await poll.WaitForNextTickAsync(deadline);
        }

        return true;
    }

    private Task<IReadOnlyList<JsonObject>> WorkAsync() => lab.Rows.QueryAsync(Table("Work"), null, deadline);

    private static bool CameIn(JsonObject work) => work["Subject"]!.GetValue<string>().StartsWith("in|", StringComparison.Ordinal);

    private bool IsLater(JsonObject work) => work["Tag"]!.GetValue<string>() == "wake"
        && long.Parse(work["RowKey"]!.GetValue<string>()[..19], CultureInfo.InvariantCulture) > lab.Clock.Now.UtcTicks;

    private string Table(string name) => lab.TablePrefix + name;

    /// <summary>A text that a row may hold in several properties.</summary>
    public static string TextOf(JsonObject row, string name) =>
        string.Concat(Enumerable.Range(0, 32).Select(chunk => chunk == 0 ? name : $"{name}{chunk}").TakeWhile(row.ContainsKey)
            .Select(property => row[property]!.GetValue<string>()));

    private static string Without(JsonObject row, params string[] names)
    {
        var rest = row.DeepClone().AsObject();
        foreach (var name in names)
        {
            rest.Remove(name);
        }

        return rest.ToJsonString();
    }
}
