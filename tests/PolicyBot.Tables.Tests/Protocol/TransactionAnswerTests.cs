using System.Net;
using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Protocol;

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

    [Theory]
    [InlineData(Type, "changesetresponse_2")]
    [InlineData("multipart/mixed; boundary=\"batchresponse_1\"; charset=utf-8", "\"changesetresponse_2\"")]
    public async Task Every_action_gets_its_answer(string type, string inner)
    {
        var table = await AnsweringAsync(TwoDone.Replace("boundary=changesetresponse_2", "boundary=" + inner, StringComparison.Ordinal), type);

        var answers = await table.SubmitTransactionAsync(TwoActions());

        Assert.Equal(
            ["W/\"datetime'2026-11-20T06%3A48%3A53.1Z'\"", "W/\"datetime'2026-11-20T06%3A48%3A53.2Z'\""],
            answers.Value.Select(answer => answer.Headers.ETag!.Value.ToString()));
    }

    [Theory]
    [InlineData("EntityAlreadyExists", "0:The specified entity already exists.\\nRequestId:1\\nTime:2026", 409, 0)]
    [InlineData("InvalidInput", "99:One of the request inputs is not valid.", 400, 99)]
    [InlineData("CommandsInBatchActOnDifferentPartitions", "No number here: none.", 400, null)]
    public async Task One_refused_action_refuses_all(string code, string message, int status, int? index)
    {
        var table = await AnsweringAsync(OneFailed(status, code, message));

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(TwoActions()));

        Assert.Equal(code, refusal.ErrorCode);
        Assert.Equal(status, refusal.Status);
        Assert.Equal(index, refusal.FailedTransactionActionIndex);
    }

    [Theory]
    [InlineData(500, "OperationTimedOut")]
    [InlineData(503, "ServerBusy")]
    public async Task A_service_that_gave_up_inside_a_transaction_is_unavailable(int status, string code)
    {
        var table = await AnsweringAsync(OneFailed(status, code, "0:Operation could not be completed."));

        var outage = await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.SubmitTransactionAsync(TwoActions()));

        Assert.Equal(status, outage.Status);
        Assert.Equal(code, outage.ErrorCode);
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
            (TwoDone.Replace("ETag: ", "ETag ", StringComparison.Ordinal), Type),
            (TwoDone, "multipart/mixed"),
            ("{}", "application/json"),
            ("", Type),
        ];

        foreach (var (body, type) in answers)
        {
            var table = await AnsweringAsync(body, type);
            await Assert.ThrowsAsync<TableStorageUnavailableException>(() => table.SubmitTransactionAsync(TwoActions()));
        }
    }

    [Fact]
    public async Task A_transaction_refused_as_a_whole_is_a_plain_refusal()
    {
        var faults = new Faults().Answer(
            HttpStatusCode.Forbidden, "<Error><Code>AuthenticationFailed</Code><Message>No.</Message></Error>", "application/xml");
        var table = await azurite.NewTableAsync(faults.Options());

        var refusal = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => table.SubmitTransactionAsync(TwoActions()));

        Assert.Equal("AuthenticationFailed", refusal.ErrorCode);
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

    private Task<TableClient> AnsweringAsync(string body, string type = Type) =>
        azurite.NewTableAsync(new Faults().Answer(HttpStatusCode.Accepted, body.ReplaceLineEndings("\r\n"), type).Options());
}
