using System.Globalization;
using System.Text.RegularExpressions;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Finds the value that a text names for a field: a choice, a number.</summary>
internal static partial class SaidValues
{
    /// <summary>The one choice that is named in a text; null where none or several are.</summary>
    public static FieldChoice? FindChoice(RequestField field, string said)
    {
        var choices = FieldWords.Choices(field);
        var plain = PolicyWords.Plain(said);
        var named =
            choices.Where(choice =>
                string.Equals(choice.Value, said.Trim(), StringComparison.OrdinalIgnoreCase)
                || string.Equals(choice.Title, said.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        var within = named.Count > 0
            ? named : [
                .. choices.Where(choice =>
                    plain.Contains(PolicyWords.Plain(choice.Value), StringComparison.Ordinal)
                    || plain.Contains(PolicyWords.Plain(choice.Title), StringComparison.Ordinal))];
        if (within.Count == 0 && plain.Length > 3)
        {
            // "eu" for eu-eea
            within = [.. choices.Where(choice => PolicyWords.Plain(choice.Value).Contains(plain, StringComparison.Ordinal)
                || PolicyWords.Plain(choice.Title).Contains(plain, StringComparison.Ordinal))];
        }

        return within is [var one] ? one : null;
    }

    /// <summary>The one number of a text, as it is stored; null for none, or where it can be read in two ways.</summary>
    /// <remarks>"1,000" may be a thousand or one: the person who wrote it is asked.</remarks>
    public static string? ParseNumber(string said) => Figures().Matches(said) is [var only] && !Thousands().IsMatch(only.Value)
        && decimal.TryParse(only.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"-?[0-9]{1,20}(?:[.,][0-9]{1,10})?", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();

    [GeneratedRegex(@"[.,][0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();
}
