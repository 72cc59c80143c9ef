using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Slack.SocketMode;
using PolicyBot.Slack.Tests.Inbound;

namespace PolicyBot.Slack.Tests.SocketMode;

/// <summary>A class of its own, so that others run beside it: the socket's own clock is the real one, and patient.</summary>
public sealed class SilentSocketTests
{
    [Fact]
    public async Task A_connection_whose_other_end_answers_no_ping_is_given_up_though_it_looks_open()
    {
        await using var slack = await ASlack.StartAsync();
        var address = new UriBuilder(slack.Api) { Scheme = "ws", Path = "/link/" }.Uri;
        var opening =
            SocketModeLink.OpenAsync(address, _ => Task.FromResult<JsonObject?>(null), TimeProvider.System, NullLogger.Instance, default);
        var silent = await slack.Sockets.NextAsync();
        await silent.HelloAsync(); // and from here on the server does not read
        await using var link = await opening;

        var end = await link.Ended.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(LinkEnd.Broken, end);
    }
}
