using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack;

/// <summary>The doors of the Slack channel.</summary>
public static class SlackEndpoints
{
    /// <summary>Where Slack posts events.</summary>
    public const string Events = "/slack/events";

    /// <summary>Where Slack posts what people press, submit and choose.</summary>
    public const string Interactions = "/slack/interactions";

    /// <summary>Where Slack posts slash commands.</summary>
    public const string Commands = "/slack/commands";

    /// <summary>
    /// Maps <see cref="Events"/>, <see cref="Interactions"/> and <see cref="Commands"/>, where Slack is on: every method, because what is
    /// not POST is answered 405 by the door itself.
    /// </summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<SlackEndpoint>() is { } endpoint)
        {
            foreach (var path in (string[])[Events, Interactions, Commands])
            {
                routes.Map(path, (HttpContext context) => endpoint.HandleAsync(context));
            }
        }

        return routes;
    }
}
