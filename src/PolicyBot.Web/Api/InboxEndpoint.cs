using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Notifications;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>The door through which a mail server hands on what comes back.</summary>
internal sealed class InboxEndpoint(MailReports reports)
{
    private const int LargestBody = 1024 * 1024;

    /// <summary>Maps it.</summary>
    public void Map(RouteGroupBuilder api) =>
        api.MapPost("/inbox", TakeAsync).WithMetadata(new NeedsScope(Scopes.Submit, IsForPeople: false)).WithName("takeMail")
            .WithSummary("Takes a report of mail that was not delivered").Accepts<string>("message/rfc822")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private async Task<Results<NoContent, ProblemHttpResult>> TakeAsync(
        HttpContext context, CancellationToken cancellationToken)
    {
        if (!ApiAccess.CallerOf(context).CanReportMail)
        {
            return ApiProblem.Refused(
                StatusCodes.Status403Forbidden, "This is for mail systems.",
                "A key of the scope submit opens it, and no token of a person.");
        }

        if (await RequestBody.ReadAsync(context.Request.BodyReader, LargestBody, cancellationToken) is not { } message)
        {
            return ApiProblem.Field("$", $"The body is larger than {LargestBody / 1024} KB.");
        }

        switch (await reports.TakeAsync(message, cancellationToken))
        {
            case ReportTaken.Taken:
                return TypedResults.NoContent();
            case ReportTaken.Again:
                context.Response.Headers.RetryAfter = "60";
                return ApiProblem.Refused(
                    StatusCodes.Status503ServiceUnavailable, "Administrators can't be told just now.", "Send the report again.");
            default:
                return ApiProblem.Refused(
                    StatusCodes.Status422UnprocessableEntity, "This is no report of delivery.",
                    "Only reports of mail that PolicyBot sent are taken (multipart/report, RFC 3464), and only where mail is on.");
        }
    }
}
