namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>What a channel does wrong for the length of a burst.</summary>
internal enum BurstKind
{
    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    Throttled,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>502.</summary>
    BadGateway,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>Carried out, and answered four seconds late.</summary>
    Late,

    /// <summary>Carried out, and the connection is cut without an answer.</summary>
    Cut,

    /// <summary>Carried out, and never answered.</summary>
    AnswerLost,

    /// <summary>Not carried out, and never answered.</summary>
    Silent,
}

/// <summary>One burst: each request of a channel that comes in this time meets the same fault.</summary>
internal sealed record Burst(string Channel, TimeSpan From, TimeSpan To, BurstKind Kind)
{
    public override string ToString() => FormattableString.Invariant($"{Channel} {From.TotalSeconds:0.0}-{To.TotalSeconds:0.0} {Kind}");
}

/// <summary>The bursts of a run: a third of the time, made from a seed alone.</summary>
internal static class BurstPlan
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private static readonly BurstKind[] _short =
    [
        BurstKind.Throttled, BurstKind.Throttled, BurstKind.ServerError, BurstKind.BadGateway, BurstKind.Unavailable, BurstKind.Late,
        BurstKind.Cut, BurstKind.Cut,
    ];

    // what takes the product's own ten seconds comes less often, and none near the end, where all would wait for it
    private static readonly BurstKind[] _all = [.. _short, BurstKind.AnswerLost, BurstKind.Silent];

    /// <summary>The same for the same seed.</summary>
    public static IReadOnlyList<Burst> From(int seed, TimeSpan length)
    {
        var bursts = new List<Burst>();
        foreach (var (channel, own) in new[] { ("teams", 0), ("slack", 1) })
        {
            var random = new Random((seed * 2) + own);
            for (var at = TimeSpan.FromMilliseconds(random.Next(200, 1_000)); at < length;)
            {
                var burst = TimeSpan.FromMilliseconds(random.Next(300, 1_500));
                var kinds = at < length - LongestCall ? _all : _short;
                bursts.Add(new Burst(channel, at, at + burst, kinds[random.Next(kinds.Length)]));
                at += burst + (burst * (1.5 + random.NextDouble()));
            }
        }

        return bursts;
    }
}
