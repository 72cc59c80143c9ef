using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Screens;

/// <summary>
/// What was understood of a request, each with the words it was read from: to be seen in the preview, and corrected in a form of choices.
/// </summary>
internal static class FactsForm
{
    private const int MostShown = 6;

    /// <summary>The facts that can be corrected: what was read or chosen, not what the policy or one of its fields says.</summary>
    public static IEnumerable<AssessedFact> CanBeCorrected(AssessmentSettings settings, RequestContent content, Assessment assessment) =>
        (assessment.Rubric.Known ?? []).Where(fact =>
            settings.Facts.GetValueOrDefault(fact.Id) is { Choices.Count: > 0 }
            && (fact.Source is FactSource.Text or FactSource.Model or FactSource.Chosen or FactSource.Corrected
                // that nothing was recognised can be wrong, too
                || (fact.Id == FactKind.Controls && content.CompensatingControls.Length > 0)));

    /// <summary>What was understood, one a line; empty for nothing.</summary>
    public static string Understood(AssessmentSettings settings, Assessment assessment) => string.Join('\n', (assessment.Rubric.Known ?? [])
        .Where(fact => settings.Facts.ContainsKey(fact.Id) && (fact.IsRead || fact.Instead is not null))
        .Take(MostShown)
        .Select(fact => Line(settings, fact)));

    /// <summary>Everything that was known, with the words it was read from, one a line; empty for nothing.</summary>
    public static string Facts(AssessmentSettings settings, Assessment assessment) => string.Join('\n', (assessment.Rubric.Known ?? [])
        .Where(fact => settings.Facts.ContainsKey(fact.Id))
        .Select(fact => Line(settings, fact)));

    /// <summary>What the requester corrected, and where what they answered or chose and their words differ, one a line.</summary>
    public static string Corrected(AssessmentSettings settings, Assessment assessment) => string.Join('\n', (assessment.Rubric.Known ?? [])
        .Where(fact => settings.Facts.ContainsKey(fact.Id) && fact.Instead is not null)
        .Select(fact => Line(settings, fact)));

    /// <summary>The form.</summary>
    public static FormView Render(AssessmentSettings settings, Draft draft, RequestContent content, Assessment assessment)
    {
        var facts = CanBeCorrected(settings, content, assessment).ToList();
        return new FormView
        {
            Summary = Words.FactsHeading,
            Heading = Words.FactsHeading,
            Intro =
            [
                TextPart.Paragraph(facts.Count > 0 ? Words.FactsText : Words.FactsNone),
                .. facts.Where(fact => fact.Quote is not null).DistinctBy(fact => fact.Quote)
                .Select(fact => new TextPart(settings.Facts[fact.Id].Name.Said, fact.Quote!, Quoted: true)),
            ],
            Fields = [.. facts.Select(fact => Field(settings, fact))],
            Actions =
            [
                .. facts.Count > 0
                ? [new CardAction { Verb = Verbs.Correct, Title = Words.SaveFacts, Id = draft.Id, Look = ActionLook.Positive }]
                : Array.Empty<CardAction>(),
                new CardAction { Verb = Verbs.Preview, Title = Words.Back, Id = draft.Id, IgnoresInputs = true },
            ],
        };
    }

    /// <summary>
    /// What is corrected once the form is filled: only what differs from what was understood, and nothing that is no choice.
    /// </summary>
    public static Dictionary<string, string> Correct(
        AssessmentSettings settings, Draft draft, RequestContent content, Assessment assessment, IReadOnlyDictionary<string, string> inputs)
    {
        var corrected = new Dictionary<string, string>(draft.Corrected ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var fact in CanBeCorrected(settings, content, assessment))
        {
            if (inputs.GetValueOrDefault(FieldIds.Fact(fact.Id))?.Trim() is not { Length: > 0 } chosen || chosen == fact.Value
                || !settings.Facts[fact.Id].Choices.ContainsKey(chosen))
            {
                continue;
            }

            corrected.Remove(fact.Id);
            if (fact.Source != FactSource.Corrected || chosen != fact.Instead)
            {
                corrected[fact.Id] = chosen;
            }
        }

        return corrected;
    }

    private static FormField Field(AssessmentSettings settings, AssessedFact fact)
    {
        var wording = settings.Facts[fact.Id];
        IEnumerable<FieldChoice> asRead = wording.Choices.ContainsKey(fact.Value)
            ? [] : [new FieldChoice(fact.Value, Words.FactAsRead.With(FactWords.Value(settings, fact.Id, fact.Value)))];
        return new FormField
        {
            Id = FieldIds.Fact(fact.Id),
            Label = wording.Asks.Said,
            Kind = FieldKind.Choice,
            Value = fact.Value,
            Choices = [.. asRead, .. wording.Choices.Select(choice => new FieldChoice(choice.Key, choice.Value.Said))],
            ErrorMessage = Words.NotAChoice,
        };
    }

    private static string Line(AssessmentSettings settings, AssessedFact fact) => fact switch
    {
        { Instead: { } chosen, IsRead: true, Quote: { } words } => Words.FactLineGraver.With(
            FactWords.Say(settings, fact.Id, fact.Value), words, FactWords.Value(settings, fact.Id, chosen)),
        { Instead: { } graver, Source: not FactSource.Corrected, Quote: { } words } => Words.FactLineAnswered.With(
            FactWords.Say(settings, fact.Id, fact.Value), words, FactWords.Value(settings, fact.Id, graver)),
        { Instead: { } before } =>
            Words.FactLineCorrected.With(FactWords.Say(settings, fact.Id, fact.Value), FactWords.Value(settings, fact.Id, before)),
        { Quote: { } quote } => Words.FactLineQuoted.With(FactWords.Say(settings, fact.Id, fact.Value), quote),
        _ => FactWords.Say(settings, fact.Id, fact.Value),
    };
}
