using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack;

/// <summary>The doors of the Slack channel.</summary>
public static class SlackEndpoints
{
    /// <summary>Maps <c>/slack/events</c>, <c>/slack/interactions</c> and <c>/slack/commands</c>, where Slack is on: every method, because what is not POST is answered 405 by the door itself.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<SlackEndpoint>() is { } endpoint)
        {
            foreach (var path in (string[])["/slack/events", "/slack/interactions", "/slack/commands"])
            {
                routes.Map(path, (HttpContext context) => endpoint.HandleAsync(context));
            }
        }

        return routes;
    }
}
