using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>What was decided on, part by part: the status shows it as long as there is an exception, the history as it came.</summary>
internal static class DecidedParts
{
    /// <summary>All that is known of it beside what was asked for.</summary>
    public static IEnumerable<TextPart> Render(ExceptionState state, PolicyCatalog catalog)
    {
        if (state.Assessment is { } assessment)
        {
            foreach (var part in Assessed(assessment, catalog))
            {
                yield return part;
            }
        }

        if (state.ReviewPolicy is { } policy)
        {
            yield return new(Words.LabelRoute, Reviewers(policy, catalog));
            yield return TextPart.Paragraph(CatalogVersion(policy.CatalogHash));
        }

        if (state.Grant is { } grant && state.Assessment is { } accepted)
        {
            var approvers = Phrases.Names(catalog, state.Decisions
                .Where(decision => decision.Kind == DecisionKind.Approved && decision.Revision == state.Revision)
                .Select(decision => decision.By).Distinct());
            yield return TextPart.Paragraph(Words.AcceptedRisk.With(approvers, accepted.Label.InWords(), CatalogTime.Say(grant.ExpiresOn)));
        }

        foreach (var decision in state.Decisions.Where(decision => decision.Revision == state.Revision))
        {
            if (decision.Conditions is { } conditions)
            {
                yield return new(
                    Words.ConditionsLine.With(CatalogTime.Say(conditions.DueOn)), string.Join("\n", conditions.Texts), Quoted: true);
            }
        }
    }

    /// <summary>Where an imported exception comes from, and who approved it there; nothing for one that was asked for here.</summary>
    public static IEnumerable<TextPart> Imported(ExceptionState state, PolicyCatalog catalog) => state.Origin is not { } origin ? [] :
    [
        new(
            Words.ImportedLine.With(
                CatalogTime.Say(CatalogTime.Today(state.SubmittedAt, catalog.TimeZone)), origin.File, origin.Line, state.ImportedBy),
            Approved(origin), Quoted: true),
    ];

    /// <summary>Who approved it where it was kept before.</summary>
    public static string Approved(ImportOrigin origin) =>
        Words.ImportedDecision.With(origin.ApprovedBy, CatalogTime.Say(origin.ApprovedOn));

    /// <summary>What was asked for, with every answer.</summary>
    public static IEnumerable<TextPart> Asked(RequestContent content)
    {
        yield return new(Words.LabelWhy, content.Justification, Quoted: true);
        yield return new(Words.LabelScope, content.Scope, Quoted: true);
        yield return content.CompensatingControls is { Length: > 0 } controls
            ? new(Words.LabelControls, controls, Quoted: true)
            : new(Words.LabelControls, Words.NoControls);
    }

    /// <summary>The risk with its reasons, the facts with their quotations, and what the model said.</summary>
    public static IEnumerable<TextPart> Assessed(Assessment assessment, PolicyCatalog catalog)
    {
        yield return new(Words.LabelRiskWhy, string.Join(" ", assessment.Reasons(catalog.Assessment)));
        if (FactsForm.Facts(catalog.Assessment, assessment) is { Length: > 0 } facts)
        {
            yield return new(Words.LabelUnderstood, facts, Quoted: true);
        }

        if (assessment.Model is { } model)
        {
            yield return new(Words.LabelModelSummary, model.Summary, Quoted: true);
            yield return TextPart.Paragraph(Words.ModelNamed.With(model.Model, model.PromptVersion));
        }
        else if (assessment.FallbackWhy is { Length: > 0 })
        {
            yield return TextPart.Paragraph(Words.ModelFellBack);
        }
    }

    /// <summary>Stage by stage who was to decide, each with the reason.</summary>
    public static string Reviewers(ReviewPolicy policy, PolicyCatalog catalog) => string.Join("\n", policy.Stages.SelectMany(stage =>
        stage.People.Select(person => $"{catalog.NameOf(person.Person)}: {Because(person, catalog)}")
            .Prepend($"{stage.Number}. {Phrases.Reviewers(catalog, stage)}")));

    /// <summary>The catalog that held the rule.</summary>
    public static string CatalogVersion(string hash) => Words.CatalogVersion.With(hash.Length > 12 ? hash[..12] : hash);

    private static string Because(RoutedPerson person, PolicyCatalog catalog) => person switch
    {
        { Because: { Length: > 0 } said } => said,
        { InPlaceOf: { } missing } => Words.AskedInPlaceOf.With(person.Group, catalog.NameOf(missing)),
        { SteppingInFor: { } other } => Words.AskedSteppingIn.With(person.Group, other),
        { Group: { } group } => Words.AskedOfGroup.With(group),
        _ => RoutingWords.Manager,
    };
}
