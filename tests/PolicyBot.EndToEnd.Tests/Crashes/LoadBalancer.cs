using System.Net;
using System.Net.Sockets;

namespace PolicyBot.EndToEnd.Tests.Crashes;

/// <summary>One address on 127.0.0.1 for several Hosts: each connection goes to the next Host that accepts it, and ends with it.</summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<Uri>> _hosts;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private int _next;

    /// <param name="hosts">The Hosts as of now; those that do not listen are passed over.</param>
    public LoadBalancer(Func<IReadOnlyList<Uri>> hosts)
    {
        _hosts = hosts;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                open.RemoveAll(connection => connection.IsCompleted);
                open.Add(ForwardAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        {
            using var host = await ConnectAsync();
            if (host is null)
            {
                return;
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            var (up, down) = (client.GetStream(), host.GetStream());
            await Task.WhenAny(PumpAsync(up, down, end.Token), PumpAsync(down, up, end.Token));
            await end.CancelAsync();
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        var hosts = _hosts();
        var first = Interlocked.Increment(ref _next);
        for (var tried = 0; tried < hosts.Count; tried++)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, hosts[(first + tried) % hosts.Count].Port, _closing.Token);
                return client;
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                client.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken end)
    {
        try
        {
            await from.CopyToAsync(to, end);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // the other side is gone, or this one is to go
        }
    }
}
