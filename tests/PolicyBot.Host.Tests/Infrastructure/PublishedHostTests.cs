using System.Diagnostics;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Infrastructure;

/// <summary>What the image starts, without an engine for containers.</summary>
public sealed class PublishedHostTests(PublishedHost published, AzuriteFixture azurite)
    : IClassFixture<PublishedHost>, IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task What_is_published_serves_as_somebody_else_who_may_write_nothing()
    {
        var (host, address) = published.Serve(azurite);
        using (host)
        {
            var output = host.StandardOutput.ReadToEndAsync();
            var errors = host.StandardError.ReadToEndAsync();
            try
            {
                var ready = PublishedHost.AskAsync(address, "/readyz");
                await Task.WhenAny(ready, host.WaitForExitAsync());

                Assert.True(ready.IsCompletedSuccessfully, host.HasExited ? await output + await errors : "It was not ready in time.");
                Assert.Equal("ready", await ready);
                Assert.Equal("alive", await PublishedHost.AskAsync(address, "/healthz"));
                Assert.InRange(MegabytesOf(host), 1, 512);
            }
            finally
            {
                host.Kill(entireProcessTree: true);
                await host.WaitForExitAsync();
            }
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(published.Empty));
    }

    [Fact]
    public void Nothing_is_published_that_the_product_does_not_need()
    {
        var names = Directory.EnumerateFiles(published.Program).Select(path => Path.GetFileName(path)!).ToList();

        Assert.Contains("PolicyBot.Host.dll", names);
        Assert.DoesNotContain(names, name => name.StartsWith("appsettings", StringComparison.Ordinal)
            || name.Contains("Lab", StringComparison.Ordinal) || name.EndsWith(".Tests.dll", StringComparison.Ordinal));
    }

    private static long MegabytesOf(Process host)
    {
        host.Refresh();
        return host.WorkingSet64 / (1024 * 1024);
    }
}
