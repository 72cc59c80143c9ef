using System.Net;
using System.Security.Authentication;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using PolicyBot.Core.Settling;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>What is an outage, and what is not: the client has an exception of its own for each.</summary>
public sealed class OutageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const string Busy = """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}""";
    private readonly Faults network = new();

    public void Dispose() => network.Dispose();

    [Fact]
    public async Task A_passing_outage_is_not_noticed()
    {
        var table = await azurite.NewTableAsync(network.Options());
        network.Unreachable().Answer(HttpStatusCode.ServiceUnavailable, Busy).Answer(HttpStatusCode.InternalServerError);

        var added = await table.TryInsertAsync(new TableEntity("p", "r"), default);

        Assert.NotNull(added);
        Assert.Equal(4, network.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task An_overloaded_service_is_an_outage_after_the_retries(HttpStatusCode status)
    {
        var table = await azurite.NewTableAsync(network.Options(maxRetries: 2));
        network.Answer(status, Busy).Answer(status, Busy).Answer(status, Busy);

        var outage = await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.TryInsertAsync(new TableEntity("p", "r"), default));

        Assert.Contains("ServerBusy", outage.Message, StringComparison.Ordinal);
        Assert.Equal(3, network.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_unreachable_service_is_an_outage_with_and_without_retries(int retries)
    {
        var table = await azurite.NewTableAsync(network.Options(retries));
        Enumerable.Range(0, retries + 1).ToList().ForEach(_ => network.Unreachable());

        var outage = await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.ReadAsync("p", "r", default));

        Assert.NotNull(outage.InnerException);
        Assert.Equal(retries + 1, network.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_service_that_does_not_answer_in_time_is_an_outage(int retries)
    {
        var options = network.Options(retries);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(50);
        var table = await azurite.NewTableAsync(options);
        Enumerable.Range(0, retries + 1).ToList().ForEach(_ => network.Hang());

        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.TryInsertAsync(new TableEntity("p", "r"), default));

        Assert.Equal(retries + 1, network.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_the_caller_gives_up_is_no_outage_also_after_a_failed_try(int failed)
    {
        var table = await azurite.NewTableAsync(network.Options());
        Enumerable.Range(0, failed).ToList().ForEach(_ => network.Unreachable());
        network.Hang();
        using var caller = new CancellationTokenSource();

        var adding = table.TryInsertAsync(new TableEntity("p", "r"), caller.Token);
        await network.HangsAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_query_stops_when_it_is_told_to_by_either_token(bool ofTheQuery)
    {
        var table = await azurite.NewTableAsync(network.Options());
        network.Hang();
        using var stop = new CancellationTokenSource();
        var query = table.PagesAsync("PartitionKey eq 'p'", null, null, ofTheQuery ? stop.Token : default);
        var pages = query.GetAsyncEnumerator(ofTheQuery ? default : stop.Token);

        var reading = pages.MoveNextAsync();
        await network.HangsAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AuthenticationFailed", true)]
    [InlineData(HttpStatusCode.Forbidden, "<Error><Code>AuthenticationFailed</Code><Message>No.</Message></Error>", true)]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch", true)]
    [InlineData(HttpStatusCode.Unauthorized, "", true)]
    [InlineData(HttpStatusCode.Conflict, "TableBeingDeleted", true)]
    [InlineData(HttpStatusCode.NotFound, "TableNotFound", true)]
    [InlineData(HttpStatusCode.NotFound, "<html><body>The proxy knows no such address<br></body></html>", true)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "<Error>\n  <Code>RequestBodyTooLarge</Code>\n</Error>", false)]
    [InlineData(HttpStatusCode.NotImplemented, "NotImplemented", false)]
    [InlineData(HttpStatusCode.BadRequest, "InvalidInput", false)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"other"}""", false)]
    [InlineData(HttpStatusCode.BadRequest, "", false)]
    public async Task A_service_that_may_not_be_used_now_is_an_outage_and_a_refusal_that_is_our_own_fault_a_fault(
        HttpStatusCode status, string codeOrBody, bool outage)
    {
        var body = codeOrBody is [>= 'A' and <= 'Z', ..] ? ErrorBody(codeOrBody) : codeOrBody;
        var table = await azurite.NewTableAsync(network.Options());
        Func<Task>[] calls =
        [
            () => table.ReadAsync("p", "r", default),
            () => table.TryInsertAsync(new TableEntity("p", "r"), default),
            () => table.RemoveAsync("p", "r", default),
            () => table.QueryAsync("PartitionKey eq 'p'", null, null, default),
            () => table.TrySubmitAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], default),
        ];

        foreach (var call in calls)
        {
            network.Answer(status, body);
            var failure = await Record.ExceptionAsync(call);
            Assert.Equal(outage, failure is RegisterUnavailableException);
            Assert.Equal(!outage, failure is RequestFailedException);
        }

        Assert.Equal(calls.Length, network.Requests.Count);
    }

    // So Azure answers, without the code in any header:
    // https://github.com/Azure/azure-sdk-for-net, sdk/tables/Azure.Data.Tables/tests/SessionRecords.
    [Theory]
    [InlineData("ResourceNotFound", false)]
    [InlineData("TableNotFound", true)]
    public async Task A_missing_row_is_told_from_a_missing_table_by_the_body_of_the_answer_alone(string code, bool outage)
    {
        await using var azure = await ALoopbackServer.StartAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
            await context.Response.WriteAsync(ErrorBody(code));
        });
        var client = new TableServiceClient($"AccountName=a;AccountKey=AAAA;TableEndpoint={azure.Address}");
        var table = new RowTable(client.GetTableClient("Table"));
        Func<Task>[] calls =
        [
            () => table.ReadAsync("p", "r", default),
            () => table.RemoveAsync("p", "r", default),
            () => table.TryReplaceAsync(new TableEntity("p", "r"), ETag.All, default),
        ];

        foreach (var call in calls)
        {
            var failure = await Record.ExceptionAsync(call);
            Assert.Equal(outage, failure is RegisterUnavailableException);
            Assert.Equal(!outage, failure is null);
        }
    }

    [Theory]
    [InlineData("<html>Sign in to the Wi-Fi</html>")]
    [InlineData("[]")]
    [InlineData("""{"A@odata.type":"Edm.Int64","A":"five"}""")]
    [InlineData("""{"A":{}}""")]
    [InlineData("{}")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("")]
    public async Task A_success_that_makes_no_sense_is_an_outage(string body)
    {
        var table = await azurite.NewTableAsync(network.Options());
        network.Answer(HttpStatusCode.OK, body).Answer(HttpStatusCode.OK, body).Answer(HttpStatusCode.OK, body);

        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.ReadAsync("p", "r", default));
        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.QueryAsync("PartitionKey eq 'p'", null, null, default));
        await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.RemoveAsync("p", "r", default));
    }

    [Fact]
    public async Task An_empty_page_with_a_continuation_is_not_the_end()
    {
        var table = await azurite.NewTableAsync(network.Options());
        network.AnswerPage("""{"value":[]}""", nextPartition: "1!8!YQ--", nextRow: null);
        network.AnswerPage("""{"value":[{"PartitionKey":"p","RowKey":"z"}]}""", nextPartition: null, nextRow: null);

        var rows = await table.QueryAsync("A eq 1", null, ["PartitionKey", "RowKey"], default);

        Assert.Equal("z", Assert.Single(rows).RowKey);
        Assert.Contains("NextPartitionKey=1%218%21YQ--", network.Requests[^1].Address.Query, StringComparison.Ordinal);
        Assert.Contains("$filter=A%20eq%201", network.Requests[^1].Address.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_certificate_is_an_outage_that_says_why()
    {
        var endpoint = new Uri($"https://127.0.0.1:{azurite.TableEndpoint.Port}/devstoreaccount1"); // plain http lives there
        var key = new TableSharedKeyCredential("devstoreaccount1", "AAAA");
        var table = new RowTable(new TableServiceClient(endpoint, key, network.Options(maxRetries: 0)).GetTableClient("Table"));

        var outage = await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.ReadAsync("p", "r", default));

        Assert.IsType<AuthenticationException>(outage.GetBaseException(), exactMatch: false);
    }

    private static string ErrorBody(string code) =>
        $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"No."} } }""";
}
