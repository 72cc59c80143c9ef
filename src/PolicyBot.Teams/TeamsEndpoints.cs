using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams;

/// <summary>The door of the Teams channel.</summary>
public static class TeamsEndpoints
{
    /// <summary>Maps <c>/api/messages</c>: every method, because what is not POST is answered 405 by the door itself.</summary>
    public static IEndpointConventionBuilder MapTeams(this IEndpointRouteBuilder routes) =>
        routes.Map("/api/messages", (HttpContext context) =>
            context.RequestServices.GetRequiredService<TeamsEndpoint>().HandleAsync(context));
}
