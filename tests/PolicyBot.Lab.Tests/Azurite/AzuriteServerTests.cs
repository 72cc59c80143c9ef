using System.Diagnostics;
using System.Net;
using PolicyBot.Lab.Azurite;

namespace PolicyBot.Lab.Tests.Azurite;

public sealed class AzuriteServerTests
{
    [Fact]
    public async Task It_answers_on_the_endpoint_of_its_connection_string()
    {
        await using var server = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(server.TableEndpoint + "/Tables"));

        Assert.Contains("TableEndpoint=" + server.TableEndpoint, server.ConnectionString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.StartsWith("Azurite", answer.Headers.Server.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_run_side_by_side()
    {
        await using var first = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        await using var second = await AzuriteServer.StartAsync(location: null, CancellationToken.None);

        Assert.NotEqual(first.Port, second.Port);
    }

    [Fact]
    public async Task Disposing_it_ends_its_process()
    {
        var server = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        using var process = Process.GetProcessById(server.ProcessId);

        await server.DisposeAsync();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(5)));
    }
}
