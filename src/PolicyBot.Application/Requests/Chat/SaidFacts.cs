using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Puts what was understood of a text into a draft: beside what stands there, or in its place. Pure.</summary>
internal static class SaidFacts
{
    private const int LongestAnswer = 160;

    /// <summary>Puts into a draft what was understood and is not answered yet.</summary>
    public static Interpretation Fill(Interpretation heard, Understood understood)
    {
        foreach (var (field, value) in Facts(understood))
        {
            if (string.IsNullOrWhiteSpace(heard.Draft.Inputs.GetValueOrDefault(field)))
            {
                heard = heard.With(field, value);
            }
        }

        return heard;
    }

    /// <summary>The person objects, or sees the preview: what they name anew replaces the old answer.</summary>
    /// <returns>Null: they name nothing.</returns>
    public static Interpretation? Replace(PolicyCatalog catalog, Draft draft, string said, DateOnly today)
    {
        var understood = RequestWords.Read(said, catalog, today) with { Reason = null };
        var until = understood.Until
            ?? (said.Length <= LongestAnswer ? DateWords.InAnswer(said, today) ?? OpenEnds.InAnswer(said, today) : null);
        if (until is DayReading.Event && draft.Talk!.Open is { Length: > 0 } open && draft.Inputs.GetValueOrDefault(FieldIds.ExpiresOn) is
            { Length: > 0 } && MessageInterpreter.FieldOf(catalog, draft, open, today).TakesAnyText)
        {
            return null; // "no access until the audit is over": the end is known, so it is the answer
        }

        var heard = new Interpretation(draft);
        foreach (var (field, value) in Facts(understood with { Until = until }))
        {
            var before = draft.Inputs.GetValueOrDefault(field) ?? "";
            var adds = field == FieldIds.Assets && before.Length > 0; // one more asset, never fewer
            heard = heard.With(field, adds ? $"{before}\n{value}" : value);
        }

        return FieldAnswers.Unread(heard, MessageInterpreter.FieldOf(catalog, draft, FieldIds.ExpiresOn, today), until)
            ?? (heard.Noted.Count > 0 ? heard : EarlyAnswers.Renamed(catalog, draft, said, today));
    }

    private static IEnumerable<(string Field, string Value)> Facts(Understood understood)
    {
        if (understood.Policies is [var policy])
        {
            yield return (FieldIds.Policy, policy.Id);
        }

        if (understood.Scope is { Length: >= 3 } scope)
        {
            yield return (FieldIds.Scope, scope);
        }

        if (understood.Reason is { } reason)
        {
            yield return (FieldIds.Justification, reason);
        }

        if (understood.Until is DayReading.Day day)
        {
            yield return (FieldIds.ExpiresOn, RequestField.FormatDay(day.Value));
        }

        if (understood.Owner is { } owner)
        {
            yield return (FieldIds.Owner, owner);
        }

        if (understood.Assets.Count > 0)
        {
            yield return (FieldIds.Assets, string.Join('\n', understood.Assets));
        }

        if (understood.IsConfidential)
        {
            yield return (FieldIds.Confidential, "true");
        }
    }
}
