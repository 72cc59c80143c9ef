using System.Globalization;

namespace PolicyBot.Application.Views;

/// <summary>
/// The languages that PolicyBot speaks. Words are made in the language of the moment (<see cref="Use"/>): the one of the person who is
/// answered or written to. What is stored in a record is made in <see cref="Default"/>.
/// </summary>
/// <remarks>One more language is one more <c>X.xx.resx</c> beside each file of words, and its code here.</remarks>
public static class Languages
{
    /// <summary>The language of those of whom none is known, of shared channels, and of what is stored.</summary>
    public const string Default = "en";

    private static readonly Dictionary<string, CultureInfo> Cultures =
        new[] { Default, "de" }.ToDictionary(code => code, CultureInfo.GetCultureInfo, StringComparer.Ordinal);

    /// <summary>Their codes (ISO 639-1).</summary>
    public static IReadOnlyCollection<string> All => Cultures.Keys;

    /// <summary>The language that words are made in just now.</summary>
    public static string Current =>
        Cultures.ContainsKey(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName
            : Default;

    /// <summary>The language of a locale such as <c>de-AT</c>; <see cref="Default"/> where it is not spoken.</summary>
    public static string FromLocale(string locale)
    {
        var code = locale.Split('-', '_')[0].ToLowerInvariant();
        return Cultures.ContainsKey(code) ? code : Default;
    }

    /// <summary>Makes words in a language until the result is disposed of. It holds for what is awaited meanwhile too.</summary>
    /// <param name="language">One of <see cref="All"/>.</param>
    public static Spoken Use(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Cultures.GetValueOrDefault(language) ?? Cultures[Default];
        return new Spoken(before);
    }

    /// <summary>A stretch of code that speaks a language.</summary>
    public readonly struct Spoken : IDisposable
    {
        private readonly CultureInfo _before;

        internal Spoken(CultureInfo before) => _before = before;

        /// <summary>Goes back to the language before.</summary>
        public void Dispose() => CultureInfo.CurrentUICulture = _before;
    }
}
