using System.Security.Cryptography;
using System.Text;
using PolicyBot.Domain;

namespace PolicyBot.Application.Catalogs;

/// <summary>A changed catalog that does not serve, as administrators are told of it.</summary>
/// <param name="faults">What is wrong with it.</param>
public sealed class RefusedCatalog(IReadOnlyList<CatalogFault> faults)
{
    private const int MostNamed = 5;

    /// <summary>The same for the same faults.</summary>
    public string Matter { get; } =
        $"catalog|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', faults))))[..16]}";

    /// <summary>The heading, and the faults with file, line and rule.</summary>
    public (string Heading, string Sentence) Words()
    {
        var named = faults.Take(MostNamed).Select(fault => (fault with { File = Path.GetFileName(fault.File) }).ToString());
        var more = faults.Count > MostNamed ? $"\n{CatalogWords.RefusedMore.With(faults.Count - MostNamed)}" : "";
        return (CatalogWords.RefusedHeading, $"{CatalogWords.RefusedText}\n{string.Join('\n', named)}{more}");
    }
}
