using System.Globalization;

namespace PolicyBot.Host.Time;

/// <summary>This machine's clock and an offset from a file, which only ever grows. For Development: it lets a year pass in a minute.</summary>
internal sealed class FollowedClock(string path) : TimeProvider
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private TimeSpan _offset;
    private long _lookedAt;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset();

    private TimeSpan Offset()
    {
        lock (_gate)
        {
            if (_lookedAt == 0 || System.GetElapsedTime(_lookedAt) >= LookEvery)
            {
                _lookedAt = System.GetTimestamp();
                _offset = Read() is { } read && read > _offset ? read : _offset;
            }

            return _offset;
        }
    }

    private TimeSpan? Read()
    {
        try
        {
            return TimeSpan.TryParse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture, out var offset) ? offset : null;
        }
        catch (IOException)
        {
            return null; // being replaced just now
        }
    }
}
