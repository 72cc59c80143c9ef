using System.Globalization;
using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Finds the value that a text names for a field: a choice, a number.</summary>
internal static partial class SaidValues
{
    private const int FewWords = 4; // more are a sentence, and one of its words names nothing

    private static readonly HashSet<string> Small =
    [
        .. "a an the or and to of in on at it is we for".Split(' '),
        .. "oder und der die das den dem im von zu ist es wir für ein eine".Split(' '),
    ];

    private static readonly HashSet<string> Excluding = [.. "not non isnt outside except nicht außerhalb außer".Split(' ')];

    /// <summary>The one choice that is named in a text; null where none or several are.</summary>
    /// <remarks>Choices are known by value, title and, of common words, the other language; a longer word may begin with one of these:
    /// "Dienstkonto" is <c>service</c>.</remarks>
    public static FieldChoice? FindChoice(RequestField field, string said)
    {
        var choices = FieldWords.Choices(field);
        var names = choices.Select(choice => (Choice: choice, Names: Names(field, choice))).ToList();
        var plain = PolicyWords.Plain(said);
        var named = names.Where(one => one.Names.Contains(plain)).ToList();
        named = named.Count > 0 ? named : [.. names.Where(one => one.Names.Any(name => plain.Contains(name, StringComparison.Ordinal)))];
        if (named.Count == 0)
        {
            named = [.. plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(word => ChoiceWords.Longest(word, names, one => one.Names)).Distinct()];
        }

        string[] words =
            [.. plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1 && !Small.Contains(word))];
        if (named.Count == 0 && words.Length > 0)
        {
            // "eu" for eu-eea
            named = [.. names.Where(one => one.Names.Any(name => name.Contains(plain, StringComparison.Ordinal)))];
        }

        if (named.Count == 0 && words.Length <= FewWords)
        {
            // "somewhere in the EU"
            named = [.. names.Where(one => one.Names.Any(name =>
                words.Any(word => name.Contains($" {word} ", StringComparison.Ordinal))))];
        }

        return named is [var only] && (only.Names.Contains(plain) || !words.Any(IsExcludedFrom(only.Names))) ? only.Choice : null;
    }

    /// <summary>Whether a text is a choice that the open question offers: it is the answer, also if it could mean something else.</summary>
    public static bool Chooses(PolicyCatalog catalog, Draft draft, string text, DateOnly today) =>
        draft.Talk!.Open is { Length: > 0 } open
        && MessageInterpreter.FieldOf(catalog, draft, open, today) is { Kind: RequestFieldKind.Choice } field && IsChoice(field, text);

    /// <summary>
    /// Whether a text is the name of a choice and nothing besides; "it's confidential" is one, as nothing is ordered with it.
    /// </summary>
    public static bool IsChoice(RequestField field, string said) => FindChoice(field, said) is { } found
        && (Names(field, found).Contains(PolicyWords.Plain(said))
            || (ConfidentialWords.Read(said) == true && !ConfidentialWords.AreOrdered(said)));

    /// <summary>The one number of a text, as it is stored; null for none, or where it can be read in two ways.</summary>
    /// <remarks>"1,000" may be a thousand or one: the person who wrote it is asked.</remarks>
    public static string? ParseNumber(string said) => Figures().Matches(said) is [var only] && !Thousands().IsMatch(only.Value)
        && decimal.TryParse(only.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    // Between spaces, as Plain gives them.
    private static List<string> Names(RequestField field, FieldChoice choice)
    {
        IEnumerable<string> titles = field.Asked?.Choices.GetValueOrDefault(choice.Value)?.All
            ?? Languages.All.Select(language =>
            {
                using var spoken = Languages.Use(language);
                return FieldWords.Choices(field).First(one => one.Value == choice.Value).Title;
            });
        return [.. titles.Append(choice.Value).Select(PolicyWords.Plain).SelectMany(name => ChoiceWords.Of(name).Prepend(name)).Distinct()];
    }

    // "not in the EU" is no answer "eu-eea", but "not applicable" may be a choice.
    private static Func<string, bool> IsExcludedFrom(List<string> names) =>
        word => Excluding.Contains(word) && !names.Exists(name => name.Contains($" {word} ", StringComparison.Ordinal));

    [GeneratedRegex(@"-?[0-9]{1,20}(?:[.,][0-9]{1,10})?", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();

    [GeneratedRegex(@"[.,][0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();
}
