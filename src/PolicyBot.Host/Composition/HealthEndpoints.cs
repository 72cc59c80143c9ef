using Microsoft.AspNetCore.Http.HttpResults;
using PolicyBot.Application.Ports;
using PolicyBot.Host.Catalog;
using PolicyBot.Slack.Outbound;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Host.Composition;

/// <summary>
/// <c>/healthz</c>: alive. <c>/readyz</c>: able to serve, because store and catalog are there. A channel that refuses us is named, but does
/// not make it 503: the other one goes on.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("alive"));
        routes.MapGet("/readyz", ReadyAsync);
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> ReadyAsync(
        StoreTables store, ServedCatalog catalog, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return !catalog.IsLoaded ? TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : services.GetService<SlackHealth>() switch
            {
                { Trouble: { } code } => TypedResults.Text($"ready, but Slack refuses the token ({code})"),
                { IsDisconnected: true } => TypedResults.Text("ready, but not connected to Slack"),
                _ => TypedResults.Text("ready"),
            };
    }
}
