namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>
/// A test in a browser. On a machine that has none it is skipped, with what to do about it; with <c>CI=true</c> it runs and fails.
/// </summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (InstalledBrowser.OfThisMachine.Find() is null && !InstalledBrowser.OfThisMachine.MustBeThere)
        {
            Skip = InstalledBrowser.Advice;
        }
    }
}
