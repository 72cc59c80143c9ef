using Microsoft.AspNetCore.Http.HttpResults;
using PolicyBot.Core.Settling;
using PolicyBot.Host.Catalog;
using PolicyBot.Tables;

namespace PolicyBot.Host.Composition;

/// <summary><c>/healthz</c>: alive. <c>/readyz</c>: able to serve, because store and catalog are there.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("alive"));
        routes.MapGet("/readyz", ReadyAsync);
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> ReadyAsync(StoreTables store, ServedCatalog catalog, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
        }
        catch (RegisterUnavailableException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return catalog.IsLoaded ? TypedResults.Text("ready") : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
