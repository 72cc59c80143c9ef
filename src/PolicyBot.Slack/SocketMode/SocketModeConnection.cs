using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.SocketMode;

/// <summary>
/// Keeps a connection of Socket Mode open: the next one is opened, and has heard its hello, before the last is closed. Broken ones are
/// opened anew after a pause that grows; where the app-level token is refused or Socket Mode switched off, it ends and says so.
/// </summary>
/// <param name="time">The real time.</param>
internal sealed partial class SocketModeConnection(
    SlackClient client, SocketModeEnvelopes envelopes, SlackHealth health, AdministratorNotices administrators, TimeProvider time,
    ILogger<SocketModeConnection> logger)
    : BackgroundService
{
    /// <summary>The first pause after a failure; each further one is twice as long.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>A connection that lasted this long was a good one.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(30);

    private static readonly HashSet<string> Final = new(StringComparer.Ordinal)
    {
        "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "user_removed_from_team", "team_disabled",
            "not_allowed_token_type",
    };

    private SocketModeLink? _serving;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            health.IsDisconnected = true;
            await TellAsync(await ServeAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // it was stopped
        }
        finally
        {
            health.IsDisconnected = true;
            if (_serving is not null)
            {
                await _serving.DisposeAsync();
            }
        }
    }

    /// <returns>Why it is never to be tried again, in Slack's own code.</returns>
    private async Task<string> ServeAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            var attempt = await OpenAsync(cancellationToken);
            if (attempt is Attempt.Final final)
            {
                return final.Code;
            }

            if (attempt is not Attempt.Opened { Link: var link })
            {
                health.IsDisconnected = _serving is not { IsOpen: true };
                // one that is to be replaced and still open goes on serving meanwhile
                await Task.Delay(PauseAfter(failures++), time, cancellationToken);
                continue;
            }

            var last = _serving;
            _serving = link;
            health.IsDisconnected = false;
            Connected();
            if (last is not null)
            {
                await last.DisposeAsync();
            }

            var opened = time.GetTimestamp();
            var end = await link.Ended.WaitAsync(cancellationToken);
            if (end == LinkEnd.Disabled)
            {
                return "link_disabled";
            }

            health.IsDisconnected = end == LinkEnd.Broken;
            failures = time.GetElapsedTime(opened) >= Good ? 0 : failures + 1;
            if (end == LinkEnd.TooMany || failures > 0)
            {
                await Task.Delay(PauseAfter(failures - 1), time, cancellationToken);
            }
        }
    }

    private async Task<Attempt> OpenAsync(CancellationToken cancellationToken)
    {
        switch (await client.AppsConnectionsOpenAsync(cancellationToken))
        {
            case SlackReply.Done done when Uri.TryCreate(done.Text("url"), UriKind.Absolute, out var address)
                && (address.Scheme == "wss" || address is { Scheme: "ws", IsLoopback: true }):
                return await ConnectAsync(address, cancellationToken);
            case SlackReply.Refused refused when Final.Contains(refused.Code):
                return new Attempt.Final(refused.Code);
            case SlackReply.Later { After: var wait } when wait > FirstPause:
                await Task.Delay(wait, time, cancellationToken);
                return new Attempt.Failed();
            default:
                return new Attempt.Failed();
        }
    }

    private async Task<Attempt> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return new Attempt.Opened(await SocketModeLink.OpenAsync(address, envelopes.TakeAsync, time, logger, cancellationToken));
        }
        catch (Exception failure) when (failure is WebSocketException or TimeoutException or HttpRequestException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            NotOpened(failure.GetType().Name); // not the failure itself: the address in it is a secret as long as it lives
            return new Attempt.Failed();
        }
    }

    // Half of it by chance, so that many hosts do not all come back at once.
    private static TimeSpan PauseAfter(int failures)
    {
        var full = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Clamp(failures, 0, 10)));
        return full / 2 + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)(full / 2).TotalMilliseconds + 1));
    }

    private async Task TellAsync(string code, CancellationToken cancellationToken)
    {
        Ended(code);
        try
        {
            await administrators.TellAsync(
                $"slack|socket|{code}",
                () => (SlackWords.SocketEnded, string.Format(CultureInfo.InvariantCulture, SlackWords.SocketEndedWhatToDo, code)),
                cancellationToken);
        }
        catch (StoreUnavailableException outage)
        {
            NotTold(outage);
        }
    }

    [LoggerMessage(EventId = 734, Level = LogLevel.Information, Message = "Connected to Slack by Socket Mode.")]
    private partial void Connected();

    [LoggerMessage(EventId = 735, Level = LogLevel.Warning,
        Message = "Socket Mode connection failed ({Failure}): it is retried.")]
    private partial void NotOpened(string failure);

    [LoggerMessage(EventId = 736, Level = LogLevel.Error,
        Message = "Socket Mode stopped ({Code}): nothing from Slack arrives until this is fixed and PolicyBot is restarted.")]
    private partial void Ended(string code);

    [LoggerMessage(EventId = 737, Level = LogLevel.Warning,
        Message = "Notice to administrators failed: they do not know yet that Socket Mode stopped.")]
    private partial void NotTold(Exception outage);

    private abstract record Attempt
    {
        private Attempt()
        {
        }

        public sealed record Opened(SocketModeLink Link) : Attempt;

        public sealed record Failed : Attempt;

        public sealed record Final(string Code) : Attempt;
    }
}
