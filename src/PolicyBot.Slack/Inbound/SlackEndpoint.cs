using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PolicyBot.Slack.Inbound;

/// <summary>The three endpoints, which are one: verify, parse, hand over, answer. Socket Mode hands over to the same three.</summary>
internal sealed class SlackEndpoint(SlackVerifier door, SlackEvents events, SlackInteractions interactions, SlackCommands commands)
{
    public async Task HandleAsync(HttpContext context)
    {
        switch (await door.ReceiveAsync(context.Request, context.RequestAborted))
        {
            case SlackVerifiedRequest.Refused refused:
                context.Response.StatusCode = refused.Status;
                await context.Response.WriteAsync(refused.Why, context.RequestAborted);
                break;
            case SlackVerifiedRequest.Challenged challenged:
                context.Response.ContentType = "text/plain; charset=utf-8";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                await context.Response.WriteAsync(challenged.Challenge, context.RequestAborted);
                break;
            case SlackVerifiedRequest.Event happened:
                context.Response.StatusCode = await events.TakeAsync(happened.Envelope)
                    ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                break;
            case SlackVerifiedRequest.Interaction interaction:
                await AnswerAsync(context.Response, await interactions.AnswerAsync(interaction.Payload, CancellationToken.None));
                break;
            case SlackVerifiedRequest.Command command:
                await AnswerAsync(context.Response, await commands.AnswerAsync(command.Typed, CancellationToken.None));
                break;
        }
    }

    // Without an answer the body must be really empty: any other makes Slack show that it had trouble (slackapi/bolt-js#554).
    private static async Task AnswerAsync(HttpResponse response, JsonObject? answer)
    {
        if (answer is not null)
        {
            response.ContentType = "application/json; charset=utf-8";
            await using var writer = new Utf8JsonWriter(response.BodyWriter);
            answer.WriteTo(writer);
        }
    }
}
