using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Application.Catalogs;

/// <summary>The files that a catalog names: holidays and assets. It remembers what it read, so that a change is seen.</summary>
/// <param name="folder">What paths in the catalog are relative to.</param>
public sealed class FilesBeside(string folder)
{
    private readonly Dictionary<string, (int Largest, string Hash, string Stamp)> _read = [];

    /// <summary>
    /// Whether a file that was read says something else now, or can no longer be read. One of the same length and time is not read again.
    /// </summary>
    public bool HaveChanged => _read.Any(known => Stamp(known.Key) != known.Value.Stamp
        && Hash(TextOrFault(known.Key, known.Value.Largest).Text) != known.Value.Hash);

    /// <summary>The text of a file; empty where it can't be read, with the reason.</summary>
    /// <param name="name">As the catalog names it.</param>
    /// <param name="largest">How many bytes it may have.</param>
    internal (string Text, string? Fault) Read(string name, int largest)
    {
        var path = Path.Combine(folder, name);
        var stamp = Stamp(path); // before the text: what is written between the two is read at the next look
        var (text, fault) = TextOrFault(path, largest);
        _read[path] = (largest, Hash(text), stamp);
        return (fault is null ? text : "", fault);
    }

    private static string Stamp(string path)
    {
        try
        {
            // of a link the file that it leads to: a mounted configuration is swapped in that way
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return target.Exists ? $"{target.FullName}|{target.Length}|{target.LastWriteTimeUtc.Ticks}" : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static (string Text, string? Fault) TextOrFault(string path, int largest)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: var length } && length > largest
                ? ("", $"It is larger than {largest / 1_000_000} MB.")
                : (File.ReadAllText(path), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ("\0" + exception.Message, exception.Message);
        }
    }
}
