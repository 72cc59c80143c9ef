using System.Globalization;

namespace PolicyBot.Lab.Clock;

/// <summary>
/// The clock that the Host follows (<c>PolicyBot:DangerouslyFollowClock</c>): a file that holds how far ahead of the real time it is, as a
/// constant-format time span such as <c>14.00:00:00</c>. It only ever goes forward.
/// </summary>
public sealed class LabClock
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _real;
    private TimeSpan _offset;

    /// <summary>Takes up the offset in <paramref name="path"/> if it is there, else writes zero.</summary>
    /// <exception cref="FormatException">The file is there and holds something else.</exception>
    public LabClock(string path, TimeProvider real)
    {
        (Path, _real) = (System.IO.Path.GetFullPath(path), real);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (File.Exists(Path))
        {
            _offset = TimeSpan.ParseExact(File.ReadAllText(Path).Trim(), "c", CultureInfo.InvariantCulture);
        }
        else
        {
            Write(TimeSpan.Zero);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How far it is ahead of the real time; never negative.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_gate)
            {
                return _offset;
            }
        }
    }

    /// <summary>What the clock shows now, in UTC.</summary>
    public DateTimeOffset Now => _real.GetUtcNow() + Offset;

    /// <summary>Turns it on.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative: what has happened stays happened.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
        {
            Write(_offset + by);
            _offset += by;
        }
    }

    /// <summary>Turns it on to a moment; one that has passed leaves it as it is.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        var ahead = moment - Now;
        if (ahead > TimeSpan.Zero)
        {
            Advance(ahead);
        }
    }

    /// <summary>Written beside and moved, so that no reader ever sees half of it.</summary>
    private void Write(TimeSpan offset)
    {
        var half = Path + ".new";
        File.WriteAllText(half, offset.ToString("c", CultureInfo.InvariantCulture));
        File.Move(half, Path, overwrite: true);
    }
}
