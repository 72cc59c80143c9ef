using System.Net;
using PolicyBot.Lab.Azurite;

namespace PolicyBot.Host.Tests.Composition;

public sealed class HealthTests
{
    [Fact]
    public async Task Without_its_store_it_is_alive_and_not_ready()
    {
        var store = await AzuriteServer.StartAsync(location: null, default);
        await using var host = await TheProgram.ServeAsync(TheProgram.Settings(store.ConnectionString, "PolicyBot"));
        using var client = new HttpClient { BaseAddress = host.Address };
        var (aliveBefore, readyBefore) = await AskAsync(client);

        await store.DisposeAsync();
        var (aliveAfter, readyAfter) = await AskAsync(client);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (aliveBefore, readyBefore));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (aliveAfter, readyAfter));
    }

    [Fact]
    public async Task Health_needs_no_token_and_tells_nothing_of_the_server()
    {
        await using var store = await AzuriteServer.StartAsync(location: null, default);
        await using var host = await TheProgram.ServeAsync(TheProgram.Settings(store.ConnectionString, "PolicyBot"));
        using var client = new HttpClient { BaseAddress = host.Address };

        using var answer = await client.GetAsync("/healthz");

        Assert.Equal("alive", await answer.Content.ReadAsStringAsync());
        Assert.Empty(answer.Headers.Server);
    }

    private static async Task<(HttpStatusCode Alive, HttpStatusCode Ready)> AskAsync(HttpClient client)
    {
        using var alive = await client.GetAsync("/healthz");
        using var ready = await client.GetAsync("/readyz");
        return (alive.StatusCode, ready.StatusCode);
    }
}
