namespace PolicyBot.Lab.Slack.Api;

/// <summary>
/// Counts requests: a minute's window for each method (docs.slack.dev apis/web-api/rate-limits), and for new messages about one a second
/// and channel, of which two may come close together.
/// </summary>
internal sealed class ApiRates(TimeProvider time)
{
    private const int BurstPerChannel = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _requests = [];

    /// <summary>Counts a request, or says how many whole seconds it has to wait.</summary>
    /// <param name="method">The method.</param>
    /// <param name="perMinute">How many a minute.</param>
    /// <param name="channel">Where a message goes; null: it is none.</param>
    public int? Refuse(string method, int perMinute, string? channel)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var wait = Wait(method, perMinute, 60, now)
                ?? (channel is null ? null : Wait($"{method}|{channel}", BurstPerChannel, BurstPerChannel, now));
            if (wait is null)
            {
                Of(method).Add(now);
                Of($"{method}|{channel}").Add(now);
            }

            return wait;
        }
    }

    private int? Wait(string key, int allowed, int seconds, DateTimeOffset now)
    {
        var requests = Of(key);
        requests.RemoveAll(at => at <= now.AddSeconds(-seconds));
        return requests.Count < allowed
            ? null : Math.Max(1, (int)Math.Ceiling((requests[^allowed].AddSeconds(seconds) - now).TotalSeconds));
    }

    private List<DateTimeOffset> Of(string key)
    {
        if (!_requests.TryGetValue(key, out var requests))
        {
            _requests[key] = requests = [];
        }

        return requests;
    }
}
