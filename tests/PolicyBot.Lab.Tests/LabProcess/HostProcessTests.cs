using System.Net;
using System.Net.Sockets;
using PolicyBot.Lab.LabProcess;

namespace PolicyBot.Lab.Tests.LabProcess;

public sealed class HostProcessTests
{
    [Fact]
    public async Task A_Host_that_does_not_start_is_reported_with_what_it_wrote()
    {
        var missing = Path.Combine(AppContext.BaseDirectory, "no-such-host.dll");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            HostProcess.StartAsync(missing, new Uri("http://127.0.0.1:1/"), new Dictionary<string, string>(), CancellationToken.None));

        Assert.Contains("no-such-host.dll", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_is_left_to_whoever_has_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var chosen = HostProcess.ChoosePort(port);

        Assert.NotEqual(port, chosen);
    }
}
