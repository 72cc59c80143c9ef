using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>The doors that read the register.</summary>
internal sealed partial class ReadEndpoints(
    DoorPages pages, IEventStore store, ICatalogVersions versions, ICatalog catalog, TimeProvider time, ILogger<ReadEndpoints> logger)
{
    private const int LongestPlace = 200;

    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/exceptions", ListAsync).WithMetadata(new NeedsScope(Scopes.Read)).WithName("listExceptions")
            .WithMetadata(new KnownParameters([.. KnownParameters.OfList, "after"]))
            .WithSummary("Lists exceptions, what ends or lapses first").ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/exceptions/export", ExportAsync).WithMetadata(new NeedsScope(Scopes.Export)).WithName("exportExceptions")
            .WithMetadata(new KnownParameters([.. KnownParameters.OfList, "format"]))
            .WithSummary("Takes exceptions away as csv, xlsx or jsonl")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/exceptions/{id}", GetAsync).WithMetadata(new NeedsScope(Scopes.Read)).WithName("getException")
            .WithSummary("Reads one exception").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/exceptions/{id}/history", HistoryAsync).WithMetadata(new NeedsScope(Scopes.Read)).WithName("getHistory")
            .WithSummary("Reads the events of one exception, as they are stored").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/exceptions/{id}/why", WhyAsync).WithMetadata(new NeedsScope(Scopes.Read)).WithName("getReasons")
            .WithSummary("Says why the people who decide do").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private async Task<Results<Ok<ExceptionPage>, ProblemHttpResult>> ListAsync(
        HttpContext context,
        [AsParameters] ListParameters asked,
        [Description("next of the page before; empty for the beginning.")] string? after = null)
    {
        if (after is { Length: > LongestPlace })
        {
            return ApiProblem.Field("after", "It is not what a page gave as next.");
        }

        var (query, problem) = asked.Read(catalog.Current);
        return query is null ? problem! : TypedResults.Ok(ApiMapping.ToPage(
            await pages.ListAsync(ApiAccess.CallerOf(context), query, after ?? "", context.RequestAborted)));
    }

    private async Task<Results<Ok<ExceptionDocument>, ProblemHttpResult>> GetAsync(HttpContext context, string id) =>
        await pages.FindAsync(ApiAccess.CallerOf(context), id, context.RequestAborted) is { } state
            ? TypedResults.Ok(ApiMapping.ToDocument(state, catalog.Current, time.GetUtcNow()))
            : ApiProblem.NotFound(id);

    private async Task<Results<Ok<HistoryDocument>, ProblemHttpResult>> HistoryAsync(HttpContext context, string id) =>
        await pages.FindRecordAsync(ApiAccess.CallerOf(context), id, context.RequestAborted) is { } record
            ? TypedResults.Ok(ApiMapping.ToHistory(record))
            : ApiProblem.NotFound(id);

    private async Task<Results<Ok<WhyDocument>, ProblemHttpResult>> WhyAsync(HttpContext context, string id) =>
        await pages.FindAsync(ApiAccess.CallerOf(context), id, context.RequestAborted) is { } state
            ? TypedResults.Ok(new WhyDocument
            {
                Id = state.Id.Value,
                Parts = [.. pages.Explain(state).Select(part => new WhyPart { Label = part.Label, Text = part.Text })],
                ReviewPolicy = ApiMapping.ToReviewPolicy(state),
            })
            : ApiProblem.NotFound(id);

    private async Task<IResult> ExportAsync(
        HttpContext context, [AsParameters] ListParameters asked, [Description("csv, xlsx or jsonl (the default).")] string? format = null)
    {
        if (!Enum.TryParse<ExportFormat>(format ?? nameof(ExportFormat.Jsonl), ignoreCase: true, out var form) || !Enum.IsDefined(form))
        {
            return ApiProblem.Field("format", $"\"{format}\" is none of csv, xlsx, jsonl.");
        }

        var (query, problem) = asked.Read(catalog.Current);
        if (query is null)
        {
            return problem!;
        }

        var (caller, leftOut) = (ApiAccess.CallerOf(context), 0);
        var rows = new ExceptionExport(store, new ServedCatalogs(versions), time).RowsForAsync(
            pages.SubjectOf(caller), pages.Filter(caller, query), form == ExportFormat.Jsonl, (_, _) => leftOut++, context.RequestAborted);
        await ExportResponse.SendAsync(context, form, rows, time.GetUtcNow());
        if (leftOut > 0)
        {
            LeftOut(leftOut);
        }

        return Results.Empty;
    }

    [LoggerMessage(EventId = 911, Level = LogLevel.Warning,
        Message = "An export by key left {Count} exceptions out that cannot be read: policybot audit verify names them.")]
    private partial void LeftOut(int count);
}
