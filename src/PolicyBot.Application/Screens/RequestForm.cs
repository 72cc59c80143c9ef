using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>The form of a request: first the policy, then its fields; short, because the rest has a good default.</summary>
public static class RequestForm
{
    /// <summary>Which policy cannot be met?</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="draft">The number of the draft.</param>
    /// <param name="area">The area that is chosen; null for none: where there are many policies, it is asked for first.</param>
    /// <param name="fault">What is wrong with the one that was chosen; null for nothing.</param>
    /// <param name="said">What reviewers said of the revision before; empty for nothing.</param>
    public static FormView ChoosePolicy(
        PolicyCatalog catalog, ExceptionId draft, string? area = null, string? fault = null, IEnumerable<TextPart>? said = null)
    {
        var menu = new PolicyMenu(catalog);
        var asksArea = menu.AsksArea && area is null;
        return new FormView
        {
            Summary = Words.ChoosePolicyHeading,
            Heading = Words.ChoosePolicyHeading,
            Intro = [.. said ?? [], TextPart.Paragraph(Words.ChoosePolicyText)],
            Follows = area is null ? [] : [menu.Areas(area)],
            Fields = [(asksArea ? menu.Areas(null) : menu.Policies(area)) with { Fault = fault }],
            Actions =
            [
                new CardAction { Verb = Verbs.Next, Title = Words.Next, Id = draft, Look = ActionLook.Positive },
                .. area is null ? Array.Empty<CardAction>()
                    : [PolicyMenu.Back(draft)],
                new CardAction { Verb = Verbs.Discard, Title = Words.Discard, Id = draft, IgnoresInputs = true },
            ],
        };
    }

    /// <summary>The form for a policy.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="policy">The chosen policy.</param>
    /// <param name="draft">What is filled in so far.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    /// <param name="faults">What was wrong with what was sent, by field id.</param>
    /// <param name="linked">The exception that is revised, renewed or followed; null for none.</param>
    public static FormView Render(
        PolicyCatalog catalog, Policy policy, Draft draft, DateOnly today, IReadOnlyDictionary<string, string> faults,
        ExceptionState? linked)
    {
        FormField With(FormField field) =>
            field with { Value = draft.Inputs.GetValueOrDefault(field.Id), Fault = faults.GetValueOrDefault(field.Id) };
        var renewal = draft.Purpose == DraftPurpose.Renew;
        var topic = KnownFacts.TopicOf(catalog.Assessment, policy).Id;
        IEnumerable<FormField> Inputs(RequestField field) => With(FieldWords.Input(field, topic)) is var input
            && field.Id == FieldIds.Assets ? AssetPicker.Fields(catalog, input) : [input];
        var asked = FieldSchema.For(catalog, policy, today).Where(field => IsAsked(field, draft.Purpose))
            .SelectMany(field => Inputs(field).Select(input => (field.IsMore, Input: input)))
            .ToLookup(field => field.IsMore, field => field.Input);
        return new FormView
        {
            Summary = Words.FormSummary.With(policy.Name),
            Fault = faults.Count > 0 ? Words.FormFaults.With(faults.Count) : null,
            Heading = (draft.Purpose switch
            {
                DraftPurpose.Revise => Words.FormHeadingRevise,
                DraftPurpose.Renew => Words.FormHeadingRenew,
                DraftPurpose.AskAgain => Words.FormHeadingAgain,
                _ => Words.FormHeading,
            }).With(policy.Name, linked?.Id),
            Intro = [.. Intro(catalog, policy, draft, linked)],
            Follows = draft.Purpose == DraftPurpose.New ? new PolicyMenu(catalog).Around(policy) : [],
            Fields = [.. asked[false]
                .Select(field => renewal && field.Id == FieldIds.Justification ? field with { Label = Words.FieldRenewalWhy } : field)],
            More = [.. asked[true]],
            Actions =
            [
                new CardAction { Verb = Verbs.Preview, Title = Words.Preview, Id = draft.Id, Look = ActionLook.Positive },
                new CardAction { Verb = Verbs.Discard, Title = Words.Discard, Id = draft.Id, Look = ActionLook.Destructive,
                    IgnoresInputs = true },
            ],
        };
    }

    /// <summary>
    /// The answers of a draft with those of its form on top. Other answers that a client sends are ignored; a day that can't be read leaves
    /// the one that was chosen.
    /// </summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="typed">What came back from the form, by input id.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    internal static Dictionary<string, string> MergeInputs(
        PolicyCatalog catalog, Draft draft, IReadOnlyDictionary<string, string> typed, DateOnly today)
    {
        var merged = new Dictionary<string, string>(draft.Inputs, StringComparer.Ordinal);
        foreach (var field in Typed(catalog, draft, typed, today).Where(field => !IsUnreadableDay(field, typed[field.Id])))
        {
            merged[field.Id] = field.Kind == RequestFieldKind.Date && RequestField.TryParseDay(typed[field.Id], out var day)
                ? RequestField.FormatDay(day) : typed[field.Id];
        }

        if (draft.Purpose != DraftPurpose.Renew)
        {
            AssetPicker.Merge(catalog, merged, typed);
        }

        return merged;
    }

    /// <summary>What is wrong with days of the form that can't be read, by field id.</summary>
    internal static IReadOnlyDictionary<string, string> FindUnreadableDays(
        PolicyCatalog catalog, Draft draft, IReadOnlyDictionary<string, string> typed, DateOnly today) =>
        Typed(catalog, draft, typed, today).Where(field => IsUnreadableDay(field, typed[field.Id])).ToDictionary(
            field => field.Id,
            field => RequestField.TryParseDay(draft.Inputs.GetValueOrDefault(field.Id) ?? "", out var kept)
                ? Words.DateUnreadableKept.With(CatalogTime.Say(kept)) : Words.DateUnreadable,
            StringComparer.Ordinal);

    private static IEnumerable<RequestField> Typed(
        PolicyCatalog catalog, Draft draft, IReadOnlyDictionary<string, string> typed, DateOnly today) =>
        catalog.Policy(draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "") is { } policy
            ? FieldSchema.For(catalog, policy, today).Where(field => IsAsked(field, draft.Purpose) && typed.ContainsKey(field.Id))
            : [];

    private static bool IsUnreadableDay(RequestField field, string typed) =>
        field.Kind == RequestFieldKind.Date && SeenText.Count(typed) > 0 && !RequestField.TryParseDay(typed, out _);

    /// <summary>
    /// Whether the form of a draft asks for a field. The policy is chosen before; a renewal asks for reason and end only.
    /// </summary>
    public static bool IsAsked(RequestField field, DraftPurpose purpose) =>
        purpose == DraftPurpose.Renew ? field.Id is FieldIds.Justification or FieldIds.ExpiresOn : field.Id != FieldIds.Policy;

    /// <summary>The inputs that give a content again.</summary>
    public static Dictionary<string, string> Inputs(RequestContent content, ExceptionState state)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FieldIds.Policy] = content.PolicyId,
            [FieldIds.Title] = content.Title,
            [FieldIds.Justification] = content.Justification,
            [FieldIds.Scope] = content.Scope,
            [FieldIds.Controls] = content.CompensatingControls,
            [FieldIds.ExpiresOn] = content.ExpiresOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            [FieldIds.Impact] = content.ImpactIfDenied,
            [FieldIds.Owner] = content.OwnerEmail == state.Requester ? "" : content.OwnerEmail.Value,
            [FieldIds.Department] = content.Department,
            [FieldIds.Assets] = string.Join("\n", content.Assets),
            [FieldIds.ReasonKind] = content.ReasonKind,
            [FieldIds.Evidence] = string.Join("\n", content.Evidence),
            [FieldIds.Confidential] = content.Confidential ? "true" : "false",
        };
        foreach (var (id, value) in content.Fields)
        {
            inputs[FieldIds.Own(id)] = value;
        }

        foreach (var (fact, value) in content.Facts ?? new Dictionary<string, string>())
        {
            inputs[FieldIds.Fact(fact)] = value;
        }

        return inputs;
    }

    /// <summary>What reviewers said of what is revised or asked for again, and what was open then.</summary>
    internal static IEnumerable<TextPart> Said(PolicyCatalog catalog, Draft draft, ExceptionState? linked) =>
        linked is not null && draft.Purpose is DraftPurpose.Revise or DraftPurpose.AskAgain
            ? linked!.Decisions.TakeLast(3)
                .Select(decision => new TextPart(Phrases.Decision(decision, catalog), decision.Comment, Quoted: true))
                .Concat(StatusScreen.OpenGaps(linked))
            : [];

    private static IEnumerable<TextPart> Intro(PolicyCatalog catalog, Policy policy, Draft draft, ExceptionState? linked)
    {
        foreach (var part in Said(catalog, draft, linked))
        {
            yield return part;
        }

        if (linked is not null && draft.Purpose == DraftPurpose.Renew)
        {
            yield return new(Words.LabelTitle, linked.Content!.Title, Quoted: true);
            foreach (var part in StatusScreen.WhenItEnds(linked, catalog))
            {
                yield return part;
            }

            yield return new(Words.LabelWhyThen, linked.Content.Justification, Quoted: true);
            foreach (var part in PromiseScreens.Earlier(EarlierCondition.From(linked)))
            {
                yield return part;
            }
        }

        if (draft.Purpose == DraftPurpose.Revise && linked?.Revision + 1 >= policy.MaxRevisions)
        {
            yield return TextPart.Paragraph(Words.LastRevision);
        }

        yield return new(Words.LabelPolicyText, policy.Text);
        if (policy.Help is { Length: > 0 } help)
        {
            yield return new(Words.LabelHelp, help);
        }
    }
}
