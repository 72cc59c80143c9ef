using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Slack;

/// <summary>One call that reached the Web API or a response URL.</summary>
/// <param name="Method">Such as <c>chat.postMessage</c>, or <c>response_url</c>.</param>
/// <param name="Arguments">The arguments as far as the method reads them. Not to be changed.</param>
/// <param name="Error">The error that was answered; null: none.</param>
public sealed record SlackApiRequest(string Method, JsonObject Arguments, string? Error);
