namespace PolicyBot.Host.Tests;

/// <summary>A file in a folder of its own, gone at the end of the test.</summary>
internal sealed class AFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("policybot-test-");

    /// <summary>A path at which nothing is yet.</summary>
    public AFile(string name) => Path = System.IO.Path.Combine(folder.FullName, name);

    /// <summary>A file with a text in it.</summary>
    public AFile(string name, string text)
        : this(name) => Write(text);

    public string Path { get; }

    public void Write(string text) => File.WriteAllText(Path, text);

    public void Dispose() => folder.Delete(recursive: true);
}
