namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>Several cases in a browser: see <see cref="BrowserFactAttribute"/>.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (InstalledBrowser.OfThisMachine.Find() is null && !InstalledBrowser.OfThisMachine.MustBeThere)
        {
            Skip = InstalledBrowser.Advice;
        }
    }
}
