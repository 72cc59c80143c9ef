using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>
/// <c>POST /api/messages</c>: verify, parse, then either answer in the response (a pressed button commits first), or keep what came,
/// acknowledge, and work on it after.
/// </summary>
internal sealed partial class TeamsEndpoint(
    TeamsVerifier door, TeamsInbox inbox, TeamsChannel channel, InteractionRouter desk, InboundIntake intake, FieldLookups lookups,
    ILogger<TeamsEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        switch (await door.ReceiveAsync(context.Request, context.RequestAborted))
        {
            case TeamsVerifiedRequest.Refused refused:
                context.Response.StatusCode = refused.Status;
                await context.Response.WriteAsync(refused.Why);
                break;
            case TeamsVerifiedRequest.Admitted { Activity: { Type: ActivityTypes.Invoke } invoke }:
                channel.HeardAt(invoke.ServiceUrl, invoke.TenantId);
                await InvokeAsync(context, invoke);
                break;
            case TeamsVerifiedRequest.Admitted { Activity: var activity }:
                channel.HeardAt(activity.ServiceUrl, activity.TenantId);
                await TakeAsync(context, activity);
                break;
        }
    }

    private async Task InvokeAsync(HttpContext context, Activity invoke)
    {
        if (invoke.Name == TypeaheadSearch.Name)
        {
            await TypeaheadSearch.AnswerAsync(context, invoke, lookups);
            return;
        }

        if (invoke.Name != "adaptiveCard/action")
        {
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        using var language = Languages.Use(
            TeamsParser.AccountFrom(invoke) is { } account ? desk.LanguageOf(account) : Languages.FromLocale(invoke.Locale ?? ""));
        var response = await AnswerAsync(invoke);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(response.ToUtf8Json(), CancellationToken.None);
    }

    private async Task<AdaptiveCardInvokeResponse> AnswerAsync(Activity invoke)
    {
        if (!AdaptiveCardInvokeValue.TryRead(invoke.Value, out var value, out var refusal))
        {
            return refusal;
        }

        if (!Verbs.All.Contains(value.Verb))
        {
            return AdaptiveCardInvokeResponse.BadRequest("BadRequest", TeamsWords.UnknownVerb);
        }

        if (TeamsParser.FindNoText(value.Data) is { } field)
        {
            return AdaptiveCardInvokeResponse.BadRequest("BadRequest", NoText(field));
        }

        if (TeamsParser.AccountFrom(invoke) is not { } account)
        {
            return AdaptiveCardInvokeResponse.Message(TeamsWords.Anonymous);
        }

        try
        {
            // Not the request's token: a client that hangs up must not undo what is half done.
            using var limit = new CancellationTokenSource(TeamsClient.AnswerWithin + ExceptionCommits.Longest);
            var answer =
                await desk.PressAsync(TeamsParser.SenderFrom(invoke, account), TeamsParser.ActionFrom(value.Verb, value.Data), limit.Token);
            if (answer.LeavesCardUnchanged)
            {
                return AdaptiveCardInvokeResponse.Message(answer.View.Summary);
            }

            var drawn = channel.Draw(answer.View);
            return drawn.Length > TeamsCards.LongestTaken // it would refuse that without telling us
                ? AdaptiveCardInvokeResponse.Message(TeamsChannel.Instead(drawn, "MessageSizeTooBig"))
                : AdaptiveCardInvokeResponse.Card(drawn.Json);
        }
#pragma warning disable CA1031 // The edge: a bug becomes an error at the card with an id that the person can quote.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var id = FaultId.Current;
            PressFailed(fault, value.Verb, id);
            return AdaptiveCardInvokeResponse.Fault(FaultId.Words(TeamsWords.Fault, id));
        }
    }

    private static string NoText(string field) => string.Format(CultureInfo.InvariantCulture, TeamsWords.NoText, field);

    private async Task TakeAsync(HttpContext context, Activity activity)
    {
        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.InstallationUpdate))
        {
            return; // 200: unknown types and names will come, and mean nothing to us
        }

        if (TeamsParser.FindNoText(activity.Value) is { } field)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(NoText(field));
            return;
        }

        if (activity.Text?.Length > InboundIntake.LongestText)
        {
            activity = activity with { Text = "" };
        }

        var key = activity.Id is { Length: > 0 } ? $"{activity.Conversation?.Id}|{activity.Id}" : "";
        var payload = JsonSerializer.Serialize(activity with { Attachments = null }, TeamsJson.Lenient.Activity);
        try
        {
            await intake.TakeAsync(inbox.Channel, key, payload, cancellationToken => inbox.WorkAsync(activity, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // nothing is kept: Teams may deliver it again
        }
    }

    [LoggerMessage(EventId = 630, Level = LogLevel.Error, Message = "Teams press failed: {Verb}; fault {Id}.")]
    private partial void PressFailed(Exception fault, string verb, string id);
}
