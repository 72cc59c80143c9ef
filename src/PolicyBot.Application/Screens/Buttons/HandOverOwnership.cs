using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner asks another person to own the exception; the policy's owner does once the owner has left.</summary>
internal sealed class HandOverOwnership : ExceptionButton
{
    public override string Verb => Views.Verbs.HandOver;

    public override string OpeningVerb => Views.Verbs.AskHandOver;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) => Access.WhyNotHandOver(state, asker.WithRoles(state));

    internal override CardView Form(ExceptionState state, Asker asker)
    {
        var form = ReasonForm.Render(state, Words.HandOverHeading, Words.HandOverLabel, Verb, Words.HandOver, ActionLook.Positive, 1);
        return form with
        {
            Intro = [.. form.Intro, TextPart.Paragraph(Words.HandOverText.With(asker.Catalog.NameOf(state.Owner)))],
            Fields =
            [
                new FormField
                {
                    Id = FieldIds.Owner,
                    Label = Words.HandOverLabel,
                    Kind = FieldKind.Line,
                    Required = true,
                    MaxLength = TextLimits.Title,
                    ErrorMessage = Words.HandOverNoAddress,
                },
            ],
        };
    }

    internal override FieldFault? ReadingFault(FormValues values, Asker asker) =>
        PersonId.TryParse(values.Text(FieldIds.Owner).Trim(), out _) ? null : new FieldFault(FieldIds.Owner, Words.HandOverNoAddress);

    // Rules compare one address a person.
    internal override PersonId? Named(FormValues values, Asker asker) =>
        PersonId.TryParse(values.Text(FieldIds.Owner).Trim(), out var typed) ? asker.Catalog.Directory.FindHolder(typed) : null;

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.ProposeOwner(Named(values, asker)!.Value) { By = by };

    internal override bool IsOffered(ExceptionState state, Asker asker) =>
        asker.FindsRunning(state) && state.HandOver is null && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) =>
        asker.Person == state.Owner ? Words.HandOver : Words.NameOwner;
}
