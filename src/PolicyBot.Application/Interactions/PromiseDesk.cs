using System.Diagnostics;
using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>Takes what an owner shows of what was promised, and what approvers of the record say of it.</summary>
public sealed class PromiseDesk(Committing committing)
{
    /// <summary>Deals with a button about a promise.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (await committing.SeenAsync(turn, press, cancellationToken) is not { } state)
        {
            return new Answer(ShowDesk.Plain(Phrases.Refusal(new Refusal.NotFound())));
        }

        var comment = press.Inputs.GetValueOrDefault(FieldIds.Comment) ?? "";
        var number = int.TryParse(press.Inputs.GetValueOrDefault(FieldIds.Promise), NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? chosen : 0;
        return press.Verb switch
        {
            Verbs.AskProve => WhyNot(state, turn, proves: true) is { } why ? committing.Refused(turn, state, why) : new Answer(PromiseScreens.Prove(state)),
            Verbs.AskAcceptProof or Verbs.AskReturnProof => WhyNot(state, turn, proves: false) is { } why
                ? committing.Refused(turn, state, why)
                : new Answer(PromiseScreens.Judge(state, press.Verb == Verbs.AskAcceptProof)),
            Verbs.Prove => await committing.AnswerAsync(
                turn, state.Id,
                _ => new ExceptionCommand.Prove(number, comment, press.Inputs.GetValueOrDefault(FieldIds.Evidence) ?? "") { By = turn.Actor },
                (now, why) => WhyNot(now, turn, proves: true) is null ? PromiseScreens.Prove(now, press.Inputs, why) : null,
                cancellationToken),
            Verbs.AcceptProof => await committing.AnswerAsync(
                turn, state.Id,
                _ => new ExceptionCommand.AcceptProof(number, comment) { By = turn.Actor },
                (now, why) => WhyNot(now, turn, proves: false) is null ? PromiseScreens.Judge(now, accepts: true, press.Inputs, why) : null,
                cancellationToken),
            Verbs.ReturnProof => await committing.AnswerAsync(
                turn, state.Id,
                _ => new ExceptionCommand.ReturnProof(number, comment) { By = turn.Actor },
                (now, why) => WhyNot(now, turn, proves: false) is null ? PromiseScreens.Judge(now, accepts: false, press.Inputs, why) : null,
                cancellationToken),
            _ => throw new UnreachableException($"{press.Verb} is not about a promise."),
        };
    }

    // Nobody is asked for words that could not be taken.
    private static Refusal? WhyNot(ExceptionState state, Interaction turn, bool proves)
    {
        var subject = Subject.From(turn.Actor, Roles.None); // no role opens it
        return proves ? Access.WhyNotProve(state, subject) : Access.WhyNotJudgeProof(state, subject);
    }
}
