using System.Net;
using Azure.Data.Tables;
using PolicyBot.Core.Settling;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>Answers in the forms in which the service's documentation shows them, and broken ones.</summary>
public sealed class TransactionAnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Type = "multipart/mixed; boundary=batchresponse_1";

    private const string TwoDone = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        ETag: W/"datetime'2026-11-20T06%3A48%3A53.1Z'"


        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        ETag: W/"datetime'2026-11-20T06%3A48%3A53.2Z'"


        --changesetresponse_2--
        --batchresponse_1--

        """;

    [Fact]
    public async Task An_answer_to_every_action_is_all_that_was_wanted()
    {
        var table = await AnsweringAsync(TwoDone);

        Assert.Null(await table.TrySubmitAsync(TwoActions(), default));
    }

    [Theory]
    [InlineData("EntityAlreadyExists", "1:The specified entity already exists.\\nRequestId:1\\nTime:2026", 409, 1)]
    [InlineData("EntityAlreadyExists", "The specified entity already exists.", 409, 0)]
    [InlineData("UpdateConditionNotSatisfied", "1:The update condition specified in the request was not satisfied.", 400, 1)]
    public async Task One_conflict_refuses_all(string code, string message, int status, int index)
    {
        var table = await AnsweringAsync(OneFailed(status, code, message));

        Assert.Equal(index, await table.TrySubmitAsync(TwoActions(), default));
    }

    [Theory]
    [InlineData("InvalidInput", "99:One of the request inputs is not valid.")]
    [InlineData("CommandsInBatchActOnDifferentPartitions", "No number here: none.")]
    public async Task An_action_that_makes_no_sense_to_the_service_is_a_fault(string code, string message)
    {
        var table = await AnsweringAsync(OneFailed(400, code, message));

        var fault = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.TrySubmitAsync(TwoActions(), default));

        Assert.Equal(code, fault.ErrorCode);
    }

    [Theory]
    [InlineData(500, "OperationTimedOut")]
    [InlineData(503, "ServerBusy")]
    [InlineData(404, "TableNotFound")]
    public async Task A_service_that_gave_up_inside_a_transaction_is_an_outage(int status, string code)
    {
        var table = await AnsweringAsync(OneFailed(status, code, "0:Operation could not be completed."));

        var outage = await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.TrySubmitAsync(TwoActions(), default));

        Assert.Contains(code, outage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_with_too_few_parts_breaking_off_or_of_another_kind_is_an_outage()
    {
        var firstHalf = TwoDone[..TwoDone.LastIndexOf("--changesetresponse_2\n", StringComparison.Ordinal)];
        (string Body, string Type)[] answers =
        [
            (firstHalf, Type),
            (firstHalf + "--changesetresponse_2--\n--batchresponse_1--\n", Type),
            (TwoDone.Replace("HTTP/1.1 204 No Content", "204", StringComparison.Ordinal), Type),
            (TwoDone, "multipart/mixed"),
            ("{}", "application/json"),
            ("", Type),
        ];

        foreach (var (body, type) in answers)
        {
            var table = await AnsweringAsync(body, type);
            await Assert.ThrowsAsync<RegisterUnavailableException>(() => table.TrySubmitAsync(TwoActions(), default));
        }
    }

    private static string OneFailed(int status, string code, string message) => $$$$"""
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 {{{{status}}}} Whatever
        Content-ID: 3
        Content-Type: application/json;odata=minimalmetadata;charset=utf-8

        {"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"{{{{message}}}}"}}}
        --changesetresponse_2--
        --batchresponse_1--

        """;

    private static TableTransactionAction[] TwoActions() =>
    [
        new(TableTransactionActionType.Add, new TableEntity("p", "1")),
        new(TableTransactionActionType.Add, new TableEntity("p", "2")),
    ];

    private Task<RowTable> AnsweringAsync(string body, string type = Type) =>
        azurite.NewTableAsync(new Faults().Answer(HttpStatusCode.Accepted, body.ReplaceLineEndings("\r\n"), type).Options());
}
