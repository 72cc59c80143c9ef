using System.Globalization;
using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Policies;

/// <summary>Words of a catalog for people.</summary>
/// <param name="Text">In every language that has none of its own.</param>
/// <param name="ByLanguage">In these languages, by code (ISO 639-1); null: in none.</param>
public sealed record Wording(string Text, IReadOnlyDictionary<string, string>? ByLanguage = null)
{
    /// <summary>In the language of the moment.</summary>
    [JsonIgnore]
    public string Said => ByLanguage?.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Text;

    /// <summary>In every language.</summary>
    [JsonIgnore]
    public IEnumerable<string> All => (ByLanguage?.Values ?? []).Append(Text);
}
