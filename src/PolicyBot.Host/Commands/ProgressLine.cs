using System.Globalization;

namespace PolicyBot.Host.Commands;

/// <summary>
/// Says on the error stream how far long work is: how many, and how many a second. On a terminal one line that is written over; where that
/// stream goes to a file or a log, a line every few seconds. Work that is soon done says nothing.
/// </summary>
internal sealed class ProgressLine(TextWriter to, bool isTerminal, TimeProvider time, string what) : IAsyncDisposable
{
    /// <summary>How often it speaks on a terminal.</summary>
    internal static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(500);

    /// <summary>How often it speaks elsewhere.</summary>
    internal static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();
    private readonly TimeSpan _every = isTerminal ? OnTerminal : Elsewhere;
    private TimeSpan _next = isTerminal ? OnTerminal : Elsewhere;
    private long _count;
    private int _widest;

    /// <summary>The progress of a command, on the error stream of this process.</summary>
    /// <param name="what">What is counted, such as <c>exceptions</c>.</param>
    public static ProgressLine Begin(string what) => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System, what);

    /// <summary>One more is done.</summary>
    public async ValueTask StepAsync()
    {
        _count++;
        var passed = time.GetElapsedTime(_started);
        if (passed >= _next)
        {
            _next = passed + _every;
            await WriteAsync(passed, "…", isLast: false);
        }
    }

    /// <summary>Says how much was done and how long it took, where something was said before.</summary>
    public async ValueTask DisposeAsync()
    {
        var passed = time.GetElapsedTime(_started);
        if (_next > _every)
        {
            await WriteAsync(passed, $" in {passed.TotalSeconds.ToString("N0", CultureInfo.InvariantCulture)} s.", isLast: true);
        }
    }

    private async Task WriteAsync(TimeSpan passed, string end, bool isLast)
    {
        var rate = _count / Math.Max(passed.TotalSeconds, 0.001);
        var line = string.Create(CultureInfo.InvariantCulture, $"{_count:N0} {what}, {rate:N0} a second{end}");
        var text = isTerminal ? $"\r{line.PadRight(_widest)}" : line;
        _widest = Math.Max(_widest, line.Length);
        await (isTerminal && !isLast ? to.WriteAsync(text) : to.WriteLineAsync(text));
        await to.FlushAsync();
    }
}
