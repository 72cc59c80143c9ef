namespace PolicyBot.EndToEnd.Tests.Browser;

public sealed class InstalledBrowserTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "programs");

    [Xunit.Fact]
    public void A_browser_that_is_named_is_taken_before_any_other()
    {
        var browser = Machine(_ => true, ("CHROMIUM_PATH", "/opt/mine/chrome"), ("PATH", Folder));

        Assert.Equal("/opt/mine/chrome", browser.Find());
    }

    [Xunit.Theory]
    [InlineData("chromium")]
    [InlineData("google-chrome")]
    [InlineData("microsoft-edge")]
    public void Chromium_Chrome_and_Edge_are_found_on_the_path(string name)
    {
        var program = Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

        var browser = Machine(path => path == program, ("PATH", $"{Path.GetTempPath()}{Path.PathSeparator}{Folder}"));

        Assert.Equal(program, browser.Find());
    }

    [Xunit.Fact]
    public void A_browser_without_a_window_is_taken_before_one_with() =>
        Assert.StartsWith(
            "chromium-headless-shell", Path.GetFileName(Machine(_ => true, ("PATH", Folder)).Find()), StringComparison.Ordinal);

    [Xunit.Fact]
    public void Without_a_browser_there_is_none_to_find()
    {
        var browser = Machine(_ => false, ("PATH", Folder), ("ProgramFiles", Folder));

        Assert.Null(browser.Find());
    }

    [Xunit.Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData(null, false)]
    public void Only_a_pipeline_must_have_one(string? ci, bool must)
    {
        var browser = Machine(_ => false, ("CI", ci));

        Assert.Equal(must, browser.MustBeThere);
    }

    private static InstalledBrowser Machine(Func<string, bool> exists, params (string Name, string? Value)[] environment) =>
        new(name => Array.Find(environment, variable => variable.Name == name).Value, exists);
}
