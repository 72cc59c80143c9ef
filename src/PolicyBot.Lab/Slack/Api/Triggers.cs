namespace PolicyBot.Lab.Slack.Api;

/// <summary>The triggers that clicks give out: once, for 3 seconds (docs.slack.dev interactivity/handling-user-interaction).</summary>
internal sealed class Triggers(TimeSpan lasts, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trigger> _issued = [];

    /// <summary>A new trigger for this person.</summary>
    /// <param name="userId">Who clicked.</param>
    /// <param name="inModal">Whether the click was inside a modal: only such a trigger pushes.</param>
    public string Issue(string userId, bool inModal)
    {
        var now = time.GetUtcNow();
        var id = $"{now.ToUnixTimeMilliseconds()}.{Math.Abs(userId.GetHashCode(StringComparison.Ordinal))}.{SlackDirectory.Secret()}";
        lock (_gate)
        {
            foreach (var old in _issued.Where(old => old.Value.Until < now.AddMinutes(-1)).Select(old => old.Key).ToList())
            {
                _issued.Remove(old);
            }

            _issued[id] = new Trigger(userId, inModal, now + lasts, Used: false);
        }

        return id;
    }

    /// <summary>Whose trigger it is, used up by this; or the error.</summary>
    public (Trigger? Trigger, string? Error) Exchange(string? id)
    {
        lock (_gate)
        {
            if (id is null || !_issued.TryGetValue(id, out var trigger))
            {
                return (null, "invalid_trigger_id");
            }

            _issued[id] = trigger with { Used = true };
            return trigger.Used
                ? (null, "exchanged_trigger_id") : trigger.Until < time.GetUtcNow() ? (null, "expired_trigger_id") : (trigger, null);
        }
    }
}

/// <summary>A trigger that was given out.</summary>
internal sealed record Trigger(string UserId, bool InModal, DateTimeOffset Until, bool Used);
