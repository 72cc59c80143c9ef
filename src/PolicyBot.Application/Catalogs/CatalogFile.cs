using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>
/// Serves the catalog of a file, and takes up what changes in it. A version that does not load changes nothing: the old one keeps serving.
/// </summary>
/// <remarks>It looks at the content, at intervals: a mounted configuration is often swapped in ways that file notifications miss.</remarks>
/// <param name="path">The file, as it is named in faults.</param>
/// <param name="time">Says when to look again.</param>
/// <param name="onRead">
/// Told once of every new content, before it serves: to keep a good version, and to log faults and warnings.
/// False for a good version: it could not be kept, does not serve yet, and is read again at the next look.
/// </param>
public sealed class CatalogFile(string path, TimeProvider time, Func<CatalogReading, CancellationToken, Task<bool>> onRead) : ICatalog
{
    private string? _lastRead;
    private FilesBeside? _beside;
    private PolicyCatalog? _current;

    /// <summary>The version that serves now.</summary>
    /// <exception cref="InvalidOperationException">No version has loaded yet.</exception>
    public PolicyCatalog Current => Volatile.Read(ref _current) ?? throw new InvalidOperationException("No catalog has loaded yet.");

    /// <summary>Looks at the file once. Not to be called while another look is under way.</summary>
    /// <returns>The result of reading new content, valid or not; null: nothing is new, or the new content could not be stored.</returns>
    public async Task<CatalogReading?> LookAsync(CancellationToken cancellationToken)
    {
        CatalogReading reading;
        string content;
        FilesBeside? beside = null;
        try
        {
            content = await File.ReadAllTextAsync(path, cancellationToken);
            if (content == _lastRead && _beside?.HaveChanged != true)
            {
                return null;
            }

            beside = new FilesBeside(Path.GetDirectoryName(Path.GetFullPath(path))!);
            reading = CatalogReader.Read(path, content, beside);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            content = "\0" + exception.Message; // no file's text: the same trouble is told once, and a readable file again is new
            if (content == _lastRead)
            {
                return null;
            }

            reading = new CatalogReading.Bad([new CatalogFault(path, 1, "file", exception.Message)]);
        }

        if (!await onRead(reading, cancellationToken) && reading is CatalogReading.Good)
        {
            return null;
        }

        (_lastRead, _beside) = (content, beside);
        if (reading is CatalogReading.Good { Catalog: var catalog })
        {
            Volatile.Write(ref _current, catalog);
        }

        return reading;
    }

    /// <summary>Looks again and again, until it is stopped.</summary>
    /// <param name="every">The time between two looks.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task WatchAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await LookAsync(cancellationToken);
        }
    }
}
