using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>A request that is being written, in a list of requests.</summary>
internal static class UnsentScreen
{
    private const int ShownText = 60;

    /// <summary>The line; its button goes on where the person left it, in the chat or in the form.</summary>
    public static ListLine Line(PolicyCatalog catalog, Draft draft) => new(
        Name(catalog, draft),
        DoorOf(draft) is { } door
            ? Words.DoorUnsent.With(draft.Id, door, CatalogTime.Say(CatalogTime.Today(draft.KeptUntil, catalog.TimeZone)))
            : Words.AnswerDraftUnsent.With(draft.Id),
        draft.Talk is null
            ? new CardAction { Verb = Verbs.Edit, Title = Words.Open, Id = draft.Id, IgnoresInputs = true }
            : new CardAction { Verb = Verbs.TalkWith, Title = Words.Open, Id = draft.Id, Value = draft.Id.Value, IgnoresInputs = true });

    /// <summary>What began it in the person's name, in words; null: the person did.</summary>
    public static string? DoorOf(Draft draft) => draft.Door is "" ? Words.DoorOwnApp : draft.Door;

    /// <summary>Its number with its policy and what is concerned; before these are known, with the words it began with.</summary>
    public static string Name(PolicyCatalog catalog, Draft draft)
    {
        string[] known =
        [
            catalog.Policy(Input(draft, FieldIds.Policy)) is { } policy ? $"{policy.Name} ({policy.Id})" : "",
            Input(draft, FieldIds.Scope) is { Length: > 0 } scope ? scope : Input(draft, FieldIds.Title),
        ];
        var words = known.Where(word => word.Length > 0).Select(word => VisibleText.Shortened(word, ShownText)).ToList();
        return $"{draft.Id} · {(words.Count > 0 ? string.Join(", ", words) : VisibleText.Shortened(draft.Talk?.Said ?? "", ShownText))}";
    }

    private static string Input(Draft draft, string field) => draft.Inputs.GetValueOrDefault(field) ?? "";
}
