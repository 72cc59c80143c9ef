using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Buttons;

/// <summary>Shows a draft that a door began in the person's name; from then on typed words go on with it.</summary>
internal sealed class ShowDraft : DraftButton
{
    public override string Verb => Views.Verbs.ShowDraft;

    internal override DraftStep Press(DraftPress press) =>
        new DraftStep.ShowPreview(press.Draft.Talk is null ? press.Draft with { Talk = Begin(press) } : press.Draft);

    // What need not be said is not asked for after a correction: the preview is what the person saw.
    private static ChatState Begin(DraftPress press) => new()
    {
        Skipped =
        [
            FieldIds.Controls,
            .. press.Asker.Catalog.Policy(press.Draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "")?.Fields
                .Select(field => FieldIds.Own(field.Id)) ?? [],
        ],
    };
}
