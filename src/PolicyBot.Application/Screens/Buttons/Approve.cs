using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens.Buttons;

/// <summary>An approver approves, maybe for a shorter time and on conditions.</summary>
internal sealed class Approve : DecisionButton
{
    public override string Verb => Views.Verbs.Approve;

    internal override FieldFault? ReadingFault(FormValues values, Asker asker)
    {
        var (texts, due) = Conditions(values);
        return values.Text(FieldIds.ExpiresOn).Trim() is { Length: > 0 } end && Day(end) is null
            ? FieldFault.From(new Refusal.EndUnreadable(), asker.Catalog)
            : texts.Length == 0 && due.Length == 0 || texts.Length > 0 && Day(due) is not null ? null
            : FieldFault.From(new Refusal.ConditionsIncomplete(), asker.Catalog); // neither texts nor day without the other
    }

    internal override ExceptionCommand Command(ExceptionState state, Asker asker, Actor by, FormValues values)
    {
        var zone = asker.Catalog.TimeZone;
        var end = Day(values.Text(FieldIds.ExpiresOn).Trim());
        var (texts, due) = Conditions(values);
        return new ExceptionCommand.Approve(
            values.Revision,
            values.Comment,
            end is { } day && day != state.Content?.ExpiresOn ? new ShorterEnd(day, CatalogTime.EndOf(day, zone)) : null,
            Seen(state, asker))
        {
            By = by,
            Conditions = Day(due) is { } dueOn ? new Conditions(texts, dueOn, CatalogTime.EndOf(dueOn, zone)) : null,
        };
    }

    internal override string Done(ExceptionState state, PolicyCatalog catalog) => Words.DoneApproved.With(state.Id);

    // One condition a line.
    private static (string[] Texts, string Due) Conditions(FormValues values) => (
        [.. values.Text(FieldIds.Conditions).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(text => SeenText.Count(text) > 0)],
        values.Text(FieldIds.ConditionsDueOn).Trim());

    private static DateOnly? Day(string typed) =>
        RequestField.TryParseDay(typed, out var day) ? day : null;
}
