using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>
/// Answers what is looked up while a person types in a choice of a card (MicrosoftDocs/msteams-docs <c>dynamic-search.md</c>).
/// </summary>
internal static class TypeaheadSearch
{
    /// <summary>The invoke's name.</summary>
    public const string Name = "application/search";

    private const string AnswerType = "application/vnd.microsoft.search.searchResponse";
    private const int Most = 15; // more are not shown

    /// <summary>Answers; an answer without results for who is not served and for what cannot be read.</summary>
    public static async Task AnswerAsync(HttpContext context, Activity invoke, FieldLookups lookups)
    {
        IReadOnlyList<FieldChoice> found = TeamsParser.AccountFrom(invoke) is { } account
            ? await lookups.FindAsync(account, Text(invoke.Value, "dataset"), Text(invoke.Value, "queryText"), Most, context.RequestAborted)
            : [];
        var answer = new JsonObject
        {
            ["statusCode"] = StatusCodes.Status200OK,
            ["type"] = AnswerType,
            ["value"] = new JsonObject
            {
                ["results"] = new JsonArray(
                    [.. found.Select(choice => new JsonObject { ["title"] = choice.Title, ["value"] = choice.Value })]),
            },
        };
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static string Text(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } query && query.TryGetProperty(name, out var text)
            && text is { ValueKind: JsonValueKind.String } && text.GetString() is { Length: <= InboundLimits.Id } typed ? typed : "";
}
