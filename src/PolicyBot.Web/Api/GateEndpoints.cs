using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PolicyBot.Application.Doors;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Api;

/// <summary>The gate: what makes an exception end in the world too.</summary>
internal sealed class GateEndpoints(GateQuestions questions, ActiveExceptions active)
{
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
        var (answer, field, why) = await questions.AskAsync(ApiAccess.CallerOf(context), policyId, asset, context.RequestAborted);
        return answer is not null ? TypedResults.Ok(answer)
            : field.Length > 0 ? ApiProblem.Field(field, why)
            : ApiProblem.Refused(StatusCodes.Status503ServiceUnavailable, "It can't be said.", why);
    }

    private async Task<IResult> ExportAsync(
        HttpContext context,
        [Description("opa or azure-policy.")] string? format = null,
        [Description("Only of a policy, by its id.")] string? policyId = null,
        [Description("Only of a thing, by its id or name.")] string? asset = null)
    {
        if (questions.WhyUnknown(policyId) is { } why)
        {
            return ApiProblem.Field("policyId", why);
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
}
