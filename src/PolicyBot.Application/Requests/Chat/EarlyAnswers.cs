using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Answers to questions that were not asked yet: "account type: service", "a service account", "12 accounts". They are kept, told as
/// noted, and not asked for again; what stands already stays. Pure.
/// </summary>
internal static partial class EarlyAnswers
{
    private const int FewestLetters = 4;

    private static readonly HashSet<string> Joints =
    [
        .. "from the is are of a an on or and to vom von aus dem der die das ist sind im in oder und".Split(' '),
    ];

    private static readonly HashSet<string> Negations =
    [
        .. "no not non isnt without never instead kein keine keinen keinem nicht ohne nie statt".Split(' '),
    ];

    private static readonly HashSet<string> Leads =
    [
        .. "a an the it s its is that this es ist ein eine einen einer das der die rather lieber doch besser".Split(' '),
    ];

    /// <summary>Puts the answers into the draft that a text gives beside what it was asked for.</summary>
    public static Interpretation Fill(PolicyCatalog catalog, Interpretation heard, string text, DateOnly today)
    {
        foreach (var (field, said) in Labelled(text, MessageInterpreter.PolicyOf(catalog, heard.Draft)))
        {
            var set = FieldAnswers.Set(catalog, heard.Draft, field, said, today);
            heard = !IsEmpty(heard, field) ? heard
                : set.Noted.Contains(field) ? heard.With(field, set.Draft.Inputs[field])
                : heard with { Draft = heard.Draft with { Talk = heard.Draft.Talk! with { Doubt = set.Draft.Talk!.Doubt } } };
        }

        foreach (var (field, value) in Own(catalog, heard.Draft, text, today).Where(one => IsEmpty(heard, one.Field)).ToList())
        {
            heard = heard.With(field, value);
        }

        return heard;
    }

    /// <summary>A text without the lines that name their field, "Scope: svc-build": what they say is no part of a sentence.</summary>
    /// <param name="policy">The policy it is about, whose own fields have names too; null for none.</param>
    public static string WithoutLabelled(string text, Policy? policy) =>
        Lines().Replace(text, line => FieldOf(line, policy) is null ? line.Value : "\n");

    /// <summary>Words that are all the name of a choice of one question, whichever: "no, a server".</summary>
    /// <returns>Null: they say something else too, or fit more than one question.</returns>
    public static Interpretation? Renamed(PolicyCatalog catalog, Draft draft, string said, DateOnly today)
    {
        var words = PolicyWords.Plain(said).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Leads.Contains(word)).ToList();
        List<string> WithoutLabel(RequestField field) =>
            [.. words.Where(word => !LabelOf(field).Exists(asked => Begins(word, asked)))];
        return MessageInterpreter.Fields(catalog, draft, today)
            .Where(field => field is { Kind: RequestFieldKind.Choice } and ({ Own: not null } or { Asked: not null }))
            .Select(field => (field.Id, Choice: WithoutLabel(field) is [var only] ? SaidValues.FindChoice(field, only) : null))
            .Where(one => one.Choice is not null).ToList() is [var (id, choice)]
            ? new Interpretation(draft).With(id, choice!.Value) : null;
    }

    /// <summary>The one answer to a question of the policy that stands in a text beside its words: "12 accounts".</summary>
    /// <returns>Null: none does, or several.</returns>
    public static (string Field, string Value)? Only(PolicyCatalog catalog, Draft draft, string text, DateOnly today) =>
        Own(catalog, draft, text, today).ToList() is [var only] ? only : null;

    private static bool IsEmpty(Interpretation heard, string field) => string.IsNullOrEmpty(heard.Draft.Inputs.GetValueOrDefault(field));

    // What only stands before a colon is a name there, and none in a sentence.
    private static string? FieldOf(Match line, Policy? policy) => line.Groups["name"].Value.Trim().ToLowerInvariant() switch
    {
        "until" or "bis" => FieldIds.ExpiresOn,
        "why" or "warum" => FieldIds.Justification,
        var name => Corrections.FieldOf(name, policy) is { } field && field != FieldIds.Policy ? field : null,
    };

    private static IEnumerable<(string Field, string Said)> Labelled(string text, Policy? policy) => Lines().Matches(text)
        .Select(line => (Field: FieldOf(line, policy), Said: line.Groups["value"].Value.Trim()))
        .Where(one => one.Field is not null).Select(one => (one.Field!, one.Said));

    private static IEnumerable<(string Field, string Value)> Own(PolicyCatalog catalog, Draft draft, string text, DateOnly today)
    {
        string[] words = PolicyWords.Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var field in MessageInterpreter.Fields(catalog, draft, today).Where(field => field.Own is not null))
        {
            var label = LabelOf(field);
            var value = field.Kind switch
            {
                RequestFieldKind.Choice => Choice(field, words, label),
                RequestFieldKind.Number => Number(words, label),
                _ => null,
            };
            if (value is not null && field.Check(value) is null)
            {
                yield return (field.Id, value);
            }
        }
    }

    private static List<string> LabelOf(RequestField field) => field.Own is not { } own ? [] :
    [
        .. PolicyWords.Plain(own.Label).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= FewestLetters && !Joints.Contains(word)),
    ];

    // Beside a word of the question: "a service account", "reachable from the internet".
    private static string? Choice(RequestField field, string[] words, List<string> label)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, _) in words.Index().Where(pair => label.Exists(asked => Begins(pair.Item, asked))))
        {
            var next = at + 1;
            while (next < words.Length && next < at + 3 && Joints.Contains(words[next]))
            {
                next++;
            }

            int[] beside = [at - 1, next];
            foreach (var there in beside.Where(there =>
                there >= 0 && there < words.Length && !label.Contains(words[there]) && !Joints.Contains(words[there])))
            {
                if (SaidValues.FindChoice(field, words[there]) is { } choice
                    && !words[Math.Max(0, Math.Min(at, there) - 3)..Math.Min(at, there)].Any(Negations.Contains))
                {
                    found.Add(choice.Value);
                }
            }
        }

        return found.Count == 1 ? found.First() : null;
    }

    private static string? Number(string[] words, List<string> label)
    {
        var found = words.Index().Where(pair => pair.Index > 0 && label.Exists(asked => Begins(pair.Item, asked)))
            .Select(pair => words[pair.Index - 1]).Where(before => before.Length < 7 && before.All(char.IsAsciiDigit)).Distinct().ToList();
        return found is [var only] ? SaidValues.ParseNumber(only) : null;
    }

    // One of the other's forms: "accounts" and "account".
    private static bool Begins(string word, string asked) =>
        word.StartsWith(asked, StringComparison.Ordinal) && word.Length <= asked.Length + 2
        || asked.StartsWith(word, StringComparison.Ordinal) && word.Length >= FewestLetters && asked.Length <= word.Length + 2;

    [GeneratedRegex(@"(?:^|[\n;])[ \t*•-]*(?<name>[\p{L} ]{2,40}?)[ \t]*[:=][ \t]*(?<value>[^\n;]*[^\s;])", RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
