using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Web.Api;

namespace PolicyBot.Web.Mcp;

/// <summary>
/// Runs the calls of agents: who calls, what came of it, and nothing of what was said, is a line in the log and a figure.
/// </summary>
internal sealed partial class AgentCalls(IHttpContextAccessor http, ILogger<AgentCalls> logger)
{
    private static readonly Meter Meter = new(AgentTelemetry.MeterName);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "policybot.agents.calls", "{call}", "Calls of tools by agents, by tool, key and outcome; a person's have the key \"person\".");

    /// <summary>Runs one.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="answer">Answers the caller.</param>
    public async Task<CallToolResult> RunAsync(string tool, Func<DoorCaller, Task<CallToolResult>> answer)
    {
        var caller = ApiAccess.CallerOf(http.HttpContext!);
        CallToolResult result;
        string outcome;
        try
        {
            result = await answer(caller);
            outcome = result.IsError == true ? "refused" : "answered";
        }
        catch (StoreUnavailableException)
        {
            result = new CallToolResult
            {
                IsError = true,
                Content = [new TextContentBlock { Text = "The store does not answer: try again in a moment." }],
            };
            outcome = "unavailable";
        }

        Calls.Add(1, [new("tool", tool), new("key", caller.LogName), new("outcome", outcome)]);
        Called(caller.LogName, tool, outcome);
        return result;
    }

    [LoggerMessage(EventId = 920, Level = LogLevel.Information, Message = "The agent of {Caller} called {Tool}: {Outcome}.")]
    private partial void Called(string caller, string tool, string outcome);
}

/// <summary>Names of what is measured of agents.</summary>
public static class AgentTelemetry
{
    /// <summary>Name of the meter, to subscribe to.</summary>
    public const string MeterName = "PolicyBot.Agents";
}
