using System.Diagnostics;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>What an owner answers while an exception lives and after it: still needed, met again, and who owns it from now on.</summary>
public sealed class KeepingDesk(Committing committing, Reachability reachability, ICatalog catalog, TimeProvider time)
{
    /// <summary>Deals with a button of the owner, or of the policy owner where the owner has left.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (await committing.SeenAsync(turn, press, cancellationToken) is not { } state)
        {
            return new Answer(ShowDesk.Plain(Phrases.Refusal(new Refusal.NotFound())));
        }

        if (WhyNotAsked(state, turn, press.Verb) is { } refusal)
        {
            return committing.Refused(turn, state, refusal);
        }

        var typed = press.Inputs.GetValueOrDefault(FieldIds.Comment) ?? "";
        return press.Verb switch
        {
            Verbs.AskAttest => new Answer(AttestForm(state)),
            Verbs.AskMet => new Answer(MetForm(state)),
            Verbs.AskHandOver => new Answer(HandOverForm(state)),
            Verbs.Attest => await committing.AnswerAsync(
                turn, state.Id, now => new ExceptionCommand.Attest(OwnerAgenda.AttestationDue(now, catalog.Current, time.GetUtcNow()), typed) { By = turn.Actor },
                (now, why) => AtComment(AttestForm(now, typed), why), cancellationToken),
            Verbs.Met => await committing.AnswerAsync(
                turn, state.Id, _ => new ExceptionCommand.ConfirmMet(typed) { By = turn.Actor }, (now, why) => AtComment(MetForm(now, typed), why), cancellationToken),
            Verbs.NotMet => await committing.AnswerAsync(turn, state.Id, _ => new ExceptionCommand.DenyMet { By = turn.Actor }, null, cancellationToken),
            Verbs.HandOver => await HandOverAsync(turn, state, press.Inputs.GetValueOrDefault(FieldIds.Owner)?.Trim() ?? "", cancellationToken),
            _ => throw new UnreachableException($"{press.Verb} is not the owner's."),
        };
    }

    private async Task<Answer> HandOverAsync(Interaction turn, ExceptionState state, string typed, CancellationToken cancellationToken)
    {
        if (!PersonId.TryParse(typed, out var to))
        {
            return new Answer(HandOverForm(state, typed, Words.OwnerNoAddress));
        }

        to = catalog.Current.Person(to)?.Email ?? to; // rules compare one address a person
        if (!(await reachability.AmongAsync([to], cancellationToken)).Contains(to))
        {
            return new Answer(HandOverForm(state, typed, Phrases.Refusal(new Refusal.OwnerUnreachable(to))));
        }

        return await committing.AnswerAsync(
            turn, state.Id,
            _ => new ExceptionCommand.ProposeOwner(to) { By = turn.Actor },
            (now, why) => why is Refusal.OwnerDecides or Refusal.OwnsAlready ? HandOverForm(now, typed, Phrases.Refusal(why)) : null,
            cancellationToken);
    }

    private static FormView? AtComment(FormView form, Refusal why) => why is Refusal.TooShort or Refusal.TooLong ? ReasonForm.Faulty(form, why) : null;

    // Nobody is asked for words that could not be taken.
    private Refusal? WhyNotAsked(ExceptionState state, Interaction turn, string verb) => verb switch
    {
        Verbs.AskHandOver or Verbs.HandOver => Access.WhyNotHandOver(state, Subject.From(catalog.Current, state, turn.Actor)),
        _ when turn.Person != state.Owner => new Refusal.NotTheOwner(),
        Verbs.AskAttest => OwnerAgenda.AttestationDue(state, catalog.Current, time.GetUtcNow()) is null ? new Refusal.NothingToAttest() : null,
        Verbs.AskMet => Access.WhyNotConfirmMet(state, Subject.From(catalog.Current, state, turn.Actor)),
        _ => null,
    };

    private static FormView AttestForm(ExceptionState state, string? typed = null)
    {
        var form = ReasonForm.Of(state, Words.AttestHeading, Words.AttestLabel, Verbs.Attest, Words.StillNeeded, ActionLook.Positive, TextLimits.MinimumComment, typed);
        return form with
        {
            Intro =
            [
                .. form.Intro,
                new TextPart(Words.LabelControls, state.Content!.CompensatingControls is { Length: > 0 } controls ? controls : Words.NoControls, state.Content.CompensatingControls.Length > 0),
            ],
        };
    }

    private static FormView MetForm(ExceptionState state, string? typed = null) =>
        ReasonForm.Of(state, Words.MetHeading, Words.MetLabel, Verbs.Met, Words.Yes, ActionLook.Positive, TextLimits.MinimumComment, typed);

    private static FormView HandOverForm(ExceptionState state, string? typed = null, string? fault = null)
    {
        var form = ReasonForm.Of(state, Words.HandOverHeading, Words.HandOverLabel, Verbs.HandOver, Words.HandOver, ActionLook.Positive, 1);
        return form with
        {
            Intro = [.. form.Intro, TextPart.Paragraph(Words.HandOverText.With(state.Owner))],
            Fields =
            [
                new FormField
                {
                    Id = FieldIds.Owner,
                    Label = Words.HandOverLabel,
                    Kind = FieldKind.Line,
                    Required = true,
                    MaxLength = TextLimits.Title,
                    Value = typed,
                    ErrorMessage = Words.OwnerNoAddress,
                    Fault = fault,
                },
            ],
        };
    }
}
