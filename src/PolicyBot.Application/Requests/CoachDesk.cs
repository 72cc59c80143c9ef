using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Requests;

/// <summary>Helps with a request before anybody else sees it: asks what reviewers would ask, and lets what was understood of it be corrected.</summary>
public sealed class CoachDesk(IDrafts drafts, ICatalog catalog, RequestSubmission submission, DraftScreens screens, RequestDesk requests, TimeProvider time)
    : IButtonHandler
{
    /// <inheritdoc />
    public IReadOnlyList<string> Handled { get; } = [Verbs.AskAnswers, Verbs.Answer, Verbs.AskFacts, Verbs.Correct];

    /// <summary>Deals with a button of the preview that opens one of the forms, and with the forms themselves.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return new Answer(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())));
        }

        if (await drafts.ReadAsync(turn.Person, id, cancellationToken) is not { } draft)
        {
            return await requests.GoneAsync(turn, id, press.Verb, cancellationToken);
        }

        if (press.Verb == Verbs.Answer)
        {
            return await AnswerAsync(turn, draft, press.Inputs, cancellationToken); // kept even where the draft needs more first
        }

        if (await submission.PrepareAsync(draft, cancellationToken) is not Prepared.Ready ready)
        {
            return new Answer(await screens.FormAsync(draft, null, cancellationToken)); // the catalog or the calendar moved on since the preview
        }

        switch (press.Verb)
        {
            case Verbs.AskAnswers:
                await WriteAsync(draft, previewed: false, cancellationToken);
                return new Answer(AnswerForm.Of(draft, Gaps(ready.Assessment)));
            case Verbs.AskFacts:
                await WriteAsync(draft, previewed: false, cancellationToken);
                return new Answer(FactsForm.Of(catalog.Current.Assessment, draft, ready.Content, ready.Assessment));
            case Verbs.Correct:
                draft = draft with { Corrected = FactsForm.Correct(catalog.Current.Assessment, draft, ready.Content, ready.Assessment, press.Inputs) };
                return await PreviewAsync(turn, draft, cancellationToken);
            default:
                throw new UnreachableException($"{press.Verb} is not the coach's.");
        }
    }

    private static IReadOnlyList<string> Gaps(Assessment assessment) => GapQuestions.Tags(assessment.Rubric.Missing.Concat(assessment.Model?.Missing ?? []));

    private async Task<Answer> AnswerAsync(Interaction turn, Draft draft, IReadOnlyDictionary<string, string> typed, CancellationToken cancellationToken)
    {
        var (inputs, faults) = AnswerForm.Add(draft, typed);
        if (faults.Count > 0)
        {
            var asked = MissingTag.All.Where(tag => typed.ContainsKey(FieldIds.Answer(tag))).ToList();
            return new Answer(AnswerForm.Of(draft, asked, typed, faults));
        }

        return await PreviewAsync(turn, draft with { Inputs = inputs }, cancellationToken);
    }

    private async Task<Answer> PreviewAsync(Interaction turn, Draft draft, CancellationToken cancellationToken)
    {
        await WriteAsync(draft, previewed: true, cancellationToken); // before it is checked: nothing that was typed is lost
        return await requests.PreviewAsync(turn, draft with { Previewed = true }, await submission.PrepareAsync(draft, cancellationToken), cancellationToken);
    }

    // While a form is open, a late redraw of the preview must not hide it.
    private Task WriteAsync(Draft draft, bool previewed, CancellationToken cancellationToken) =>
        drafts.WriteAsync(draft with { Previewed = previewed, UpdatedAt = time.GetUtcNow() }, cancellationToken);
}
