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
    private const int MostWordsBeside = 3;

    /// <summary>Interprets a typed text.</summary>
    /// <param name="proposal">What a model reads in it; null: none does. It says what the rules leave open.</param>
    public static Interpretation Interpret(
        PolicyCatalog catalog, Draft draft, string text, DateOnly today, RequestProposal? proposal = null) =>
        FieldAnswers.Limited(catalog, draft, Read(catalog, draft, text, today, proposal), today);

    /// <summary>Puts what was understood of a text into the draft that it begins.</summary>
    public static Interpretation Begin(PolicyCatalog catalog, Interpretation heard, Understood understood, string text, DateOnly today)
    {
        var empty = heard.Draft with
        {
            Inputs = heard.Draft.Inputs.Where(input => input.Key != FieldIds.ExpiresOn).ToDictionary(StringComparer.Ordinal),
        };
        heard = SaidFacts.Fill(heard, understood);
        if (!understood.AsksForOne && understood.Policies.Count == 0
            && heard.Noted.All(noted => noted is FieldIds.Justification or FieldIds.Confidential))
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

        if (LookUps.AsksAgain(text))
        {
            return NotUnderstood(draft, text);
        }

        var told = DraftQuestions.Answer(catalog, draft, text, today);
        if (told is not null)
        {
            return told;
        }

        if (open.Length > 0 && PassOver(catalog, draft, open, text, today) is { } passed)
        {
            return passed;
        }

        var proposed = proposal?.ApplyTo(catalog, draft, text, today);
        if (SeveralChanges.Read(catalog, draft, text, today) is { } several)
        {
            return several.Fault is null || proposed is null ? several : several.With(proposed);
        }

        var correction = Corrections.Read(text, PolicyOf(catalog, draft), today);
        if (correction is { Adds: true })
        {
            return FieldAnswers.Add(catalog, draft, correction.Field, correction.Value, today);
        }

        var isFree = open.Length > 0 && FieldOf(catalog, draft, open, today).TakesAnyText;
        correction = correction is { IsBare: true, Field: not FieldIds.Owner } && isFree ? null : correction;
        if (correction is { Field.Length: > 0 })
        {
            var corrected = FieldAnswers.Set(catalog, draft, correction.Field, correction.Value, today);
            if (correction.Ordered || corrected.Fault is null
                || correction.Field == FieldIds.Owner && !isFree)
            {
                return corrected;
            }
        }

        if (correction is { Field: "", Ordered: true })
        {
            return proposed ?? NotUnderstood(draft, text);
        }

        var said = correction is { Field: "" } ? correction.Value : text;
        if ((open.Length == 0 || correction is not null) && SaidFacts.Replace(catalog, draft, said, today) is { } restated)
        {
            return restated;
        }

        if (open is not ("" or FieldIds.ExpiresOn) && OnlyDay(catalog, draft, open, text, today) is { } day)
        {
            return day;
        }

        if (open.Length > 0 && OtherChoice(catalog, draft, open, text, today) is { } other)
        {
            return other;
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

        if (answered.Fault is not null && (field == FieldIds.Policy || IsChosen(FieldOf(catalog, draft, field, today)))
            && !AsksBack(text) && FieldAnswers.TellsOfControls(text))
        {
            // no answer to a choice, and told all the same: it is kept
            return FieldAnswers.Add(catalog, draft, FieldIds.Controls, text, today).Unanswered(field, null) with
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
            SaidFacts.Fill(answered,
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

        return answered.Fault is null ? answered.Passed(field)
            : IsChosen(asked) && answered.Noted.Count > 0 ? answered with { Fault = null } // it was the answer to another question
            : answered;
    }

    // Nothing to say to what need not be said; what must be said is asked for again.
    private static Interpretation? PassOver(PolicyCatalog catalog, Draft draft, string open, string text, DateOnly today)
    {
        var field = FieldOf(catalog, draft, open, today);
        return !ChatWords.Skips(text) || (field.Kind == RequestFieldKind.Choice && SaidValues.FindChoice(field, text) is not null) ? null
            : IsOptional(catalog, draft, open, today) ? Skip(draft, open)
            : field.TakesAnyText && (field.Own is null || ChatWords.PassesOver(text))
                ? new Interpretation(draft).Unanswered(open, Words.FieldMissing)
            : null;
    }

    // "vendor", or the policy, said while something else is asked
    private static Interpretation? OtherChoice(PolicyCatalog catalog, Draft draft, string open, string text, DateOnly today) =>
        PolicyOf(catalog, draft) is null && open != FieldIds.Policy && PolicyWords.IsOnly(text, catalog)
            ? FieldAnswers.Set(catalog, draft, FieldIds.Policy, text, today) :
        FieldOf(catalog, draft, open, today) is { Own: null, TakesAnyText: true } or { TakesAnyText: false }
        && EarlyAnswers.Renamed(catalog, draft, text, today) is { Noted: [var named] } renamed && named != open
        && FieldOf(catalog, draft, named, today).Own is not null ? renamed with { Stays = true }
        : FieldOf(catalog, draft, open, today) is { Own: null, TakesAnyText: true } && text.Split(' ').Length <= MostWordsBeside
            && EarlyAnswers.Only(catalog, draft, text, today) is { } only
                ? new Interpretation(draft).With(only.Field, only.Value) with { Stays = true }
        : null;

    /// <summary>Nothing was understood; the open question stays.</summary>
    public static Interpretation NotUnderstood(Draft draft, string text) =>
        new(draft) { Fault = Words.TalkNotUnderstood.With(ChatScreen.Short(text)), Stays = true };

    // "until 1 February" or "12/31/2026" is no justification and no scope: it is the last day, and the question stays.
    private static Interpretation? OnlyDay(PolicyCatalog catalog, Draft draft, string open, string text, DateOnly today)
    {
        var asked = FieldOf(catalog, draft, open, today);
        return (asked.TakesAnyText && asked.Own is null || open == FieldIds.Policy || StartsWithUntil(text, today)
                || (asked.Kind is RequestFieldKind.Choice or RequestFieldKind.Boolean && SaidValues.FindChoice(asked, text) is null))
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
