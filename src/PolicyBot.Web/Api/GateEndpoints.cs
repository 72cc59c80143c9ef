using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>The gate: what makes an exception end in the world too.</summary>
internal sealed class GateEndpoints(ActiveExceptions active, ICatalog catalog)
{
    private const int LongestAsset = 300;

    /// <summary>Maps it.</summary>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/active", FindAsync).WithMetadata(new NeedsScope(Scopes.Active)).WithName("getActive")
            .WithMetadata(new KnownParameters("policyId", "asset"))
            .WithSummary("Says whether an approved exception covers a thing now").ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/active/export", ExportAsync).WithMetadata(new NeedsScope(Scopes.Active)).WithName("exportActive")
            .WithMetadata(new KnownParameters("format", "policyId", "asset"))
            .WithSummary("What is in force, as a document for OPA or Azure Policy that ends with the exception")
            .Produces(StatusCodes.Status200OK, contentType: "application/gzip")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private async Task<Results<Ok<ActiveDocument>, ProblemHttpResult>> FindAsync(
        HttpContext context,
        [Description("The id of a policy.")] string? policyId = null,
        [Description("The id of a thing, as requests name it, or its name in the catalog's list of assets.")] string? asset = null)
    {
        if (string.IsNullOrWhiteSpace(policyId) && string.IsNullOrWhiteSpace(asset))
        {
            return ApiProblem.Field("policyId", "Name a policy (policyId), a thing (asset), or both.");
        }

        if (asset is { Length: > LongestAsset })
        {
            return ApiProblem.Field("asset", $"It is longer than {LongestAsset} characters.");
        }

        var answer = await active.FindAsync(
            ApiAccess.CallerOf(context), policyId?.Trim() ?? "", asset?.Trim() ?? "", context.RequestAborted);

        if (answer.States.Count == 0 && answer.HasMore)
        {
            return ApiProblem.Refused(
                StatusCodes.Status503ServiceUnavailable, "It can't be said.", "Too many exceptions name it: ask with policyId and asset.");
        }

        // A misspelt policy must not look like one that nothing is excepted from; one that left the catalog may still have some.
        return WhyUnknown(policyId) is { } problem && answer.States.Count == 0
            ? problem
            : TypedResults.Ok(ApiMapping.ToActive(answer, NameOf(policyId)));
    }

    private async Task<IResult> ExportAsync(
        HttpContext context,
        [Description("opa or azure-policy.")] string? format = null,
        [Description("Only of a policy, by its id.")] string? policyId = null,
        [Description("Only of a thing, by its id or name.")] string? asset = null)
    {
        if (WhyUnknown(policyId) is { } problem)
        {
            return problem;
        }

        if (format is not ("opa" or "azure-policy"))
        {
            return ApiProblem.Field("format", $"\"{format}\" is neither opa nor azure-policy.");
        }

        var answer = await active.AllAsync(
            ApiAccess.CallerOf(context), policyId?.Trim() ?? "", asset?.Trim() ?? "", context.RequestAborted);
        if (format == "azure-policy")
        {
            return Results.Text(AzurePolicyDocument.Write(answer), "text/plain; charset=utf-8");
        }

        var bundle = OpaBundle.Write(answer);
        context.Response.Headers.ETag = bundle.ETag;
        return context.Request.Headers.IfNoneMatch.Contains(bundle.ETag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bundle.Bytes, "application/gzip", "policybot-active.tar.gz");
    }

    private string? NameOf(string? policyId) =>
        string.IsNullOrWhiteSpace(policyId) ? null : catalog.Current.Policy(policyId.Trim())?.Id ?? policyId.Trim();

    private ProblemHttpResult? WhyUnknown(string? policyId) =>
        string.IsNullOrWhiteSpace(policyId) || catalog.Current.Policy(policyId.Trim()) is not null
            ? null
            : ApiProblem.Field("policyId", $"The catalog has no policy \"{policyId}\".");
}
