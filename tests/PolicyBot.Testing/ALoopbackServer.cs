using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PolicyBot.Testing;

/// <summary>A web server on a free port of this machine that answers as a test says.</summary>
public sealed class ALoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ALoopbackServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    public static async Task<ALoopbackServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(answer);
        await application.StartAsync();
        return new ALoopbackServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
