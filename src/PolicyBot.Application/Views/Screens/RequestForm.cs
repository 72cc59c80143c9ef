using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Views.Screens;

/// <summary>The form of a request: first the policy, then its fields; short, because the rest has a good default.</summary>
public static class RequestForm
{
    /// <summary>Which policy cannot be met?</summary>
    public static FormView ChoosePolicy(PolicyCatalog catalog, ExceptionId draft, string? fault = null) => new()
    {
        Summary = Words.ChoosePolicyHeading,
        Heading = Words.ChoosePolicyHeading,
        Intro = [TextPart.Paragraph(Words.ChoosePolicyText)],
        Fields = [PolicyChoice(catalog) with { Fault = fault }],
        Actions =
        [
            new CardAction { Verb = Verbs.Next, Title = Words.Next, Id = draft, Look = ActionLook.Positive },
            new CardAction { Verb = Verbs.Discard, Title = Words.Discard, Id = draft, IgnoresInputs = true },
        ],
    };

    /// <summary>The form for a policy.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="policy">The chosen policy.</param>
    /// <param name="draft">What is filled in so far.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    /// <param name="faults">What was wrong with what was sent, by field id.</param>
    /// <param name="linked">The exception that is revised, renewed or followed; null for none.</param>
    public static FormView Fill(
        PolicyCatalog catalog, Policy policy, Draft draft, DateOnly today, IReadOnlyDictionary<string, string> faults, ExceptionState? linked)
    {
        FormField With(FormField field) => field with { Value = draft.Inputs.GetValueOrDefault(field.Id), Fault = faults.GetValueOrDefault(field.Id) };
        var renewal = draft.Purpose == DraftPurpose.Renew;
        var shown = renewal ? [Justification(policy) with { Label = Words.FieldRenewalWhy }, ExpiresOn(policy, today)] : Standard(catalog, policy, today);
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
            Follows = draft.Purpose == DraftPurpose.New ? PolicyChoice(catalog) with { Value = policy.Id } : null,
            Fields = [.. shown.Select(With)],
            More = renewal ? [] : [.. Optional(catalog).Select(With)],
            Actions =
            [
                new CardAction { Verb = Verbs.Preview, Title = Words.Preview, Id = draft.Id, Look = ActionLook.Positive },
                new CardAction { Verb = Verbs.Discard, Title = Words.Discard, Id = draft.Id, Look = ActionLook.Destructive, IgnoresInputs = true },
            ],
        };
    }

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

    private static IEnumerable<TextPart> Intro(PolicyCatalog catalog, Policy policy, Draft draft, ExceptionState? linked)
    {
        if (linked is not null && draft.Purpose is DraftPurpose.Revise or DraftPurpose.AskAgain)
        {
            foreach (var decision in linked!.Decisions.TakeLast(3))
            {
                yield return new(Phrases.Decision(decision, catalog), decision.Comment, Quoted: true);
            }
        }

        if (linked is not null && draft.Purpose == DraftPurpose.Renew)
        {
            yield return new(Words.LabelTitle, linked.Content!.Title, Quoted: true);
            yield return new(Words.LabelUntil, CatalogTime.Say(Phrases.LastDay(linked)));
            yield return new(Words.LabelWhyThen, linked.Content.Justification, Quoted: true);
        }

        yield return new(Words.LabelPolicyText, policy.Text);
        if (policy.Help is { Length: > 0 } help)
        {
            yield return new(Words.LabelHelp, help);
        }
    }

    private static IEnumerable<FormField> Standard(PolicyCatalog catalog, Policy policy, DateOnly today) =>
    [
        Text(FieldIds.Title, Words.FieldTitle, FieldKind.Line, TextLimits.Title, required: true, minimum: 3) with { Placeholder = Words.ExampleTitle },
        Justification(policy),
        Text(FieldIds.Scope, Words.FieldScope, FieldKind.Text, TextLimits.Other, required: true, minimum: 3) with { Placeholder = Words.ExampleScope },
        Text(FieldIds.Controls, Words.FieldControls, FieldKind.Text, TextLimits.Other) with { Placeholder = Words.ExampleControls },
        .. policy.Fields.Select(Own),
        .. KnownFacts.AskedOf(catalog.Assessment, policy).Select(asked =>
            Choice(FieldIds.Fact(asked.Fact), asked.Wording.Asks, asked.Wording.Choices.Select(choice => new FieldChoice(choice.Key, choice.Value)))),
        ExpiresOn(policy, today),
    ];

    private static FormField PolicyChoice(PolicyCatalog catalog) => new()
    {
        Id = FieldIds.Policy,
        Label = Words.FieldPolicy,
        Kind = FieldKind.Choice,
        Required = true,
        Choices = [.. catalog.Areas.SelectMany(area => catalog.Policies.Where(policy => policy.AreaId == area.Id).Select(policy => new FieldChoice(policy.Id, $"{area.Name}: {policy.Name}")))],
        ErrorMessage = Words.PolicyUnknown,
    };

    private static FormField Justification(Policy policy) =>
        Text(FieldIds.Justification, Words.FieldJustification, FieldKind.Text, TextLimits.Justification, required: true, minimum: policy.MinimumJustification);

    private static FormField ExpiresOn(Policy policy, DateOnly today) => new()
    {
        Id = FieldIds.ExpiresOn,
        Label = policy.LatestEnd(today) is { } latest ? Words.FieldExpiresOnUntil.With(CatalogTime.Say(latest)) : Words.FieldExpiresOn,
        Kind = FieldKind.Date,
        Required = true,
        Earliest = today,
        Latest = policy.LatestEnd(today),
        ErrorMessage = policy.LatestEnd(today) is { } end ? Words.DateTooFar.With(Phrases.Days(policy.MaxDays!.Value), CatalogTime.Say(end)) : Words.DateUnreadable,
    };

    private static FormField Own(PolicyField field) => new()
    {
        Id = FieldIds.Own(field.Id),
        Label = field.Label,
        Kind = field.Type switch
        {
            FieldType.Choice => FieldKind.Choice,
            FieldType.Number => FieldKind.Number,
            FieldType.Date => FieldKind.Date,
            FieldType.Boolean => FieldKind.Toggle,
            _ => FieldKind.Line,
        },
        Required = field.Required,
        MaxLength = field.Type == FieldType.Text ? TextLimits.Field : 0,
        Choices = [.. field.Choices.Select(choice => new FieldChoice(choice, choice))],
        ErrorMessage = field.Type switch
        {
            FieldType.Choice => Words.NotAChoice,
            FieldType.Number => Words.NotANumber,
            FieldType.Date => Words.DateUnreadable,
            _ => Words.FieldMissing,
        },
    };

    private static IEnumerable<FormField> Optional(PolicyCatalog catalog) =>
    [
        Text(FieldIds.Impact, Words.FieldImpact, FieldKind.Text, TextLimits.Other),
        Text(FieldIds.Owner, Words.FieldOwner, FieldKind.Line, TextLimits.Title),
        catalog.Departments.Count > 0
            ? Choice(FieldIds.Department, Words.LabelDepartment, catalog.Departments.Select(department => new FieldChoice(department, department)))
            : Text(FieldIds.Department, Words.LabelDepartment, FieldKind.Line, TextLimits.Title),
        Text(FieldIds.Assets, Words.FieldAssets, FieldKind.Text, TextLimits.Other),
        Choice(
            FieldIds.ReasonKind, Words.LabelReasonKind,
            [new FieldChoice("business", Words.ReasonBusiness), new FieldChoice("technical", Words.ReasonTechnical), new FieldChoice("operational", Words.ReasonOperational)]),
        Text(FieldIds.Evidence, Words.FieldEvidence, FieldKind.Text, TextLimits.Other),
        new FormField { Id = FieldIds.Confidential, Label = Words.FieldConfidential, Kind = FieldKind.Toggle, ErrorMessage = Words.NotAChoice },
    ];

    private static FormField Choice(string id, string label, IEnumerable<FieldChoice> choices) =>
        new() { Id = id, Label = label, Kind = FieldKind.Choice, Choices = [.. choices], ErrorMessage = Words.NotAChoice };

    private static FormField Text(string id, string label, FieldKind kind, int maximum, bool required = false, int minimum = 0) => new()
    {
        Id = id,
        Label = label,
        Kind = kind,
        Required = required,
        MinLength = minimum,
        MaxLength = maximum,
        ErrorMessage = minimum > 1 ? Words.FieldAtLeast.With(minimum) : Words.FieldMissing,
    };
}
