namespace PolicyBot.Lab.Teams.Connector;

/// <summary>
/// Counts requests in sliding windows. Figures: "Optimize your bot with rate limiting in Teams", per bot and conversation, and 50 a second
/// for the app in a tenant.
/// </summary>
internal sealed class RequestRates(TimeProvider time)
{
    private static readonly (int Requests, int Seconds)[] _writes = [(7, 1), (8, 2), (60, 30), (1800, 3600)];
    private static readonly (int Requests, int Seconds)[] _reads = [(14, 1), (16, 2), (120, 30), (3600, 3600)];
    private static readonly (int Requests, int Seconds)[] _tenant = [(50, 1)];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _requests = [];

    /// <summary>Counts a request, or says how many whole seconds it has to wait.</summary>
    public int? Refuse(ConnectorOperation operation, string conversationId)
    {
        var reads = operation == ConnectorOperation.Members;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var wait = Wait("", _tenant, now) ?? Wait($"{reads}|{conversationId}", reads ? _reads : _writes, now);
            if (wait is null)
            {
                Of("").Add(now);
                Of($"{reads}|{conversationId}").Add(now);
            }

            return wait;
        }
    }

    private int? Wait(string key, (int Requests, int Seconds)[] windows, DateTimeOffset now)
    {
        var requests = Of(key);
        requests.RemoveAll(at => at <= now.AddSeconds(-windows[^1].Seconds));
        foreach (var (allowed, seconds) in windows)
        {
            var inside = requests.FindAll(at => at > now.AddSeconds(-seconds));
            if (inside.Count >= allowed)
            {
                return Math.Max(1, (int)Math.Ceiling((inside[^allowed].AddSeconds(seconds) - now).TotalSeconds));
            }
        }

        return null;
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
