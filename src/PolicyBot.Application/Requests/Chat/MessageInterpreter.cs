using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>What typed words do to a draft: the answer to the open question, a correction, or nothing that was understood. Pure.</summary>
internal static partial class MessageInterpreter
{
    /// <summary>An area in the place of a policy: its policies are offered.</summary>
    public const string AreaPrefix = "area:";

    private const int LongestQuestion = 160;

    /// <summary>Interprets a typed text.</summary>
    public static Interpretation Interpret(PolicyCatalog catalog, Draft draft, string text, DateOnly today)
    {
        var open = draft.Talk!.Open;
        if (open.Length > 0 && ChatWords.Skips(text) && IsOptional(catalog, draft, open, today))
        {
            return Skip(draft, open);
        }

        var correction = Corrections.Read(text, PolicyOf(catalog, draft));
        if (correction is { Field.Length: > 0 })
        {
            var corrected = Set(catalog, draft, correction.Field, correction.Value, today);
            if (correction.Ordered || corrected.Fault is null)
            {
                return corrected;
            }
        }
        else if (correction is { Ordered: true })
        {
            return NotUnderstood(draft, text);
        }

        var said = correction is { Field: "" } ? correction.Value : text;
        if ((open.Length == 0 || correction is not null) && Restated(catalog, draft, said, today) is { } restated)
        {
            return restated;
        }

        if (open is not ("" or FieldIds.ExpiresOn) && IsOnlyADay(text, today))
        {
            return Set(catalog, draft, FieldIds.ExpiresOn, text, today) with { Stays = true };
        }

        if (open.Length == 0 || AsksBack(text) && FieldOf(catalog, draft, open, today).TakesAnyText)
        {
            return NotUnderstood(draft, text);
        }

        return Answered(catalog, draft, open, text, today);
    }

    /// <summary>Puts what was understood of a text into the draft that it begins.</summary>
    public static Interpretation Begin(Interpretation heard, Understood understood, string text)
    {
        heard = Fill(heard, understood);
        if (!understood.AsksForOne && understood.Policies.Count == 0 && heard.Noted.All(noted => noted == FieldIds.Justification))
        {
            // A long text in words that are not known here: it is what the person has to say.
            heard = heard.With(FieldIds.Justification, text) with { Fault = Words.TalkKept };
        }

        return understood switch
        {
            { Policies: { Count: > 1 } several } =>
                heard.Unanswered(FieldIds.Policy, Words.TalkSeveralPolicies) with { Offers = [.. several.Select(OfferPolicy)] },
            { Until: DayReading.OneOf two } =>
                heard.Unanswered(FieldIds.ExpiresOn, Words.TalkWhichDay) with { Offers = [OfferDay(two.First), OfferDay(two.Second)] },
            _ => heard,
        };
    }

    /// <summary>Passes an optional question over.</summary>
    public static Interpretation Skip(Draft draft, string field) => new(draft with
    {
        Talk = draft.Talk! with
        {
            Skipped = [.. draft.Talk.Skipped.Append(field).Distinct()],
            Trail = [.. draft.Talk.Trail.Where(asked => asked != field), field]
        },
    });

    /// <summary>The answer to a question, which may say more than was asked.</summary>
    public static Interpretation Answered(PolicyCatalog catalog, Draft draft, string field, string text, DateOnly today)
    {
        var answered = Set(catalog, draft, field, text, today);
        var more = RequestWords.Read(text, catalog, today);
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
        return answered.Fault is null
            ? answered with
            {
                Draft =
                answered.Draft with
                {
                    Talk =
                    answered.Draft.Talk! with { Trail = [.. answered.Draft.Talk.Trail.Where(asked => asked != field), field] }
                }
            }
            : answered;
    }

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

    /// <summary>Sets one field to what the person said.</summary>
    /// <returns>With a fault, and the question staying open, where that is no answer to it.</returns>
    public static Interpretation Set(PolicyCatalog catalog, Draft draft, string field, string said, DateOnly today)
    {
        var heard = new Interpretation(draft);
        if (field == FieldIds.Policy)
        {
            return SetPolicy(catalog, heard, said);
        }

        if (field == FieldIds.Owner)
        {
            return RequestWords.Address(said) is { } address ? heard.With(field, address == draft.Person.Value ? "" : address)
                : Myself().IsMatch(said) ? heard.With(field, "")
                : heard.Unanswered(field, Words.OwnerNoAddress);
        }

        var asked = FieldOf(catalog, draft, field, today);
        switch (asked.Kind)
        {
            case RequestFieldKind.Date:
                return DateWords.InAnswer(said, today) switch
                {
                    DayReading.Day day => heard.With(field, RequestField.FormatDay(day.Value)),
                    DayReading.OneOf two =>
                        heard.Unanswered(field, Words.TalkWhichDay) with { Offers = [OfferDay(two.First), OfferDay(two.Second)] },
                    DayReading.NoSuchDay => heard.Unanswered(field, Words.TalkNoSuchDay),
                    _ => heard.Unanswered(field, Words.TalkNoDay),
                };
            case RequestFieldKind.Number:
                return SaidValues.ParseNumber(said) is { } number ? heard.With(field, number) : heard.Unanswered(field, Words.NotANumber);
            case RequestFieldKind.Choice:
                return SaidValues.FindChoice(asked, said) is { } choice
                    ? heard.With(field, choice.Value)
                    : heard.Unanswered(field, Words.NotAChoice);
            case RequestFieldKind.Boolean:
                return ChatWords.YesOrNo(said) is { } yes
                    ? heard.With(field, yes ? "true" : "false") : heard.Unanswered(field, Words.TalkYesOrNo);
            default:
                // What is too short is added to: the person goes on telling, and nothing of it is lost.
                var before = draft.Inputs.GetValueOrDefault(field)?.Trim() ?? "";
                return heard.With(field,
                    field == FieldIds.Justification && draft.Talk!.Open == field && before.Length > 0 && before.Length < asked.MinLength
                        ? $"{before}\n{said.Trim()}" : said.Trim());
        }
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

    private static Interpretation NotUnderstood(Draft draft, string text) =>
        new(draft) { Fault = Words.TalkNotUnderstood.With(ChatScreen.Short(text)), Stays = true };

    private static Interpretation SetPolicy(PolicyCatalog catalog, Interpretation heard, string said)
    {
        if (said.StartsWith(AreaPrefix, StringComparison.Ordinal))
        {
            var area = said[AreaPrefix.Length..];
            return heard.Unanswered(FieldIds.Policy,
                null) with
            {
                Offers =
                    [.. catalog.Policies.Where(policy => string.Equals(policy.AreaId, area, StringComparison.OrdinalIgnoreCase))
                        .Select(OfferPolicy)]
            };
        }

        return PolicyWords.Match(said, catalog) switch
        {
            [] => heard.Unanswered(FieldIds.Policy, Words.TalkNoPolicy.With(ChatScreen.Short(said))),
            [var policy] => heard.With(FieldIds.Policy, policy.Id),
            var several => heard.Unanswered(FieldIds.Policy, Words.TalkSeveralPolicies) with { Offers = [.. several.Select(OfferPolicy)] },
        };
    }

    // The person objects, or sees the preview: what they name anew replaces the old answer.
    private static Interpretation? Restated(PolicyCatalog catalog, Draft draft, string said, DateOnly today)
    {
        var understood = RequestWords.Read(said, catalog, today) with { Reason = null };
        var heard = new Interpretation(draft);
        foreach (
            var (field, value) in Facts(
                understood with { Until = understood.Until ?? (said.Length <= LongestQuestion ? DateWords.InAnswer(said, today) : null) }))
        {
            heard = heard.With(field, value);
        }

        return understood.Until is DayReading.OneOf two
            ? heard.Unanswered(FieldIds.ExpiresOn, Words.TalkWhichDay) with { Offers = [OfferDay(two.First), OfferDay(two.Second)] }
            : heard.Noted.Count > 0 ? heard
            : null;
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
    }

    // "until 1 February" is no justification and no scope, for any question.
    private static bool IsOnlyADay(string text, DateOnly today) =>
        DateWords.Find(text, today) is [{ Lead: DayLead.Until, Reading: DayReading.Day } day]
            && day.Start == text.Length - text.TrimStart().Length && day.End >= text.TrimEnd(' ', '.', '!', '\n').Length;

    private static bool AsksBack(string text) => text.Length <= LongestQuestion && text.TrimEnd().EndsWith('?');

    [GeneratedRegex(@"^\W*(?:it'?s |that'?s |das bin )?(?:me|i|myself|i am|ich|ich selbst)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Myself();
}
