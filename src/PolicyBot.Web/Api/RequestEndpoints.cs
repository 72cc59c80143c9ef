using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Doors;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>The door through which portals and forms ask in a person's name.</summary>
internal sealed class RequestEndpoints(DoorRequests requests, DoorDrafts drafts)
{
    private const int LargestBody = 64 * 1024;
    private const int LongestCall = 255;

    /// <summary>Maps it.</summary>
    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/requests", SubmitAsync).WithMetadata(new NeedsScope(Scopes.Submit)).WithName("submitRequest")
            .WithSummary("Begins a request that its requester sends or discards in chat").Accepts<SubmitDocument>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/requests/{id}", FindAsync).WithMetadata(new NeedsScope(Scopes.Submit)).WithName("getRequest")
            .WithSummary("Says what became of a request that you began").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private async Task<Results<Accepted<SubmittedDocument>, ProblemHttpResult>> SubmitAsync(
        HttpContext context,
        [FromHeader(Name = "Idempotency-Key")]
        [Description("The same text at the same request made again: nothing is asked for twice.")] string? call = null)
    {
        if (call is { Length: 0 or > LongestCall })
        {
            return ApiProblem.Field("Idempotency-Key", $"It must have 1 to {LongestCall} characters.");
        }

        if (await RequestBody.ReadAsync(context.Request.BodyReader, LargestBody, context.RequestAborted) is not { } body)
        {
            return ApiProblem.Field("$", $"The body is larger than {LargestBody / 1024} KB.");
        }

        var (asked, field, why) = SubmitDocument.Read(body);
        if (asked is null)
        {
            return ApiProblem.Field(field, why);
        }

        var outcome = await requests.TakeAsync(
            ApiAccess.CallerOf(context), asked.RequesterEmail, asked.ToInputs(), call, context.RequestAborted);
        return outcome switch
        {
            DoorOutcome.Taken taken => TypedResults.Accepted(
                $"{ApiComposition.Address}/requests/{taken.Id}", ToDocument(taken.Id.Value, taken.State)),
            DoorOutcome.Faulty faulty => ApiProblem.Fields(
                faulty.Faults.ToDictionary(fault => SubmitDocument.NameOf(fault.Key), fault => new[] { fault.Value })),
            DoorOutcome.Unreachable => ApiProblem.Refused(
                StatusCodes.Status422UnprocessableEntity, "The requester can't be told.",
                "No chat reaches them now. They write to PolicyBot once in Teams or Slack; then send it again."),
            DoorOutcome.Later later => Later(context, later.After),
            DoorOutcome.TooManyWaiting => ApiProblem.Refused(
                StatusCodes.Status409Conflict, "Too many wait.",
                $"{DoorDrafts.MostWaiting} requests wait for the requester already: they send or discard one first."),
            _ => ApiProblem.Refused(
                StatusCodes.Status422UnprocessableEntity, "The Idempotency-Key was used.", "It came with another request before."),
        };
    }

    private async Task<Results<Ok<SubmittedDocument>, ProblemHttpResult>> FindAsync(HttpContext context, string id) =>
        await drafts.FindAsync(ApiAccess.CallerOf(context), id, context.RequestAborted) is { } state
            ? TypedResults.Ok(ToDocument(id.ToUpperInvariant(), state))
            : ApiProblem.Refused(StatusCodes.Status404NotFound, "There is no such request.", $"You began none with the number {id}.");

    private static ProblemHttpResult Later(HttpContext context, TimeSpan after)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblem.Refused(
            StatusCodes.Status503ServiceUnavailable, "The requester can't be told at the moment.",
            $"Send the same again in {seconds} s, with the same Idempotency-Key.");
    }

    private static SubmittedDocument ToDocument(string id, DoorState state) => new() { Id = id, State = ApiMapping.NameOf(state) };
}
