using PolicyBot.Domain;

namespace PolicyBot.Application.SignIn;

/// <summary>What a browser calls itself, in few words: <c>Firefox on Windows</c>. Proves nothing; a person may recognise it.</summary>
public static class BrowserName
{
    // Each names those that came before it too.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>The words, in the language of the moment.</summary>
    /// <param name="userAgent">The header of that name; may be anything.</param>
    public static string From(string? userAgent) => (Find(Browsers, userAgent), Find(Systems, userAgent)) switch
    {
        ({ } browser, { } system) => Words.BrowserOn.With(browser, system),
        ({ } browser, null) => browser,
        (null, { } system) => Words.BrowserUnknownOn.With(system),
        _ => Words.BrowserUnknown,
    };

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        known.Where(one => userAgent?.Contains(one.Mark, StringComparison.Ordinal) == true).Select(one => one.Name).FirstOrDefault();
}
