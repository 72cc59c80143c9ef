namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>A Chromium, Chrome or Edge that this machine has already; nothing is downloaded.</summary>
internal sealed class InstalledBrowser(Func<string, string?> environment, Func<string, bool> exists)
{
    /// <summary>Path of the browser to use, before any other installed one.</summary>
    public const string PathVariable = "CHROMIUM_PATH";

    /// <summary>What to do when there is none.</summary>
    public const string Advice = "No Chromium, Chrome or Edge was found on this machine: install one, or name it in " + PathVariable + ".";

    // The shells first: without a window, the tests take half the processor time.
    private static readonly string[] Names =
        ["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
            "microsoft-edge", "microsoft-edge-stable", "msedge"];

    private static readonly string[] WindowsPlaces =
        [@"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe", @"Chromium\Application\chrome.exe"];

    private static readonly string[] MacPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    /// <summary>This machine's.</summary>
    public static InstalledBrowser OfThisMachine { get; } = new(Environment.GetEnvironmentVariable, File.Exists);

    /// <summary>
    /// The path of its program; null: there is none. One named in <see cref="PathVariable"/> is taken as it is, there or not.
    /// </summary>
    public string? Find() =>
        environment(PathVariable) is { Length: > 0 } named ? named : Places().FirstOrDefault(exists);

    /// <summary>
    /// Whether browser tests run here: where they must (<c>CI=true</c>), a missing browser is a failure and not an excuse.
    /// </summary>
    public bool MustBeThere => string.Equals(environment("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Places()
    {
        var folders = (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in Names)
        {
            foreach (var folder in folders)
            {
                yield return Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
            }
        }

        foreach (
            var root in new[] { environment("ProgramFiles"), environment("ProgramFiles(x86)"),
            environment("LocalAppData") }.OfType<string>())
        {
            foreach (var place in WindowsPlaces)
            {
                yield return Path.Combine(root, place);
            }
        }

        foreach (var place in MacPlaces)
        {
            yield return place;
        }
    }
}
