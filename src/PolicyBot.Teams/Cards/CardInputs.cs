using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>Inputs. What the client checks is a courtesy: the server checks everything again.</summary>
internal static class CardInputs
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The inputs of a card, each with what was wrong with it below.</summary>
    /// <param name="hidden">Whether they stand behind a toggle: a hidden input must not block a button.</param>
    public static IEnumerable<JsonObject> Draw(TextBudget pen, IEnumerable<FormField> fields, bool hidden)
    {
        foreach (var field in fields)
        {
            yield return Draw(pen, field, field.Required && !hidden);
            if (field.Fault is { } fault)
            {
                yield return CardElements.With(
                    CardElements.RichText(CardElements.Run(pen.OneLine(fault), color: "attention")), "spacing", "none");
            }
        }
    }

    private static JsonObject Draw(TextBudget pen, FormField field, bool required)
    {
        var input = new JsonObject
        {
            ["type"] = field.Kind switch
            {
                FieldKind.Choice or FieldKind.Several => "Input.ChoiceSet",
                FieldKind.Date => "Input.Date",
                FieldKind.Number => "Input.Number",
                FieldKind.Toggle => "Input.Toggle",
                _ => "Input.Text",
            },
            ["id"] = field.Id,
            ["label"] = pen.OneLine(field.Label),
            ["errorMessage"] = pen.Escaped(field.ErrorMessage), // drawn as a TextBlock
        };
        if (required)
        {
            input["isRequired"] = true;
        }

        if (field.Placeholder is { Length: > 0 } placeholder && field.Kind != FieldKind.Toggle)
        {
            input["placeholder"] = pen.OneLine(placeholder);
        }

        switch (field.Kind)
        {
            case FieldKind.Choice:
                AddChoices(pen, field, input);
                break;
            case FieldKind.Several:
                AddChoices(pen, field, input);
                AddSearch(field, input);
                break;
            case FieldKind.Date:
                AddDays(field, input);
                break;
            case FieldKind.Number:
                if (decimal.TryParse(field.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
                {
                    input["value"] = number;
                }

                break;
            case FieldKind.Toggle:
                input["title"] = CardWords.Yes;
                input["value"] = field.Value == "true" ? "true" : "false";
                break;
            default:
                AddText(field, input);
                break;
        }

        return input;
    }

    private static void AddText(FormField field, JsonObject input)
    {
        if (field.Kind == FieldKind.Text)
        {
            input["isMultiline"] = true;
        }

        if (field.MaxLength > 0)
        {
            input["maxLength"] = field.MaxLength;
        }

        if (field.MinLength > 1)
        {
            input["regex"] = string.Create(CultureInfo.InvariantCulture, $@"^\s*\S[\s\S]{{{field.MinLength - 2},}}\S\s*$");
        }

        if (field.Value is { Length: > 0 } value)
        {
            input["value"] = value; // to the letter: it comes back as the person's own words, so nothing is put in, shortened or taken away
        }
    }

    // Several chosen values would come back joined by commas; FieldChoice.Value holds none, so that stays unambiguous.
    private static void AddChoices(TextBudget pen, FormField field, JsonObject input)
    {
        input["style"] = "compact";
        input["placeholder"] ??= CardWords.Choose;
        input["choices"] = new JsonArray([.. field.Choices.Select(choice => new JsonObject
        {
            ["title"] = pen.OneLine(choice.Title),
            ["value"] = choice.Value,
        })]);
        if (field.Choices.Any(choice => choice.Value == field.Value))
        {
            input["value"] = field.Value;
        }
    }

    // What Teams finds in the list by itself; what is not in it, it asks for ("application/search").
    private static void AddSearch(FormField field, JsonObject input)
    {
        input["style"] = "filtered";
        input["isMultiSelect"] = true;
        if (field.Lookup is { } lookup)
        {
            input["choices.data"] = new JsonObject { ["type"] = "Data.Query", ["dataset"] = lookup };
        }

        if (field.Value is { Length: > 0 } chosen)
        {
            input["value"] = chosen;
        }
    }

    private static void AddDays(FormField field, JsonObject input)
    {
        if (field.Earliest is { } earliest)
        {
            input["min"] = earliest.ToString(Day, CultureInfo.InvariantCulture);
        }

        if (field.Latest is { } latest)
        {
            input["max"] = latest.ToString(Day, CultureInfo.InvariantCulture);
        }

        if (DateOnly.TryParseExact(field.Value, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            input["value"] = field.Value;
        }
    }
}
