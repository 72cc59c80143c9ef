using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>What the requester checks before sending.</summary>
internal static class PreviewScreen
{
    public static PreviewView Render(PolicyCatalog catalog, Draft draft, RequestContent content, Policy policy, Assessment assessment,
        Route route, DateOnly today, bool isOwnerUnreached) => new()
        {
            Summary = (draft.Purpose == DraftPurpose.Revise ? Words.PreviewSummaryRevised : Words.PreviewSummary).With(content.Title),
            Heading = $"{draft.Id}{Phrases.Mark(content)} · " +
                (draft.Purpose == DraftPurpose.Revise ? Words.PreviewHeadingRevised : Words.PreviewHeading),
            Risk = assessment.Label,
            RiskWords = Phrases.Risk(assessment.Label),
            Parts =
        [
            new(Words.LabelTitle, content.Title, Quoted: true),
            new(Words.LabelPolicy, $"{policy.Name} ({policy.Id})"),
            new(Words.LabelScope, content.Scope, Quoted: true),
            new(Words.LabelWhy, content.Justification, Quoted: true),
            new(Words.LabelControls, content.CompensatingControls is { Length: > 0 } controls ? controls : Words.NoControls,
                content.CompensatingControls.Length > 0),
            .. ApprovalScreen.Answers(content, policy),
            new(Words.LabelUntil,
                Words.UntilWithDays.With(CatalogTime.Say(content.ExpiresOn), Phrases.Days(CatalogTime.Days(today, content.ExpiresOn)))),
            .. content.Assets.Count > 0
            ? [new TextPart(Words.LabelAssets, AssetLines.Now(catalog, content), Quoted: true)] : Array.Empty<TextPart>(),
            new(Words.LabelRiskWhy, assessment.Reasons(catalog.Assessment).First()),
            .. FactsForm.Understood(catalog.Assessment, assessment) is { Length: > 0 } understood
            ? [new TextPart(Words.LabelUnderstood, understood, Quoted: true)] : Array.Empty<TextPart>(),
            new(Words.LabelReviewers, string.Join("\n", route.Stages.Select(stage => Phrases.Reviewers(catalog, stage)))),
            .. content.OwnerEmail != catalog.Directory.Resolve(draft.Person)
            ? [new TextPart(Words.LabelOwner,
                (isOwnerUnreached ? Words.OwnerUnreachedYet : Words.OwnerWillBeAsked)
                    .With(catalog.NameOf(content.OwnerEmail)))] : Array.Empty<TextPart>(),
            .. assessment is { Model: null, FallbackWhy: Pending } ? [TextPart.Paragraph(Words.LabelMayRise)] : Array.Empty<TextPart>(),
            TextPart.Paragraph(Words.DraftKept.With(CatalogTime.Say(CatalogTime.Today(draft.KeptUntil, catalog.TimeZone)))),
        ],
            Questions = Phrases.OpenQuestions(assessment),
            Actions =
        [
            Button(Verbs.Submit, Words.Submit, draft, ActionLook.Positive) with { Value = draft.Shows(route).Seal },
            .. assessment.Questions.Count > 0 ? [Button(Verbs.AskAnswers, AnswerForm.Title(assessment), draft)] : Array.Empty<CardAction>(),
            Button(Verbs.Edit, Words.Edit, draft),
            .. FactsForm.CanBeCorrected(catalog.Assessment, content, assessment).Any()
            ? [Button(Verbs.AskFacts, Words.NotRight, draft)] : Array.Empty<CardAction>(),
            Button(Verbs.Discard, Words.Discard, draft, ActionLook.Destructive) with { Value = draft.Shows(route).Seal },
        ],
        };

    /// <summary>Why there is no model's answer yet: it has not come.</summary>
    public const string Pending = "pending";

    private static CardAction Button(string verb, string title, Draft draft, ActionLook look = ActionLook.Plain) =>
        new() { Verb = verb, Title = title, Id = draft.Id, Look = look, IgnoresInputs = true };
}
