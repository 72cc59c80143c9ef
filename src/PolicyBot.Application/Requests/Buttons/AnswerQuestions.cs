using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Asks what reviewers would ask, and adds the answers to the request.</summary>
internal sealed class AnswerQuestions : DraftButton
{
    public override string Verb => Views.Verbs.Answer;

    public override string OpeningVerb => Views.Verbs.AskAnswers;

    // Answers are kept even where the draft needs more first.
    internal override bool IsChecked(string verb) => verb == OpeningVerb;

    internal override DraftStep Press(DraftPress press)
    {
        if (press.Action.Verb == OpeningVerb)
        {
            return press.Prepared is Prepared.Ready { Assessment: var assessment }
                ? new DraftStep.ShowForm(press.Draft, AnswerForm.Render(press.Draft, FindGaps(assessment)))
                : new DraftStep.ShowForm(null);
        }

        var typed = press.Action.Inputs;
        var (answered, faults) = AnswerForm.Add(press.Asker.Catalog.Assessment, press.Draft, typed);
        return faults.Count == 0
            ? new DraftStep.ShowPreview(answered)
            : new DraftStep.ShowForm(null,
            AnswerForm.Render(press.Draft, [.. MissingTag.All.Where(tag => typed.ContainsKey(FieldIds.Answer(tag)))], typed, faults));
    }

    // What is typed there can still be copied.
    internal override Answer WhenGone(ExceptionId id, string verb) => base.WhenGone(id, verb) with { LeavesCardUnchanged = verb == Verb };

    private static IReadOnlyList<string> FindGaps(Assessment assessment) =>
        GapQuestions.Tags(assessment.Rubric.Missing.Concat(assessment.Model?.Missing ?? []));
}
