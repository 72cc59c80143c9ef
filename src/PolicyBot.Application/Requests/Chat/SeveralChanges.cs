using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Takes a hurried text apart that changes several answers, or answers and changes: "scope is svc-build, oh and end date 3 April",
/// "until 2 May, not confidential, team HR". Pure.
/// </summary>
internal static partial class SeveralChanges
{
    private const int Longest = 600;
    private const int MostWordsOfChoice = 3;

    /// <summary>Makes all the changes that a text says.</summary>
    /// <returns>Null: it is one change, one answer, or none.</returns>
    public static Interpretation? Read(PolicyCatalog catalog, Draft draft, string text, DateOnly today)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var parts = Split(catalog, draft, text, today);
        var (open, changes) = (draft.Talk!.Open, parts.Count(part => part.Change is not null));
        var answers = open.Length > 0 && parts is [{ Change: null, IsCourtesy: false }, ..];
        if (parts is [{ Change: not null, IsMarked: true }])
        {
            return Make(catalog, draft, parts[0].Change!, today);
        }

        if (parts.Count < 2 || changes == 0
            || (changes == 1 && !answers && parts.Exists(part => part is { Change: null, IsCourtesy: false })))
        {
            return null;
        }

        var (heard, asked) = (new Interpretation(draft), open);
        foreach (var (at, part) in parts.Index().Where(part => !part.Item.IsCourtesy))
        {
            var before = heard.Draft with { Talk = heard.Draft.Talk! with { Open = open } };
            var said = part.Change is { } change ? Make(catalog, before, change, today)
                : at == 0 && answers ? MessageInterpreter.Interpret(catalog, before, part.Said, today)
                : MessageInterpreter.NotUnderstood(before, part.Said);
            asked = said.Stays && said.Fault is not null ? said.Draft.Talk!.Open : asked;
            heard = heard with
            {
                Draft = said.Draft,
                Noted = [.. heard.Noted.Except(said.Noted), .. said.Noted],
                Fault = heard.Fault is null || said.Fault is null ? heard.Fault ?? said.Fault : $"{heard.Fault} {said.Fault}",
                Offers = said.Offers.Count > 0 ? said.Offers : heard.Offers,
                Stays = heard.Stays || said.Stays,
            };
        }

        heard = EarlyAnswers.Fill(catalog, heard, text, today);
        return heard with
        {
            Draft = heard.Draft with { Talk = heard.Draft.Talk! with { Open = asked } },
            Stays = heard.Stays && asked.Length > 0 && !heard.Noted.Contains(asked),
        };
    }

    /// <summary>Takes what names its field out of a text that begins a request: "…, oh and end date 3 April, team HR".</summary>
    /// <returns>The rest of the text, and what was taken.</returns>
    public static (string Left, IReadOnlyList<Correction> Changes) TakeNamed(
        PolicyCatalog catalog, Draft draft, string text, DateOnly today)
    {
        var taken = text.Length > Longest ? [] : Split(catalog, draft, text, today).Skip(1)
            .Where(part => part is { Change: { } change, IsPlain: false } && (!part.IsText || part.IsMarked)
                && change.Field != FieldIds.Policy)
            .ToList();
        foreach (var part in Enumerable.Reverse(taken))
        {
            text = $"{text[..part.Start].TrimEnd()} {text[part.End..].TrimStart()}".Trim();
        }

        return (text.TrimEnd(',', ';', ' '), [.. taken.Select(part => part.Change!)]);
    }

    /// <summary>Makes a change whose field is empty.</summary>
    public static Interpretation Fill(PolicyCatalog catalog, Interpretation heard, Correction change, DateOnly today)
    {
        var made = Make(catalog, heard.Draft, change, today);
        return !string.IsNullOrEmpty(heard.Draft.Inputs.GetValueOrDefault(change.Field)) ? heard
            : made.Noted.Contains(change.Field) ? heard.With(change.Field, made.Draft.Inputs[change.Field])
            : heard with
            {
                Draft = heard.Draft with { Talk = heard.Draft.Talk! with { Doubt = made.Draft.Talk!.Doubt ?? heard.Draft.Talk.Doubt } },
            };
    }

    private static Interpretation Make(PolicyCatalog catalog, Draft draft, Correction change, DateOnly today)
    {
        var made = change.Adds
            ? FieldAnswers.Add(catalog, draft, change.Field, change.Value, today)
            : FieldAnswers.Set(catalog, draft, change.Field, change.Value, today);
        return made.Fault is null && change.Field == draft.Talk!.Open ? made.Passed(change.Field) : made;
    }

    private static List<Part> Split(PolicyCatalog catalog, Draft draft, string text, DateOnly today)
    {
        var marked = DateWords.Marked(text, today);
        var parts = new List<Part>();
        var (from, more) = (0, false);
        foreach (var (start, end) in Borders().Matches(marked).Select(border => (border.Index, border.Index + border.Length))
            .Append((text.Length, text.Length)))
        {
            if (text[from..start] is var clause && clause.Any(char.IsLetterOrDigit))
            {
                Take(clause, from, start);
            }

            from = end;
        }

        return parts;

        void Take(string clause, int first, int last)
        {
            var lead = Lead().Match(clause);
            var said = clause[lead.Length..].Trim();
            more |= lead.Groups["more"].Success;
            if (said.Length == 0)
            {
                return; // "oh and"
            }

            var isMarked = more;
            more = false;
            var change = Find(catalog, draft, said, today);
            var isText = change is not null && MessageInterpreter.FieldOf(catalog, draft, change.Field, today).Kind
                is RequestFieldKind.Text or RequestFieldKind.Lines;
            if (parts.Count == 0 || (change is not null && (isMarked || !IsWeak(change, isText))))
            {
                parts.Add(new Part(said, change, IsCourtesy(clause, said))
                {
                    Start = first + lead.Length,
                    End = last,
                    IsText = isText,
                    IsMarked = isMarked,
                    IsPlain = change is not null && IsDay(said, today),
                });
                return;
            }

            // what changes nothing goes on with the text before it
            var before = parts[^1];
            if (before is { Change: null, IsCourtesy: false } or { IsText: true })
            {
                var whole = text[before.Start..last].Trim();
                parts[^1] = before with { Said = whole, End = last, Change = Find(catalog, draft, whole, today) ?? before.Change };
            }
            else if (change is null)
            {
                parts.Add(new Part(said, null, IsCourtesy(clause, said)) { Start = first + lead.Length, End = last });
            }
            else
            {
                parts.Add(new Part(said, change, false) { Start = first + lead.Length, End = last, IsText = isText });
            }
        }

        // Within an answer in free words a clause may only sound like a change: "we log it, the scope is small".
        bool IsWeak(Correction change, bool isText) => parts[0] is { Change: null, IsCourtesy: false }
            && draft.Talk!.Open is { Length: > 0 } open && MessageInterpreter.FieldOf(catalog, draft, open, today).TakesAnyText
            && (isText || change.Field != FieldIds.Confidential && !string.IsNullOrEmpty(draft.Inputs.GetValueOrDefault(change.Field)));
    }

    private static Correction? Find(PolicyCatalog catalog, Draft draft, string said, DateOnly today)
    {
        var policy = MessageInterpreter.PolicyOf(catalog, draft);
        var read = Corrections.Read(said, policy, today);
        var open = draft.Talk!.Open;
        if (read is { Field.Length: > 0 }
            && !(read.IsBare && open.Length > 0 && MessageInterpreter.FieldOf(catalog, draft, open, today).TakesAnyText))
        {
            var set = FieldAnswers.Set(catalog, draft, read.Field, read.Value, today);
            return set.Fault is null || read.Ordered && set.Draft.Talk!.Doubt is not null || read.Field == FieldIds.Owner
                || read.Field == FieldIds.ExpiresOn && DateWords.InAnswer(read.Value, today) is not null ? read : null;
        }

        said = read is { Ordered: false } ? read.Value : said;
        return IsDay(said, today) ? new Correction(FieldIds.ExpiresOn, said, Ordered: true)
            : said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostWordsOfChoice
                && EarlyAnswers.Renamed(catalog, draft, said, today) is { Noted: [var field] } named
                ? new Correction(field, named.Draft.Inputs[field], Ordered: true)
            : said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostWordsOfChoice
                && EarlyAnswers.Only(catalog, draft, said, today) is { } only ? new Correction(only.Field, only.Value, Ordered: true)
            : null;
    }

    private static bool IsDay(string said, DateOnly today) =>
        DateWords.Whole(said, today) is not null && DateWords.Find(said, today)[0].Lead is DayLead.Until or DayLead.For;

    private static bool IsCourtesy(string clause, string said) =>
        said.Length == 0 || Objection().IsMatch(clause) || FillerWords.IsAll(said) || ChatWords.AsksToSend(said);

    [GeneratedRegex(
        @"[,;\n]+\s*|[.!](?=\s|$)\s*|\s+(?=(?:and|und|oh|ach|also|plus|außerdem|ausserdem|btw|by the way|übrigens|sowie|but|aber)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Borders();

    [GeneratedRegex(
        @"^\s*(?:(?:(?<more>(?:oh|ach)(?:\s+(?:ja|yes|yeah|right|so))?|also|btw|by the way|übrigens|außerdem|ausserdem|plus|auch|" +
        @"noch)|and|und|please|pls|bitte|then|dann|so|but|" +
        @"aber|ok|okay|sowie)\b[\s,:]*)*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^\W*(?:(?:oh|ah|ach|no|nope|nein|nee|nö|sorry|actually|eigentlich|wait|moment|halt|doch|nicht|hm+|hey|hi|quatsch|" +
        @"correction|korrektur|" +
        @"(?:scrap|scratch|strike|forget|ignore)\s+(?:that|this|it)|(?:vergiss|vergessen sie|streich\w*|ignorier\w*)\s+(?:das|es))\b\W*)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Objection();

    private sealed record Part(string Said, Correction? Change, bool IsCourtesy)
    {
        public int Start { get; init; }

        public int End { get; init; }

        public bool IsText { get; init; }

        /// <summary>"oh and …": it does not go on with what was said before.</summary>
        public bool IsMarked { get; init; }

        /// <summary>A day that is read in any sentence.</summary>
        public bool IsPlain { get; init; }
    }
}
