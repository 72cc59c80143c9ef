using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>What typed words do to a draft: the answer to the open question, a correction, or nothing that was understood. Pure.</summary>
internal static class MessageInterpreter
{
    /// <summary>An area in the place of a policy: its policies are offered.</summary>
    public const string AreaPrefix = "area:";

    private const int LongestQuestion = 160;

    /// <summary>Interprets a typed text.</summary>
    /// <param name="proposal">What a model reads in it; null: none does. It says what the rules leave open.</param>
    public static Interpretation Interpret(
        PolicyCatalog catalog, Draft draft, string text, DateOnly today, RequestProposal? proposal = null) =>
        FieldAnswers.Limited(catalog, draft, Read(catalog, draft, text, today, proposal), today);

    /// <summary>Puts what was understood of a text into the draft that it begins.</summary>
    public static Interpretation Begin(PolicyCatalog catalog, Interpretation heard, Understood understood, string text, DateOnly today)
    {
        var empty = heard.Draft;
        heard = Fill(heard, understood);
        if (!understood.AsksForOne && understood.Policies.Count == 0 && heard.Noted.All(noted => noted == FieldIds.Justification))
        {
            // A long text in words that are not known here: it is what the person has to say.
            heard = heard.With(FieldIds.Justification, text) with { Fault = Words.TalkKept };
        }

        heard = EarlyAnswers.Fill(catalog, heard, text, today);
        var day = FieldOf(catalog, heard.Draft, FieldIds.ExpiresOn, today);
        if (understood.Policies is { Count: > 1 } several)
        {
            return FieldAnswers.Doubted(heard, day, understood.Until).Unanswered(FieldIds.Policy, Words.TalkSeveralPolicies) with
            {
                Offers = [.. several.Select(OfferPolicy)],
            };
        }

        return FieldAnswers.Limited(
            catalog, empty, understood.Until is null ? heard : FieldAnswers.Unread(heard, day, understood.Until) ?? heard, today);
    }

    /// <summary>Passes an optional question over.</summary>
    public static Interpretation Skip(Draft draft, string field) => new(draft with
    {
        Talk = draft.Talk! with
        {
            Skipped = [.. draft.Talk.Skipped.Append(field).Distinct()],
            Doubt = draft.Talk.Doubt?.Field == field ? null : draft.Talk.Doubt,
            Trail = [.. draft.Talk.Trail.Where(asked => asked != field), field]
        },
    });

    /// <summary>The answer to a question, which may say more than was asked.</summary>
    public static Interpretation Answered(PolicyCatalog catalog, Draft draft, string field, string text, DateOnly today) =>
        FieldAnswers.Limited(catalog, draft, Answer(catalog, draft, field, text, today, null), today);

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

    /// <summary>The field that an id names.</summary>
    public static RequestField FieldOf(PolicyCatalog catalog, Draft draft, string id, DateOnly today) =>
        FieldSchema.Find(Fields(catalog, draft, today), id);

    /// <summary>The fields of the draft, those under <i>More</i> last.</summary>
    public static IReadOnlyList<RequestField> Fields(PolicyCatalog catalog, Draft draft, DateOnly today) =>
        [.. FieldSchema.For(catalog, PolicyOf(catalog, draft), today).Where(field => RequestForm.IsAsked(field, draft.Purpose))];

    /// <summary>The chosen policy; null as long as none is.</summary>
    public static Policy? PolicyOf(PolicyCatalog catalog, Draft draft) =>
        catalog.Policy(draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "");

    /// <summary>Whether a question may be passed over.</summary>
    public static bool IsOptional(PolicyCatalog catalog, Draft draft, string field, DateOnly today) =>
        field != FieldIds.Policy && !FieldOf(catalog, draft, field, today).Required;

    /// <summary>A day to choose.</summary>
    public static FieldChoice OfferDay(DateOnly day) => new(RequestField.FormatDay(day), CatalogTime.SayWithWeekday(day));

    /// <summary>A policy to choose.</summary>
    public static FieldChoice OfferPolicy(Policy policy) => new(policy.Id, $"{policy.Name} ({policy.Id})");

    private static Interpretation Read(PolicyCatalog catalog, Draft draft, string text, DateOnly today, RequestProposal? proposal)
    {
        var open = draft.Talk!.Open;
        if (SaidValues.Chooses(catalog, draft, text, today))
        {
            return Answer(catalog, draft, open, text, today, null);
        }

        var told = DraftQuestions.Answer(catalog, draft, text, today);
        if (told is not null || (open.Length > 0 && ChatWords.Skips(text) && IsOptional(catalog, draft, open, today)))
        {
            return told ?? Skip(draft, open);
        }

        if (ChatWords.PassesOver(text) && open.Length > 0 && FieldOf(catalog, draft, open, today).TakesAnyText)
        {
            return new Interpretation(draft).Unanswered(open, Words.FieldMissing);
        }

        var correction = Corrections.Read(text, PolicyOf(catalog, draft), today);
        if (correction is { Adds: true })
        {
            return FieldAnswers.Add(catalog, draft, correction.Field, correction.Value, today);
        }

        if (correction is { Field.Length: > 0 })
        {
            var corrected = FieldAnswers.Set(catalog, draft, correction.Field, correction.Value, today);
            if (correction.Ordered || corrected.Fault is null)
            {
                return corrected;
            }
        }

        var proposed = proposal?.ApplyTo(catalog, draft, text, today);
        if (correction is { Field: "", Ordered: true })
        {
            return proposed ?? NotUnderstood(draft, text);
        }

        var said = correction is { Field: "" } ? correction.Value : text;
        if ((open.Length == 0 || correction is not null) && Restated(catalog, draft, said, today) is { } restated)
        {
            return restated;
        }

        if (open is not ("" or FieldIds.ExpiresOn) && OnlyDay(catalog, draft, open, text, today) is { } day)
        {
            return day;
        }

        // Any words are an answer to some questions; a model may see that these change something else.
        if (proposed is not null && (open.Length == 0 || proposal!.Intent == ProposedIntent.Change && !proposed.Noted.Contains(open)))
        {
            return proposed with { Stays = open.Length > 0 };
        }

        return open.Length == 0 || AsksBack(text) && FieldOf(catalog, draft, open, today).TakesAnyText
            ? NotUnderstood(draft, text) : Answer(catalog, draft, open, text, today, proposed);
    }

    private static Interpretation Answer(
        PolicyCatalog catalog, Draft draft, string field, string text, DateOnly today, Interpretation? proposed)
    {
        var answered = FieldAnswers.Set(catalog, draft, field, text, today);
        if (answered.Fault is not null && proposed is not null && proposed.Noted.Contains(field))
        {
            answered = new Interpretation(draft).With(field, proposed.Draft.Inputs[field]);
        }

        if (answered.Fault is { } fault && (field == FieldIds.Policy || IsChosen(FieldOf(catalog, draft, field, today)))
            && !AsksBack(text) && FieldAnswers.TellsOfControls(text))
        {
            // no answer to a choice, and told all the same: it is kept
            return FieldAnswers.Add(catalog, draft, FieldIds.Controls, text, today).Unanswered(field, fault) with
            {
                Offers = answered.Offers,
            };
        }

        var asked = FieldOf(catalog, draft, field, today);
        if (answered.Fault is null && asked.Kind == RequestFieldKind.Choice && SaidValues.IsChoice(asked, text))
        {
            return answered.Passed(field); // and nothing else was said
        }

        var more = RequestWords.Read(text, catalog, today);
        if (answered.Fault is null && asked.Kind == RequestFieldKind.Choice && !ConfidentialWords.AreOrdered(text)
            && SaidValues.FindChoice(asked, "confidential") is not null)
        {
            more = more with { IsConfidential = false };
        }

        // any words are an answer to these, so only what leaves no doubt is taken from them
        var typed = FieldOf(catalog, draft, field, today).TakesAnyText;
        answered =
            Fill(answered,
            more with
            {
                Policies = [],
                Scope = typed ? null : more.Scope,
                Reason = typed || answered.Fault is not null ? null : more.Reason
            });
        foreach (var other in proposed?.Noted.Where(noted => noted != field) ?? [])
        {
            if (string.IsNullOrEmpty(answered.Draft.Inputs.GetValueOrDefault(other)))
            {
                answered = answered.With(other, proposed!.Draft.Inputs[other]); // told before it was asked for
            }
        }

        answered = EarlyAnswers.Fill(catalog, answered, text, today);
        if (field == FieldIds.Policy && answered.Fault is null)
        {
            answered = EarlyAnswers.Fill(catalog, answered, draft.Talk!.Said, today); // its own questions were not known before
        }

        return answered.Fault is null ? answered.Passed(field) : answered;
    }

    private static Interpretation NotUnderstood(Draft draft, string text) =>
        new(draft) { Fault = Words.TalkNotUnderstood.With(ChatScreen.Short(text)), Stays = true };

    // The person objects, or sees the preview: what they name anew replaces the old answer.
    private static Interpretation? Restated(PolicyCatalog catalog, Draft draft, string said, DateOnly today)
    {
        var understood = RequestWords.Read(said, catalog, today) with { Reason = null };
        var until = understood.Until
            ?? (said.Length <= LongestQuestion ? DateWords.InAnswer(said, today) ?? OpenEnds.InAnswer(said, today) : null);
        var heard = new Interpretation(draft);
        foreach (var (field, value) in Facts(understood with { Until = until }))
        {
            var before = draft.Inputs.GetValueOrDefault(field) ?? "";
            var adds = field == FieldIds.Assets && before.Length > 0; // one more asset, never fewer
            heard = heard.With(field, adds ? $"{before}\n{value}" : value);
        }

        return FieldAnswers.Unread(heard, FieldOf(catalog, draft, FieldIds.ExpiresOn, today), until)
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

    // "until 1 February" or "12/31/2026" is no justification and no scope: it is the last day, and the question stays.
    private static Interpretation? OnlyDay(PolicyCatalog catalog, Draft draft, string open, string text, DateOnly today)
    {
        var asked = FieldOf(catalog, draft, open, today);
        return (asked.TakesAnyText && asked.Own is null || open == FieldIds.Policy || StartsWithUntil(text, today))
            && asked.Kind != RequestFieldKind.Date
            && (DateWords.Whole(text, today) ?? (OpenEnds.IsWhole(text) ? new DayReading.Endless() : null)) is { } reading
            ? reading is DayReading.Day
                ? FieldAnswers.Set(catalog, draft, FieldIds.ExpiresOn, text, today) with { Stays = true }
                : FieldAnswers.Set(catalog, draft, FieldIds.ExpiresOn, text, today)
            : null;
    }

    private static bool StartsWithUntil(string text, DateOnly today) => DateWords.Find(text, today) is [{ Lead: DayLead.Until }];

    private static bool IsChosen(RequestField field) =>
        field.Kind is RequestFieldKind.Choice or RequestFieldKind.Number or RequestFieldKind.Boolean;

    private static bool AsksBack(string text) => text.Length <= LongestQuestion && text.TrimEnd().EndsWith('?');
}
