using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace PolicyBot.Slack.Tests;

internal sealed class AnEnvironment(bool development) : IHostEnvironment
{
    public string EnvironmentName { get; set; } = development ? Environments.Development : Environments.Production;

    public string ApplicationName { get; set; } = "PolicyBot.Slack.Tests";

    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
