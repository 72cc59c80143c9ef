using System.Globalization;

namespace PolicyBot.Web;

/// <summary>Puts values into words from a resource.</summary>
internal static class WordsExtensions
{
    /// <summary>Fills <c>{0}</c> and the like.</summary>
    public static string With(this string words, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, words, values);
}
