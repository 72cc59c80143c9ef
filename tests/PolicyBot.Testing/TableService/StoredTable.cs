using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;

namespace PolicyBot.Testing.TableService;

/// <summary>The rows of one table, in the order of their keys; transactions one after the other.</summary>
internal sealed class StoredTable
{
    private readonly SortedSet<StoredRow> rows = new(Comparer<StoredRow>.Create((left, right) =>
        string.CompareOrdinal(left.PartitionKey, right.PartitionKey) is not 0 and var order
            ? order
            : string.CompareOrdinal(left.RowKey, right.RowKey)));

    private readonly Lock gate = new();

    /// <summary>Does all actions or none.</summary>
    /// <returns>An answer to each action; when one is refused, none after it.</returns>
    public IReadOnlyList<TableAnswer> Do(IReadOnlyList<TableAction> actions, Versions versions)
    {
        lock (gate)
        {
            var answers = new List<TableAnswer>(actions.Count);
            var before = new List<(StoredRow Key, StoredRow? Stood)>();
            foreach (var action in actions)
            {
                var key = new StoredRow(action.PartitionKey, action.RowKey);
                var stands = rows.TryGetValue(key, out var found) ? found : null;
                before.Add((key, stands));
                answers.Add(action.Fault ?? Do(action, stands, versions));
                if (answers[^1].Refusal is not null)
                {
                    before.ForEach(row => Set(row.Key, row.Stood));
                    break;
                }
            }

            return answers;
        }
    }

    /// <summary>Answers with a page of rows.</summary>
    /// <param name="parameters">Those of the address.</param>
    /// <param name="most">Most rows a page, also where more are asked for.</param>
    public TableAnswer Query(IReadOnlyDictionary<string, string> parameters, int most)
    {
        if (RowFilter.Parse(parameters.GetValueOrDefault("$filter")) is not { } filter)
        {
            return TableAnswer.Refused(HttpStatusCode.NotImplemented, "NotImplemented", "This table service does not know such a filter.");
        }

        var top = parameters.TryGetValue("$top", out var asked) ? int.Parse(asked, NumberStyles.None, CultureInfo.InvariantCulture) : 1_000;
        if (top is < 1 or > 1_000)
        {
            return TableAnswer.Refused(HttpStatusCode.BadRequest, "InvalidInput", "One of the request inputs is not valid.");
        }

        var from = parameters.TryGetValue("NextPartitionKey", out var partition)
            ? new StoredRow(KeyOf(partition), KeyOf(parameters["NextRowKey"]))
            : null;
        List<StoredRow> page;
        lock (gate)
        {
            page = [.. filter.Rows(rows, from).Take(Math.Min(top, most) + 1)];
        }

        var next = page.Count > Math.Min(top, most) ? page[^1] : null;
        var answered = next is null ? page : page[..^1];
        var select = parameters.TryGetValue("$select", out var names) ? names.Split(',').ToHashSet() : null;
        return TableAnswer.Json(HttpStatusCode.OK, writer =>
        {
            writer.WriteStartArray("value");
            foreach (var row in answered)
            {
                writer.WriteStartObject();
                row.Write(writer, select);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }) with
        {
            Rows = answered.Count,
            Continuation = next is null ? null : (TokenOf(next.PartitionKey), TokenOf(next.RowKey)),
        };
    }

    private TableAnswer Do(TableAction action, StoredRow? stands, Versions versions)
    {
        if (action.Kind == TableRequest.Insert && stands is not null)
        {
            return TableAnswer.Refused(HttpStatusCode.Conflict, "EntityAlreadyExists", "The specified entity already exists.");
        }

        if (action.Kind is TableRequest.Read or TableRequest.Update or TableRequest.Delete && stands is null)
        {
            return TableAnswer.Refused(HttpStatusCode.NotFound, "ResourceNotFound", "The specified resource does not exist.");
        }

        if (action.Kind is TableRequest.Update or TableRequest.Delete && action.IfMatch != "*" && action.IfMatch != stands!.ETag)
        {
            return TableAnswer.Refused(
                HttpStatusCode.PreconditionFailed,
                "UpdateConditionNotSatisfied",
                "The update condition specified in the request was not satisfied.");
        }

        switch (action.Kind)
        {
            case TableRequest.Read:
                var read = TableAnswer.Json(HttpStatusCode.OK, writer => stands!.Write(writer, select: null));
                return read with { ETag = stands!.ETag, Rows = 1 };
            case TableRequest.Delete:
                Set(stands!, null);
                return TableAnswer.Done(null);
            default:
                var (time, version) = versions.Next();
                var row = action.Merges && stands is not null ? stands.With(action.Row!) : action.Row!;
                Set(row, row with { ETag = version, Timestamp = time });
                return TableAnswer.Done(version);
        }
    }

    private void Set(StoredRow key, StoredRow? row)
    {
        rows.Remove(key);
        if (row is not null)
        {
            rows.Add(row);
        }
    }

    // Azure's tokens are opaque too.
    private static string TokenOf(string key) => "1!" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static string KeyOf(string token) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(2)));
}

/// <summary>The versions of rows: the times of their writing, of which no two are the same.</summary>
internal sealed class Versions
{
    private long last;

    public (DateTimeOffset Time, string ETag) Next()
    {
        long ticks;
        long before;
        do
        {
            before = Interlocked.Read(ref last);
            ticks = Math.Max(before + 1, DateTimeOffset.UtcNow.Ticks);
        }
        while (Interlocked.CompareExchange(ref last, ticks, before) != before);

        var time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return (time, $"W/\"datetime'{Uri.EscapeDataString(TextOf(time))}'\"");
    }

    public static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
