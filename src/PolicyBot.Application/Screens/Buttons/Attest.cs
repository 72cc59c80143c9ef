using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>The owner says that the exception is still needed and that the compensating controls work.</summary>
internal sealed class Attest : ExceptionButton
{
    public override string Verb => Views.Verbs.Attest;

    public override string OpeningVerb => Views.Verbs.AskAttest;

    protected override ActionLook Look => ActionLook.Positive;

    internal override Refusal? WhyNot(ExceptionState state, Asker asker) =>
        Access.WhyNotAttest(state, asker.WithRoles(state), OwnerAgenda.AttestationDue(state, asker.Catalog, asker.Now));

    internal override CardView Form(ExceptionState state, Asker asker)
    {
        var form = ReasonForm.Render(
            state, Words.AttestHeading, Words.AttestLabel, Verb, Words.StillNeeded, ActionLook.Positive, TextLimits.MinimumComment);
        var controls = state.Content!.CompensatingControls;
        var part = new TextPart(Words.LabelControls, controls.Length > 0 ? controls : Words.NoControls, controls.Length > 0);
        return form with { Intro = [.. form.Intro, part] };
    }

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values) =>
        new ExceptionCommand.Attest(state.Version == 0 ? null : OwnerAgenda.AttestationDue(state, asker.Catalog, asker.Now), values.Comment)
        {
            By = by,
        };

    internal override string Done(ExceptionState state, PolicyCatalog catalog) =>
        OwnerAgenda.NextAttestation(state, catalog) is { } next
            ? Words.DoneAttested.With(state.Id, CatalogTime.Say(next))
            : Words.DoneAttestedLast.With(state.Id, CatalogTime.Say(Phrases.LastDay(state)));

    internal override bool IsOffered(ExceptionState state, Asker asker) => asker.FindsRunning(state) && base.IsOffered(state, asker);

    private protected override string Title(ExceptionState state, Asker asker) => Words.StillNeeded;
}
