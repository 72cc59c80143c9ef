namespace PolicyBot.Lab;

/// <summary>Finds the npm packages that the build installs beside the Lab's sources.</summary>
public static class NpmPackages
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The Lab's npm folder: it holds <c>package.json</c> and <c>node_modules</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The program runs outside a built working copy.</exception>
    public static string Folder => Found.Value;

    /// <summary>Full path of a file inside an installed package.</summary>
    /// <param name="path">Below <c>node_modules</c>, with forward slashes, such as <c>azurite/package.json</c>.</param>
    /// <exception cref="DirectoryNotFoundException">The program runs outside a built working copy.</exception>
    public static string PathOf(string path) => Path.GetFullPath(Path.Combine(Folder, "node_modules", path));

    // Both `dotnet run` and test hosts start from artifacts/, which lies inside the working copy.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "src", "PolicyBot.Lab", "npm");
            if (Directory.Exists(Path.Combine(candidate, "node_modules")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException(
            $"No src/PolicyBot.Lab/npm/node_modules above {AppContext.BaseDirectory}: build PolicyBot.Lab in its working copy first.");
    }
}
