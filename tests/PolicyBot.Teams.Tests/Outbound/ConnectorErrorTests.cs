using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PolicyBot.Application.Ports;
using PolicyBot.Teams.Outbound;

namespace PolicyBot.Teams.Tests.Outbound;

public sealed class ConnectorErrorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, "Bad Argument", ConnectorFault.BadRequest)]
    [InlineData(400, "BadSyntax", ConnectorFault.BadRequest)]
    [InlineData(401, "BotNotRegistered", ConnectorFault.Unauthorized)]
    [InlineData(403, "BotNotInConversationRoster", ConnectorFault.Unreachable)]
    [InlineData(403, "ForbiddenOperationException", ConnectorFault.Unreachable)]
    [InlineData(403, "BotDisabledByAdmin", ConnectorFault.Unreachable)]
    [InlineData(403, "ConversationBlockedByUser", ConnectorFault.Unreachable)]
    [InlineData(403, "NotEnoughPermissions", ConnectorFault.Forbidden)]
    [InlineData(403, "SomethingNew", ConnectorFault.Forbidden)]
    [InlineData(403, "InvalidBotApiHost", ConnectorFault.WrongHost)]
    [InlineData(404, "ConversationNotFound", ConnectorFault.Unreachable)]
    [InlineData(413, "MessageSizeTooBig", ConnectorFault.TooLarge)]
    [InlineData(413, "RequestEntityTooLarge", ConnectorFault.TooLarge)]
    [InlineData(418, "Teapot", ConnectorFault.BadRequest)]
    [InlineData(307, "Moved", ConnectorFault.WrongHost)]
    public void Codes_that_no_patience_helps_against(int status, string code, object fault)
    {
        var outcome = Error(status, $$$"""{"error":{"code":"{{{code}}}","message":"words"}}""")
            .ToOutcome<string>(repeatable: true, ConnectorTarget.Conversation);

        Assert.Equal(new ConnectorOutcome<string>.Never((ConnectorFault)fault, code), outcome);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    public void Nothing_was_done_yet(int status)
    {
        var outcome = Error(status, "").ToOutcome<string>(repeatable: false, ConnectorTarget.Conversation);

        Assert.Equal(new ConnectorOutcome<string>.Later(TimeSpan.FromSeconds(2), $"Http{status}", PauseReason.Throttled), outcome);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public void Nobody_knows_whether_it_was_done(int status)
    {
        var error = Error(status, "<html>Bad gateway</html>");

        Assert.IsType<ConnectorOutcome<string>.MaybeDelivered>(error.ToOutcome<string>(repeatable: false, ConnectorTarget.Conversation));
        Assert.IsType<ConnectorOutcome<string>.Later>(error.ToOutcome<string>(repeatable: true, ConnectorTarget.Message));
    }

    [Theory]
    [InlineData(ConnectorTarget.Message, ConnectorFault.MessageGone)]
    [InlineData(ConnectorTarget.Member, ConnectorFault.MemberNotFound)]
    [InlineData(ConnectorTarget.Conversation, ConnectorFault.Unreachable)]
    public void What_is_not_found_is_what_was_asked_for(object target, object fault)
    {
        var outcome = Error(404, "").ToOutcome<string>(repeatable: true, (ConnectorTarget)target);

        Assert.Equal(new ConnectorOutcome<string>.Never((ConnectorFault)fault, "Http404"), outcome);
    }

    [Theory]
    [InlineData("""{"error":{"code":"Throttled","message":"words"}}""", "Throttled")]
    [InlineData("""{"errorCode":209,"message":"{ \"subCode\":\"MessageWritesBlocked\", \"errorCode\":null }"}""", "MessageWritesBlocked")]
    [InlineData("""{"error":{"code":"NotEnoughPermissions","message":"{\"subCode\":\"MessageWritesBlocked\"}"}}""", "MessageWritesBlocked")]
    [InlineData("""{"errorCode":209,"message":"words"}""", "209")]
    [InlineData("""{"errorCode":209,"message":"{ broken"}""", "209")]
    [InlineData("""{"errorCode":"Text","message":"{}"}""", "Text")]
    [InlineData("""{"error":"words"}""", "Http403")]
    [InlineData("""{"error":{"code":""}}""", "Http403")]
    [InlineData("""[]""", "Http403")]
    [InlineData("", "Http403")]
    public void The_code_is_found_in_either_shape(string body, string code)
    {
        Assert.Equal(code, Error(403, body).Code);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("300", 60)]
    [InlineData("Fri, 20 Nov 2026 09:00:30 GMT", 30)]
    [InlineData("Fri, 20 Nov 2026 08:59:00 GMT", 0)]
    public void The_wait_is_a_number_of_seconds_or_a_date_and_a_minute_at_most(string retryAfter, int seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = RetryConditionHeaderValue.Parse(retryAfter);

        Assert.Equal(TimeSpan.FromSeconds(seconds), ConnectorError.From(response, [], Now).RetryAfter);
    }

    private static ConnectorError Error(int status, string body)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        return ConnectorError.From(response, Encoding.UTF8.GetBytes(body), Now);
    }
}
