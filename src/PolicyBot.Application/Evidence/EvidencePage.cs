using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// The page that checks and shows a bundle in a browser, without a network: one file. Its content security policy lets in its own script
/// and style by their hashes and nothing else.
/// </summary>
public static class EvidencePage
{
    private const string Folder = "PolicyBot.Application.Evidence.Page";

    /// <summary>The page, UTF-8.</summary>
    public static byte[] Render()
    {
        var (style, script) = (Part("page.css"), Part("page.js"));
        return Encoding.UTF8.GetBytes(Part("page.html")
            .Replace("{style-hash}", HashOf(style), StringComparison.Ordinal)
            .Replace("{script-hash}", HashOf(script), StringComparison.Ordinal)
            .Replace("{style}", style, StringComparison.Ordinal)
            .Replace("{script}", script, StringComparison.Ordinal));
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // With line feeds alone, however it was checked out: the browser hashes what it reads.
    private static string Part(string name)
    {
        using var stream = typeof(EvidencePage).Assembly.GetManifestResourceStream($"{Folder}.{name}")
            ?? throw new InvalidOperationException($"{name} is not part of the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
