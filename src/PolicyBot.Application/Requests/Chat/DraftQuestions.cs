using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// Questions about the draft that is being written: whether it is confidential, and what it lacks. They change nothing. Pure.
/// </summary>
internal static partial class DraftQuestions
{
    /// <summary>Whether a text is one.</summary>
    public static bool Are(string text) => ConfidentialWords.Ask(text) || AsksWhatIsMissing(text) || GeneralQuestions.AskHowLong(text);

    /// <summary>What a question is answered with; the draft's open question stays.</summary>
    /// <returns>Null: it is none of these.</returns>
    public static Interpretation? Answer(PolicyCatalog catalog, Draft draft, string text, DateOnly today) =>
        ConfidentialWords.Ask(text) ? Told(draft, draft.Inputs.GetValueOrDefault(FieldIds.Confidential) == "true"
            ? Words.TalkIsConfidential : Words.TalkIsNotConfidential)
        : AsksWhatIsMissing(text) ? Told(draft, Missing(catalog, draft, today))
        : GeneralQuestions.AskHowLong(text) ? Told(draft, HowLong(catalog, draft, today))
        : null;

    /// <summary>What need not be answered is passed over: the person wants to see it whole.</summary>
    public static Interpretation PassOver(PolicyCatalog catalog, Draft draft, DateOnly today)
    {
        if (draft.Talk!.Doubt is not null)
        {
            return new(draft); // what was asked is asked again
        }

        while (NextQuestion.Find(catalog, draft, today) is var (_, next, _) && next.Length > 0
            && MessageInterpreter.IsOptional(catalog, draft, next, today) && !draft.Talk!.Skipped.Contains(next)
            && string.IsNullOrEmpty(draft.Inputs.GetValueOrDefault(next)))
        {
            draft = MessageInterpreter.Skip(draft, next).Draft;
        }

        return new(draft) { Fault = NextQuestion.Find(catalog, draft, today).Field.Length > 0 ? Words.TalkNotYet : Words.TalkPressSubmit };
    }

    private static Interpretation Told(Draft draft, string answer) =>
        new(draft) { Told = answer, Stays = draft.Talk!.Open.Length > 0 };

    private static string HowLong(PolicyCatalog catalog, Draft draft, DateOnly today) =>
        MessageInterpreter.FieldOf(catalog, draft, FieldIds.ExpiresOn, today) is { MaxDays: { } days, Latest: { } latest }
            ? FieldWords.Phrase(new FieldFault.TooLate(days, latest))
        : MessageInterpreter.PolicyOf(catalog, draft) is null ? Words.AnswerHowLongDepends : Words.AnswerNoLongest;

    private static string Missing(PolicyCatalog catalog, Draft draft, DateOnly today)
    {
        var (titled, next, _) = NextQuestion.Find(catalog, draft, today);
        var faults = RequestCheck.Read(catalog, titled.Inputs, draft.Person, today).Faults;
        var missing = MessageInterpreter.Fields(catalog, titled, today)
            .Where(field => faults.ContainsKey(field.Id)
                || field.Id == draft.Talk!.Doubt?.Field)
            .Where(field => field.Id != FieldIds.Title || !faults.ContainsKey(FieldIds.Scope)) // it is made of the scope
            .Select(ChatScreen.Label).ToList();
        return missing.Count > 0 ? Words.TalkMissing.With(string.Join("; ", missing.Select(label => label.TrimEnd('?', ':'))))
            : next.Length > 0 || draft.Talk!.Open.Length > 0 ? Words.TalkMissingNothingRequired : Words.TalkMissingNothing;
    }

    private static bool AsksWhatIsMissing(string text) => WhatIsMissing().IsMatch(text.Trim());

    [GeneratedRegex(
        @"^(?:(?:and|so|ok|okay|but|und|aber|also)\b[\s,]*)*(?:what(?:['’]?s|\s+is)?(?:\s+(?:still|else|now))*\s+" +
        @"(?:missing|lacking|left|open|needed)(?:\s+(?:here|now|still))?|(?:is\s+)?(?:there\s+)?(?:still\s+)?" +
        @"anything(?:\s+(?:still|else))*\s+(?:missing|lacking|left|needed)|" +
        @"what(?:\s+else)?\s+do\s+you(?:\s+still)?\s+need(?:\s+(?:from\s+me|to\s+know|now))*|" +
        @"was\s+(?:fehlt|fehlen)(?:\s+(?:denn|jetzt|noch|hier|alles))*|fehlt\s+(?:denn\s+)?(?:noch\s+)?(?:et)?was|" +
        @"was\s+(?:braucht|brauchst|brauchen)(?:\s+(?:du|ihr|sie))?\s+noch(?:\s+von\s+mir)?|was\s+ist\s+noch\s+offen)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatIsMissing();
}
