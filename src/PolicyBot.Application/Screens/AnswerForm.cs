using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Screens;

/// <summary>What reviewers would ask first, in one form; each answer is added where it belongs, below what was typed.</summary>
internal static class AnswerForm
{
    private const int LongestAnswer = 500;

    /// <summary>What the button that opens it says.</summary>
    public static string Title(Assessment assessment) =>
        assessment.Questions.Count == 1 ? Words.AnswerOne : Words.AnswerSeveral.With(assessment.Questions.Count);

    /// <summary>The form.</summary>
    /// <param name="draft">What was typed before.</param>
    /// <param name="tags">The gaps to ask about, the first first; each is a member of <see cref="MissingTag.All"/>.</param>
    /// <param name="typed">What was typed into it before, by input id; null for nothing.</param>
    /// <param name="faults">What was wrong with it, by input id; null for nothing.</param>
    public static FormView Render(Draft draft, IReadOnlyList<string> tags, IReadOnlyDictionary<string, string>? typed = null,
        IReadOnlyDictionary<string, string>? faults = null) => new()
        {
            Summary = Words.AnswersHeading,
            Heading = Words.AnswersHeading,
            Fault = faults is { Count: > 0 } ? Words.FormFaults.With(faults.Count) : null,
            Intro = [TextPart.Paragraph(tags.Count > 0 ? Words.AnswersText : Words.AnswersNone)],
            Fields = [.. tags.Select(tag => new FormField
        {
            Id = FieldIds.Answer(tag),
            Label = GapQuestions.For(tag),
            Kind = FieldKind.Text,
            MaxLength = LongestAnswer,
            Value = typed?.GetValueOrDefault(FieldIds.Answer(tag)),
            Fault = faults?.GetValueOrDefault(FieldIds.Answer(tag)),
            ErrorMessage = Words.FieldMissing,
        })],
            Actions =
        [
            .. tags.Count > 0
            ? [new CardAction { Verb = Verbs.Answer, Title = Words.AddAnswers, Id = draft.Id, Look = ActionLook.Positive }]
            : Array.Empty<CardAction>(),
            new CardAction { Verb = Verbs.Preview, Title = Words.Back, Id = draft.Id, IgnoresInputs = true },
        ],
        };

    /// <summary>The draft with these answers added, or what is wrong with them by input id.</summary>
    public static (Draft Answered, Dictionary<string, string> Faults) Add(
        AssessmentSettings settings, Draft draft, IReadOnlyDictionary<string, string> typed)
    {
        var answered = new Dictionary<string, string>(draft.Answered ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        var inputs = new Dictionary<string, string>(draft.Inputs, StringComparer.Ordinal);
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in MissingTag.All)
        {
            if (SeenText.Trim(typed.GetValueOrDefault(FieldIds.Answer(tag))) is not { Length: > 0 } answer)
            {
                continue;
            }

            // An address for the accountable person is the owner of the exception; words about them belong to the reason.
            var names = tag == MissingTag.Owner && PersonId.TryParse(answer, out _);
            var field = names ? FieldIds.Owner : GapQuestions.FieldOf(tag);
            var before = names ? "" : inputs.GetValueOrDefault(field)?.TrimEnd() ?? "";
            var after = before.Length == 0 ? answer : before + "\n" + answer;
            var most = field == FieldIds.Justification ? TextLimits.Justification : TextLimits.Other;
            if (after.Length > most || answer.Length > LongestAnswer)
            {
                faults[FieldIds.Answer(tag)] =
                    Words.FieldTooLong.With(Math.Clamp(most - before.Length - 1, 0, LongestAnswer), answer.Length);
            }
            else
            {
                inputs[field] = after;
                if (GapQuestions.Tells(settings, answer))
                {
                    answered[tag] = answer;
                }
            }
        }

        return (draft with { Inputs = inputs, Answered = answered }, faults);
    }
}
