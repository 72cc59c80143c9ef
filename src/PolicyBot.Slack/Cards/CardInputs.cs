using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// Inputs of a modal: the block's id is the field's, so that faults find it and what was typed stays when the form is drawn again.
/// What the client checks is a courtesy: the server checks everything again.
/// </summary>
internal static class CardInputs
{
    /// <summary>The <c>action_id</c> of every input: a block has one.</summary>
    public const string Value = "value";

    private const string Day = "yyyy-MM-dd";
    private const int FewChoices = 5; // as many as are better seen at once than opened

    /// <summary>The inputs, in order.</summary>
    /// <param name="followed">The choices that the others follow from: they are told at once. Null for none.</param>
    public static IEnumerable<JsonObject> Draw(
        TextBudget pen, IEnumerable<FormField> fields, IReadOnlyList<FormField>? followed = null) =>
        fields.Select(field => Draw(pen, field, followed?.Any(follows => follows.Id == field.Id) == true));

    private static JsonObject Draw(TextBudget pen, FormField field, bool isFollowed)
    {
        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Id,
            ["label"] = CardElements.PlainText(TextBudget.Line(field.Label, SlackLimits.Label)),
            ["element"] = Element(pen, field),
            ["optional"] = !field.Required,
        };
        if (Hint(pen, field) is { } hint)
        {
            input["hint"] = CardElements.PlainText(TextBudget.Line(hint, SlackLimits.Label));
        }

        if (isFollowed)
        {
            input["dispatch_action"] = true;
        }

        return input;
    }

    private static JsonObject Element(TextBudget pen, FormField field) => field.Kind switch
    {
        FieldKind.Choice when ChoiceInput.CanList(pen, field) => Choice(field),
        FieldKind.Several => ChoiceInput.Several(field),
        FieldKind.Toggle => Toggle(field),
        FieldKind.Date => Date(field),
        _ => Text(field),
    };

    private static JsonObject Choice(FormField field) =>
        field is { Required: true, Choices.Count: <= FewChoices } && field.Id is not (FieldIds.Policy or FieldIds.Area)
            ? ChoiceInput.Radio(field) : ChoiceInput.Select(field);

    private static JsonObject Toggle(FormField field) => ChoiceInput.Radio(field with
    {
        Choices = [new("true", CardWords.Yes), new("false", CardWords.No)],
        Value = field.Value ?? (field.Required ? null : "false"), // what must be answered is not answered beforehand
    });

    private static JsonObject Date(FormField field)
    {
        var element = new JsonObject { ["type"] = "datepicker", ["action_id"] = Value };
        if (DateOnly.TryParseExact(field.Value, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            element["initial_date"] = field.Value;
        }

        AddPlaceholder(element, field.Placeholder);
        return element;
    }

    private static JsonObject Text(FormField field)
    {
        var element = new JsonObject { ["type"] = "plain_text_input", ["action_id"] = Value };
        if (field.Kind == FieldKind.Text)
        {
            element["multiline"] = true;
        }

        var value = field.Value ?? "";
        var longest = field.MaxLength is > 0 and < SlackLimits.Input ? field.MaxLength : SlackLimits.Input;
        // what is too long can still be shown and made shorter
        element["max_length"] = value.Length > longest ? SlackLimits.Input : longest;
        if (field.Required && field.MinLength > 1 && (value.Length == 0 || value.Length >= field.MinLength))
        {
            element["min_length"] = Math.Min(field.MinLength, longest);
        }

        if (value.Length > 0)
        {
            // To the letter, as far as Slack takes it: it comes back as the person's own words.
            element["initial_value"] = ShownText.Cut(value, SlackLimits.Input, static piece => piece.Length);
        }

        AddPlaceholder(element, field.Placeholder);
        return element;
    }

    private static void AddPlaceholder(JsonObject element, string? placeholder)
    {
        if (placeholder is { Length: > 0 })
        {
            element["placeholder"] = CardElements.PlainText(TextBudget.Line(placeholder, SlackLimits.Placeholder));
        }
    }

    // What is wrong, or what must be known beforehand because the client cannot check it or says it badly.
    private static string? Hint(TextBudget pen, FormField field) => field switch
    {
        { Fault: { } fault } => fault,
        { Kind: FieldKind.Text or FieldKind.Line, Value.Length: > SlackLimits.Input } =>
            string.Format(CultureInfo.InvariantCulture, CardWords.AnswerCut,
                ShownText.Cut(field.Value, SlackLimits.Input, static piece => piece.Length).Length, field.Value.Length),
        { Kind: FieldKind.Choice } when !ChoiceInput.CanList(pen, field) =>
            string.Format(
                CultureInfo.InvariantCulture, CardWords.TooManyChoices, field.Choices.Select(choice => choice.Value).FirstOrDefault()),
        { MinLength: > 1 } or { Kind: FieldKind.Number } or { Kind: FieldKind.Date, Latest: not null } => field.ErrorMessage,
        _ => null,
    };
}
