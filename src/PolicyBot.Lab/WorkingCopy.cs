namespace PolicyBot.Lab;

/// <summary>Where the Lab finds what was built and written beside it.</summary>
public static class WorkingCopy
{
    /// <summary>The folder that holds the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The program runs outside a built working copy.</exception>
    public static string Root => Path.GetFullPath(Path.Combine(NpmPackages.Folder, "..", "..", ".."));

    /// <summary>The catalog that comes with the product.</summary>
    public static string SampleCatalog => Path.Combine(Root, "catalog.sample.yaml");

    /// <summary>
    /// The Host as this build made it: under artifacts, every project's output lies in a folder of its name, in one of the configuration.
    /// </summary>
    public static string HostAssembly
    {
        get
        {
            var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.Combine(Root, "artifacts", "bin", "PolicyBot.Host", configuration, "PolicyBot.Host.dll");
        }
    }
}
