using System.Net;
using System.Security.Authentication;
using Azure;
using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Protocol;

public sealed class TableFailureTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Busy = """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}""";

    [Fact]
    public async Task A_passing_outage_is_not_noticed()
    {
        var faults = new Faults().Unreachable().Answer(HttpStatusCode.ServiceUnavailable, Busy).Answer(HttpStatusCode.InternalServerError);
        var table = await azurite.NewTableAsync(faults.Options());

        var added = await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, added.Status);
        Assert.Equal(4, faults.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task An_overloaded_service_is_unavailable_after_the_retries(HttpStatusCode status)
    {
        var faults = new Faults().Answer(status, Busy).Answer(status, Busy).Answer(status, Busy);
        var table = await azurite.NewTableAsync(faults.Options(maxRetries: 2));

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((int)status, outage.Status);
        Assert.Equal("ServerBusy", outage.ErrorCode);
        Assert.Equal(3, faults.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_unreachable_service_is_unavailable_with_and_without_retries(int retries)
    {
        var faults = new Faults();
        Enumerable.Range(0, retries + 1).ToList().ForEach(_ => faults.Unreachable());
        var table = await azurite.NewTableAsync(faults.Options(retries));

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.GetEntityIfExistsAsync<TableEntity>("p", "r"));

        Assert.Equal(0, outage.Status);
        Assert.NotNull(outage.InnerException);
        Assert.Equal(retries + 1, faults.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_service_that_does_not_answer_in_time_is_unavailable(int retries)
    {
        var faults = new Faults();
        Enumerable.Range(0, retries + 1).ToList().ForEach(_ => faults.Hang());
        var options = faults.Options(retries);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(50);
        var table = await azurite.NewTableAsync(options);

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(0, outage.Status);
        Assert.Equal(retries + 1, faults.Requests.Count);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_an_outage()
    {
        var faults = new Faults().Hang();
        var table = await azurite.NewTableAsync(faults.Options());
        using var stop = new CancellationTokenSource();

        var adding = table.AddEntityAsync(new TableEntity("p", "r"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
    }

    [Fact]
    public async Task An_insert_whose_answer_was_lost_ends_as_a_conflict_with_itself()
    {
        var faults = new Faults().LoseAnswer();
        var table = await azurite.NewTableAsync(faults.Options());

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Commit"] = "mine" }));

        Assert.True(conflict.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal("mine", (await table.ReadAsync("p", "r")).GetString("Commit"));
    }

    [Fact]
    public async Task An_update_whose_answer_was_lost_ends_as_a_conflict_with_itself()
    {
        var faults = new Faults();
        var table = await azurite.NewTableAsync(faults.Options());
        var seen = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        faults.LoseAnswer();

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["Commit"] = "mine" }, seen, TableUpdateMode.Merge));

        Assert.True(conflict.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal("mine", (await table.ReadAsync("p", "r")).GetString("Commit"));
    }

    [Fact]
    public async Task A_transaction_whose_answer_was_lost_ends_as_a_conflict_with_itself()
    {
        var faults = new Faults().LoseAnswer();
        var table = await azurite.NewTableAsync(faults.Options());

        var conflict = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "r") { ["Commit"] = "mine" })]));

        Assert.True(conflict.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(0, conflict.FailedTransactionActionIndex);
        Assert.Equal("mine", (await table.ReadAsync("p", "r")).GetString("Commit"));
    }

    [Fact]
    public async Task A_write_that_was_taken_but_never_answered_is_an_outage_that_left_a_row()
    {
        var faults = new Faults().LoseAnswer();
        var table = await azurite.NewTableAsync(faults.Options(maxRetries: 0));

        await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"odata.error":{"code":"AuthenticationFailed","message":{"lang":"en-US","value":"No."}}}""", "AuthenticationFailed")]
    [InlineData(HttpStatusCode.Forbidden, """<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>No.</Message></Error>""", "AuthenticationFailed")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "<Error>\n  <Code>RequestBodyTooLarge</Code>\n  <Message>No.</Message>\n</Error>", "RequestBodyTooLarge")]
    [InlineData(HttpStatusCode.Conflict, """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"Wait."}}}""", "TableBeingDeleted")]
    [InlineData(HttpStatusCode.NotImplemented, """{"odata.error":{"code":"NotImplemented","message":{"lang":"en-US","value":"No."}}}""", "NotImplemented")]
    [InlineData(HttpStatusCode.BadRequest, "", null)]
    [InlineData(HttpStatusCode.NotFound, "<html><body>Proxy says no<br></body></html>", null)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"other"}""", null)]
    public async Task A_refusal_has_the_code_of_the_service_whatever_its_form(HttpStatusCode status, string body, string? code)
    {
        var faults = new Faults().Answer(status, body);
        var table = await azurite.NewTableAsync(faults.Options());

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityIfExistsAsync<TableEntity>("p", "r"));

        Assert.Equal((int)status, refusal.Status);
        Assert.Equal(code, refusal.ErrorCode);
        Assert.Single(faults.Requests);
    }

    [Theory]
    [InlineData("<html>Sign in to the Wi-Fi</html>")]
    [InlineData("[]")]
    [InlineData("""{"A@odata.type":"Edm.Int64","A":5}""")]
    [InlineData("""{"A":{}}""")]
    [InlineData("")]
    public async Task A_success_that_makes_no_sense_is_an_outage(string body)
    {
        var faults = new Faults().Answer(HttpStatusCode.OK, body);
        var table = await azurite.NewTableAsync(faults.Options());

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(200, outage.Status);
    }

    [Fact]
    public async Task A_broken_certificate_is_an_outage_that_says_why()
    {
        var endpoint = new Uri($"https://127.0.0.1:{azurite.TableEndpoint.Port}/devstoreaccount1"); // plain http lives there
        var table = new TableServiceClient(
            endpoint, new TableSharedKeyCredential("devstoreaccount1", "AAAA"), new Faults().Options(maxRetries: 0)).GetTableClient("Table");

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.IsType<AuthenticationException>(outage.GetBaseException(), exactMatch: false);
    }
}
