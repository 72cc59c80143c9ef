using System.Diagnostics.Metrics;

namespace PolicyBot.Slack.Outbound;

/// <summary>Whether Slack takes the bot's token: what was learnt from the last calls.</summary>
public sealed class SlackHealth : IDisposable
{
    private readonly Meter _meter = new(SlackTelemetry.MeterName);
    private readonly Lock _gate = new();
    private TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _works = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _trouble;

    /// <summary>Creates the instrument.</summary>
    public SlackHealth() => _meter.CreateObservableGauge(
        "policybot.slack.token_refused", () =>
            Trouble is null ? 0 : 1, "{token}", "1 while Slack refuses the bot's token: nothing goes out or is answered there.");

    /// <summary>
    /// Slack's own code for why it takes the token no more (<c>token_revoked</c>, <c>account_inactive</c>, …); null while it does.
    /// </summary>
    public string? Trouble
    {
        get
        {
            lock (_gate)
            {
                return _trouble;
            }
        }
    }

    /// <summary>Whether Socket Mode is on and not connected: nothing from Slack arrives.</summary>
    public bool IsDisconnected { get; internal set; }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Slack took the token.</summary>
    internal void Works()
    {
        lock (_gate)
        {
            if (_trouble is not null)
            {
                _trouble = null;
                _works.TrySetResult();
                _refused = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Slack refused the token.</summary>
    /// <param name="code">Slack's own code.</param>
    internal void Refused(string code)
    {
        lock (_gate)
        {
            if (_trouble is null)
            {
                _trouble = code;
                _works = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _refused.TrySetResult(_trouble);
        }
    }

    /// <summary>Ends when the token that was refused is taken again.</summary>
    internal Task RecoveryAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _works.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends when the token is refused, at once when it is refused already.</summary>
    /// <returns>Slack's own code.</returns>
    internal Task<string> RefusalAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _refused.Task.WaitAsync(cancellationToken);
        }
    }
}
