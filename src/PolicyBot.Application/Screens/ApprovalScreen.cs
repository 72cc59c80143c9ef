using System.Text.Json;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Audit;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>What an approver decides on: a pure function of head and catalog, so that its hash says what was seen.</summary>
public static class ApprovalScreen
{
    /// <summary>The view for an exception whose review is open.</summary>
    public static ApprovalView Render(ExceptionState state, PolicyCatalog catalog)
    {
        var content = state.Content!;
        var review = state.Review!;
        var assessment = state.Assessment!;
        var lastDay = LastDay(state);
        var questions = Phrases.OpenQuestions(assessment);
        return new ApprovalView
        {
            Summary = state.Emergency is null
                ? Phrases.Sentence(state) : $"{Phrases.Sentence(state)}. {Phrases.RunsUnreviewed(state, catalog)}",
            Id = state.Id,
            Revision = state.Revision,
            Title = content.Title,
            Risk = assessment.Label,
            RiskWords = $"{Phrases.Risk(assessment.Label)}{Phrases.Mark(content)}",
            PolicyId = content.PolicyId,
            Parts =
            [
                new(Words.LabelWho, Who(state)),
                new(Words.LabelUntil,
                    Words.UntilWithDays.With(
                        CatalogTime.Say(lastDay), Phrases.Days(state.DurationDays - CatalogTime.Days(lastDay, content.ExpiresOn)))),
                .. Renews(state, catalog),
                new(Words.LabelScope, content.Scope, Quoted: true),
                new(Words.LabelWhy, content.Justification, Quoted: true),
                new(Words.LabelControls, content.CompensatingControls is { Length: > 0 } controls ? controls : Words.NoControls,
                    content.CompensatingControls.Length > 0),
                .. state.Emergency is not null ? [TextPart.Paragraph(Phrases.RunsUnreviewed(state, catalog))] : Array.Empty<TextPart>(),
                .. FactsForm.Corrected(catalog.Assessment, assessment) is { Length: > 0 } corrected
                ? [new TextPart(Words.LabelCorrected, corrected)] : Array.Empty<TextPart>(),
                .. state.IsLastRevision(catalog.Policy(content.PolicyId))
                    ? [TextPart.Paragraph(Words.LastRevisionToDecide)] : Array.Empty<TextPart>(),
                .. questions.Count > 0 ? [new TextPart(Words.LabelOpen, string.Join("\n", questions))] : Array.Empty<TextPart>(),
            ],
            Acceptance = Words.Acceptance.With(assessment.Label.InWords(), AreaName(content, catalog), CatalogTime.Say(lastDay)),
            Comment = DecisionForm.Comment,
            More =
            [
                DecisionForm.ShorterEnd with { Latest = lastDay, ErrorMessage = Words.RefusedEndNotShorter.With(CatalogTime.Say(lastDay)) },
                DecisionForm.Conditions,
                DecisionForm.ConditionsDueOn with { Latest = lastDay,
                    ErrorMessage = Words.RefusedConditionsDueOutside.With(CatalogTime.Say(lastDay)) },
            ],
            Details =
            [
                new(Words.LabelPolicy, Phrases.Policy(state, catalog)),
                TextPart.Paragraph(WhyScreen.Sentence(state, review.Policy, catalog)),
                new(Words.LabelAddress, $"{state.Requester}"),
                .. RequestParts(state, catalog),
                .. ReviewParts(state, review, catalog),
            ],
            Actions =
            [
                Button(Verbs.Approve, Words.Approve, state, ActionLook.Positive),
                Button(Verbs.Reject, Words.Reject, state, ActionLook.Destructive),
                .. state.IsLastRevision(catalog.Policy(content.PolicyId)) ? Array.Empty<CardAction>()
                    : [Button(Verbs.RequestChanges, Words.RequestChanges, state, ActionLook.Plain)],
            ],
        };
    }

    /// <summary>SHA-256 of the view's canonical JSON: what a decision names as seen.</summary>
    public static string Hash(ApprovalView view) =>
        RecordedEvent.HashOf(CanonicalJson.Write(JsonSerializer.SerializeToElement(view, ViewJson.Default.ApprovalView)));

    /// <summary>What was asked for beyond the first screen, fact by fact.</summary>
    internal static IEnumerable<TextPart> RequestParts(ExceptionState state, PolicyCatalog catalog)
    {
        var content = state.Content!;
        var policy = catalog.Policy(content.PolicyId);
        if (policy is not null)
        {
            yield return new(Words.LabelPolicyText, policy.Text);
        }

        foreach (var answer in Answers(content, policy))
        {
            yield return answer;
        }

        if (AssetLines.Frozen(content, state.ReviewPolicy?.Assets) is { Length: > 0 } assets)
        {
            yield return new(Words.LabelAssets, assets, Quoted: true);
        }

        if (state.Owner != state.Requester)
        {
            var words = state.OwnerConfirmed ? Words.OwnerAccepted : state.OwnerLeftBy > 0 ? Words.OwnerUnreached : Words.OwnerAsked;
            yield return new(Words.LabelOwner, words.With(catalog.NameOf(state.Owner)));
        }
    }

    /// <summary>The answers to the policy's own fields and to what is not asked first, as far as there are any.</summary>
    /// <param name="content">What is asked for.</param>
    /// <param name="policy">Its policy; null where the catalog has dropped it.</param>
    internal static IEnumerable<TextPart> Answers(RequestContent content, Policy? policy) => content.Fields
        .Select(field => new TextPart(policy?.Fields.FirstOrDefault(own => own.Id == field.Key)?.Label ?? field.Key, field.Value))
        .Concat(
        [
            new(Words.LabelImpact, content.ImpactIfDenied),
            new(Words.LabelDepartment, content.Department),
            new(Words.LabelReasonKind, FieldWords.ReasonKind(content.ReasonKind)),
            new(Words.LabelEvidence, string.Join("\n", content.Evidence)),
        ])
        .Where(answer => answer.Text.Length > 0)
        .Select(answer => answer with { Quoted = true });

    /// <summary>
    /// The exception that it renews, which renewal it is, that it is suspended or over, and on which conditions it was approved; empty for
    /// one that renews none.
    /// </summary>
    internal static IEnumerable<TextPart> Renews(ExceptionState state, PolicyCatalog catalog)
    {
        if (state.Renews is { } old)
        {
            yield return new(
                Words.LabelRenews,
                catalog.Policy(state.Content!.PolicyId) is { } policy
                    ? Words.RenewalOf.With(Phrases.Linked(state, old), state.Renewal, policy.MaxRenewals) : Phrases.Linked(state, old));
        }

        if (state is { IsOpen: true, RenewedStanding: { } stands })
        {
            yield return TextPart.Paragraph(Phrases.RenewedStands(stands, catalog));
        }

        foreach (var part in state.IsOpen ? PromiseScreens.Earlier(state.EarlierConditions) : [])
        {
            yield return part;
        }
    }

    /// <summary>Who joined the open stage late, and who decides on whose behalf; empty, or sentences that end in a space.</summary>
    internal static string Joined(Review review, PolicyCatalog catalog) => string.Concat(
        review.Delegates.Select(known =>
            Words.DelegateLine.With(
                catalog.NameOf(known.Person), catalog.NameOf(known.Principal), CatalogTime.Say(known.Until, catalog.TimeZone)) + " ")
            .Prepend(review.Joined.Count > 0 ? Words.EscalatedLine.With(Phrases.Names(catalog, review.Joined)) + " " : ""));

    /// <summary>The day an approval now would last to: approvers before may have set a shorter one.</summary>
    internal static DateOnly LastDay(ExceptionState state) =>
        state.Decisions.Where(decision => decision.Revision == state.Revision).Select(decision => decision.ExpiresOn)
            .Append(state.Content!.ExpiresOn).Min()!.Value;

    private static IEnumerable<TextPart> ReviewParts(ExceptionState state, Review review, PolicyCatalog catalog)
    {
        var assessment = state.Assessment!;
        yield return new(Words.LabelRiskWhy, string.Join(" ", assessment.Reasons(catalog.Assessment)));
        if (FactsForm.Understood(catalog.Assessment, assessment) is { Length: > 0 } understood)
        {
            yield return new(Words.LabelUnderstood, understood, Quoted: true);
        }

        if (assessment.Model is { Summary.Length: > 0 } model)
        {
            yield return new(Words.LabelModelSummary, model.Summary, Quoted: true);
        }
        else if (assessment.FallbackWhy is { Length: > 0 })
        {
            yield return TextPart.Paragraph(Words.ModelFellBack);
        }

        var stages = review.Policy.Stages.Select(stage => $"{stage.Number}. {Phrases.Reviewers(catalog, stage)}");
        yield return new(Words.LabelRoute, string.Join("\n", stages));
        if (Joined(review, catalog) is { Length: > 0 } joined)
        {
            yield return TextPart.Paragraph(joined.TrimEnd());
        }

        foreach (var part in PrecedentScreen.Parts(state.Id, review.Policy, catalog))
        {
            yield return part;
        }

        foreach (var decision in state.Decisions)
        {
            yield return new(Phrases.Decision(decision, catalog), decision.Comment, Quoted: true);
            if (decision.Conditions is { } conditions && decision.Revision == state.Revision)
            {
                yield return new(
                    Words.ConditionsLine.With(CatalogTime.Say(conditions.DueOn)), string.Join("\n", conditions.Texts), Quoted: true);
            }
        }

        foreach (var remark in state.Remarks)
        {
            yield return new(Words.RemarkBy.With(remark.Name, CatalogTime.Say(remark.At, catalog.TimeZone)), remark.Text, Quoted: true);
        }
    }

    private static string Who(ExceptionState state) => state.Content!.Department is { Length: > 0 } department
        ? $"{state.RequesterName} ({department})" : state.RequesterName;

    private static string AreaName(RequestContent content, PolicyCatalog catalog) =>
        catalog.Policy(content.PolicyId) is { } policy ? catalog.Area(policy.AreaId).Name : content.PolicyId;

    private static CardAction Button(string verb, string title, ExceptionState state, ActionLook look) =>
        new() { Verb = verb, Title = title, Id = state.Id, Revision = state.Revision, Look = look };
}
