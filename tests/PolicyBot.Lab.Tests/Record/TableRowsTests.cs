using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Clock;
using PolicyBot.Lab.Record;
using PolicyBot.Lab.Sockets;
using PolicyBot.Testing;

namespace PolicyBot.Lab.Tests.Record;

public sealed class TableRowsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset _noon = new(2027, 2, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Rows_are_read_and_one_property_of_one_row_is_changed()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        await InsertAsync(prefix + "Exceptions", "PX-1", "head", "{}");
        await InsertAsync(prefix + "Exceptions", "PX-1", "e|0000000001", "{\"type\":\"submitted\"}");
        await InsertAsync(prefix + "Exceptions", "PX-2", "head", "{}");
        using var rows = new TableRows(azurite.ConnectionString);

        await rows.OverwriteAsync(
            prefix + "Exceptions", "PX-1", "e|0000000001", "Json", "{\"type\":\"submitteD\"}", CancellationToken.None);
        var read = await rows.QueryAsync(prefix + "Exceptions", "PartitionKey eq 'PX-1'", CancellationToken.None);

        Assert.Equal(["e|0000000001", "head"], read.Select(row => row.Text("RowKey")));
        Assert.Equal("{\"type\":\"submitteD\"}", read[0].Text("Json"));
    }

    [Fact]
    public async Task A_table_that_is_not_there_has_no_rows()
    {
        using var rows = new TableRows(azurite.ConnectionString);

        Assert.Empty(await rows.QueryAsync(AzuriteFixture.NewTablePrefix() + "Exceptions", null, CancellationToken.None));
    }

    [Fact]
    public async Task The_next_event_is_the_earliest_work_row_after_now_in_any_shard()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        await InsertAsync(prefix + "Work", "3", Due(_noon.AddHours(-1)), "");
        await InsertAsync(prefix + "Work", "1", Due(_noon.AddDays(2)), "");
        await InsertAsync(prefix + "Work", "7", Due(_noon.AddHours(5)), "");
        using var rows = new TableRows(azurite.ConnectionString);

        var next = await NextEvent.FindAsync(rows, prefix, CatalogSchedule.Default, _noon, CancellationToken.None);
        var afterAll = await NextEvent.FindAsync(rows, prefix, CatalogSchedule.Default, _noon.AddDays(3), CancellationToken.None);

        Assert.Equal(_noon.AddHours(5), next);
        Assert.Null(afterAll);
    }

    [Fact]
    public async Task What_comes_next_is_told_from_the_head_that_a_work_row_leads_to_however_far_ahead_it_is()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        var catalog = CatalogSchedule.Default with { Hours = OfficeHours.Always };
        const string Head = """{"status":"expired","requester":"sal@contoso.example","endedAt":"2027-02-14T12:00:00Z"}""";
        await InsertAsync(prefix + "Work", "1", Due(_noon.AddHours(14)), "PX-1", "Subject");
        await InsertAsync(prefix + "Exceptions", "PX-1", "head", Head, "State");
        await InsertAsync(prefix + "Exceptions", "PX-2", "head", Head.Replace("-14T12", "-14T10", StringComparison.Ordinal), "State");
        using var rows = new TableRows(azurite.ConnectionString);

        var any = await NextEvent.TellAsync(rows, prefix, catalog, null, _noon, CancellationToken.None);
        var other = await NextEvent.TellAsync(rows, prefix, catalog, "PX-2", _noon, CancellationToken.None);
        var turned = await NextEvent.FindAsync(rows, prefix, catalog, _noon, CancellationToken.None);

        Assert.Equal((_noon.AddDays(2), "told that nobody confirmed that the policy is met again after PX-1"),
            (any.Single().At, any.Single().Words));
        Assert.Empty(other);
        Assert.Equal(_noon.AddHours(14), turned); // a row at an hour that is not the daily look's may mean anything
    }

    [Fact]
    public async Task One_letter_of_the_first_event_is_changed_and_put_back()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        const string Event = """{"fact":{"comment":"Fine until then","type":"approved"},"sequence":1}""";
        await InsertAsync(prefix + "Exceptions", "PX-1", "e|0000000001", Event);
        using var rows = new TableRows(azurite.ConnectionString);

        var change = await ByteChange.MakeAsync(rows, prefix, "PX-1", CancellationToken.None);
        var changed = (await rows.QueryAsync(prefix + "Exceptions", null, CancellationToken.None)).Single().Text("Json")!;
        await change!.UndoAsync(rows, prefix, CancellationToken.None);
        var mended = (await rows.QueryAsync(prefix + "Exceptions", null, CancellationToken.None)).Single().Text("Json");

        Assert.Equal(1, Event.Zip(changed).Count(pair => pair.First != pair.Second));
        Assert.Equal("approved", JsonNode.Parse(changed)!["fact"].Text("type"));
        Assert.Equal(Event, mended);
    }

    private static string Due(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture) + "|PX-1";

    /// <summary>Written with a request of the test's own, so that reading is checked against something else than itself.</summary>
    private async Task InsertAsync(string table, string partition, string row, string json, string property = "Json")
    {
        var entity = new JsonObject { ["PartitionKey"] = partition, ["RowKey"] = row, [property] = json };
        await PostAsync("Tables", new JsonObject { ["TableName"] = table });
        Assert.True(await PostAsync(table, entity));
    }

    private async Task<bool> PostAsync(string path, JsonObject body)
    {
        using var http = new HttpClient();
        var key = azurite.ConnectionString.Split(';')
            .Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var signature =
            HMACSHA256.HashData(
                Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{date}\n/devstoreaccount1/devstoreaccount1/{path}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{azurite.TableEndpoint}/{path}");
        request.Headers.Authorization =
            new AuthenticationHeaderValue("SharedKeyLite", $"devstoreaccount1:{Convert.ToBase64String(signature)}");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2020-12-06");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=nometadata");
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        return response.IsSuccessStatusCode;
    }
}
