using System.Globalization;

namespace PolicyBot.Host.Time;

/// <summary>
/// This machine's clock and an offset from a file, which only ever grows. For Development: it lets a year pass in a minute.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="machine">This machine's clock.</param>
internal sealed class FollowedClock(string path, TimeProvider machine) : TimeProvider
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private TimeSpan _offset;
    private long _lookedAt;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + Offset();

    private TimeSpan Offset()
    {
        lock (_gate)
        {
            if (_lookedAt == 0 || machine.GetElapsedTime(_lookedAt) >= LookEvery)
            {
                _lookedAt = machine.GetTimestamp();
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
