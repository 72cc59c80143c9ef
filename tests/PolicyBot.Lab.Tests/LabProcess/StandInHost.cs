using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PolicyBot.Lab.Tests.LabProcess;

/// <summary>A program in the Host's place: it serves as told by ASPNETCORE_URLS, or does its one verb and ends.</summary>
internal static class StandInHost
{
    public static string Assembly => typeof(StandInHost).Assembly.Location;

    public static async Task<int> Main(string[] args)
    {
        if (args is ["audit", "verify"])
        {
            Console.WriteLine($"Verified {Environment.GetEnvironmentVariable("Storage__TablePrefix")}.");
            return 3;
        }

        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var application = builder.Build();
        application.MapGet("/healthz", () => Results.Ok());
        application.MapPost("/api/messages", () => Results.Ok());
        application.MapGet("/setting/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "(none)");
        application.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("Serving."));
        application.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("Asked to stop."));
        await application.RunAsync();
        return 0;
    }
}
