using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing;

/// <summary>The sample catalog at the root of the repository.</summary>
public static class SampleCatalog
{
    public static PolicyCatalog Load() => Assert.IsType<CatalogReading.Good>(CatalogReader.Read("catalog.sample.yaml", Text())).Catalog;

    public static string Text() => Text("catalog.sample.yaml");

    /// <summary>The text of a file of the repository.</summary>
    /// <param name="path">From its root.</param>
    public static string Text(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PolicyBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution lies above the tests.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, path));
    }
}
