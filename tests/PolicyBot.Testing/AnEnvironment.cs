using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace PolicyBot.Testing;

/// <summary>The host a service finds itself on.</summary>
public sealed class AnEnvironment(bool development) : IHostEnvironment
{
    public string EnvironmentName { get; set; } = development ? Environments.Development : Environments.Production;

    public string ApplicationName { get; set; } = "PolicyBot.Tests";

    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
