using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.SignIn;

namespace PolicyBot.Web.Register;

/// <summary>The doors of the register page.</summary>
public static class RegisterEndpoints
{
    /// <summary>Where a session is ended.</summary>
    public const string Leave = $"{RegisterAddress.Page}/leave";

    /// <summary>Maps them, where people can reach a page.</summary>
    public static IEndpointRouteBuilder MapRegister(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<RegisterAddress>().Origin is null)
        {
            return routes;
        }

        var enter = routes.ServiceProvider.GetRequiredService<SignInEndpoint>();
        var pages = routes.ServiceProvider.GetRequiredService<RegisterEndpoint>();
        routes.MapGet(RegisterAddress.Enter, context => PageResponse.GuardAsync(context, enter.LookAsync));
        routes.MapPost(RegisterAddress.Enter, context => PageResponse.GuardAsync(context, enter.EnterAsync));
        routes.MapPost(Leave, context => PageResponse.GuardAsync(context, enter.LeaveAsync));
        routes.MapGet(RegisterAddress.Page, context => PageResponse.GuardAsync(context, pages.ListAsync));
        routes.MapGet(RegisterAddress.Page + "/{id}", context => PageResponse.GuardAsync(context, pages.RecordAsync));
        routes.MapGet(ExportEndpoint.Address, context => PageResponse.GuardAsync(context, pages.ExportAsync));
        routes.MapGet(OverviewPage.Address, context => PageResponse.GuardAsync(context, pages.OverviewAsync));
        foreach (var (file, type) in PageAssets.All)
        {
            routes.MapGet($"{RegisterAddress.Page}/{file}", context => PageAssets.SendAsync(context, file, type));
        }

        return routes;
    }
}
