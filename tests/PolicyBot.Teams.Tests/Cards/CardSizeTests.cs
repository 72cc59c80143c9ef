using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Tests.Schemas;
using PolicyBot.Testing;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class CardSizeTests
{
    private const string Family = "👨‍👩‍👧‍👦"; // one character for people, eleven UTF-16 code units

    private static readonly Dictionary<string, Func<int, string>> Scripts = new()
    {
        ["Latin"] = length => Fill("Why the policy cannot be met. ", length),
        ["CJK"] = length => Fill("例外の理由", length),
        ["emoji"] = length => Fill(Family, length),
        ["quotes"] = length => Fill("\"\\", length),
        ["one character a line"] = length => Fill("a\n", length),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var script in Scripts.Keys)
            {
                foreach (var card in FilledViews.All(_ => "").Keys)
                {
                    cases.Add(card, script);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_longest_texts_fit_and_no_input_or_button_is_lost(string card, string script)
    {
        var view = FilledViews.All(Scripts[script])[card];
        var small = JsonNode.Parse(CardText.Draw(FilledViews.All(_ => "short")[card], TeamsCardActions.Execute))!;

        var drawn = CardText.Draw(view, TeamsCardActions.Execute);

        var json = JsonNode.Parse(drawn)!;
        Assert.InRange(Encoding.UTF8.GetByteCount(drawn), 1, TeamsCards.MaxBytes);
        Assert.Empty(CardSchema.Faults(drawn));
        Assert.Equal(CardNodes.OfType(small, "Input.").Select(Id), CardNodes.OfType(json, "Input.").Select(Id));
        Assert.Equal(Buttons(small), Buttons(json).Where(title => title != "Show all")); // which long texts have
        Assert.DoesNotContain('\uFFFD', drawn);
        Assert.Equal(drawn, CardText.Draw(view, TeamsCardActions.Execute));
    }

    [Theory]
    [InlineData("Latin")]
    [InlineData("CJK")]
    public void A_choice_among_600_policies_with_the_longest_names_is_within_what_Teams_takes(string script)
    {
        var catalog = ManyPolicies.Catalog(number => $"{number} {Scripts[script](145)}");
        var id = ExceptionId.Parse("PX-7K2M9QRT");
        CardView[] forms =
        [
            RequestForm.ChoosePolicy(catalog, id), .. RequestForm.ChoosePolicy(catalog, id).Fields[0].Choices
                .Select(area => RequestForm.ChoosePolicy(catalog, id, area.Value)),
        ];

        Assert.Equal(14, forms.Length);
        Assert.All(forms, form => Assert.InRange(CardText.Draw(form, TeamsCardActions.Execute).Length, 1, TeamsCards.LongestTaken / 2));
        Assert.All(forms, form => Assert.Empty(CardSchema.Faults(CardText.Draw(form, TeamsCardActions.Execute))));
    }

    [Fact]
    public void A_text_that_was_shortened_says_so_and_where_the_whole_is()
    {
        var view = FilledViews.Approval(Scripts["CJK"]);

        var drawn = CardText.Draw(view, TeamsCardActions.Execute);

        Assert.Matches("[例外の理由]… shortened here; the whole text is in the record \\(status PX-7K2M9QRT\\)", drawn);
    }

    [Fact]
    public void What_a_person_typed_is_never_shortened_even_where_a_form_gets_too_long()
    {
        var view = FilledViews.Form(Scripts["CJK"]);
        var full =
            view with
            {
                More =
                [.. view.More,
                .. view.More.Where(field => field.Kind == FieldKind.Text)
                .SelectMany(field => new[] { field with { Id = "assets" }, field with { Id = "evidence" } })]
            };

        var drawn = CardText.Draw(full, TeamsCardActions.Execute);

        var values = CardNodes.OfType(JsonNode.Parse(drawn)!, "Input.Text").Select(input => ((string)input["value"]!).Length);
        Assert.Equal(full.Fields.Concat(full.More).Where(field => field.Kind is FieldKind.Text or FieldKind.Line)
            .Select(field => field.Value!.Length), values);
        Assert.InRange(Encoding.UTF8.GetByteCount(drawn), TeamsCards.MaxBytes, 40 * 1024);
    }

    [Fact]
    public void Only_the_longest_texts_are_shortened()
    {
        var scope = Fill("Only svc-build. ", 400);
        var approval = SampleViews.Approval();
        var view = approval with
        {
            Parts = [.. approval.Parts, new("Scope", scope, Quoted: true)],
            Details =
                [.. Enumerable.Range(0, 12).Select(_ => new TextPart("Why", Scripts["Latin"](TextLimits.Justification), Quoted: true))],
        };

        var drawn = CardText.Draw(view, TeamsCardActions.Execute);

        Assert.Contains(scope.Trim(), drawn, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(drawn), TeamsCards.MaxBytes - 1024, TeamsCards.MaxBytes);
    }

    [Fact]
    public void A_character_that_people_see_as_one_is_never_cut_in_two()
    {
        var drawn = CardText.Draw(FilledViews.Approval(Scripts["emoji"]), TeamsCardActions.Execute);

        var shortened = CardNodes.OfType(JsonNode.Parse(drawn)!, "TextRun").Select(run => (string)run["text"]!)
            .Where(text => text.Contains('…')).ToList();
        Assert.NotEmpty(shortened);
        Assert.All(shortened, text => Assert.Empty(text[..text.IndexOf('…')].Replace(Family, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_is_too_long_counts_what_it_leaves_out()
    {
        var list = SampleViews.List();
        var view =
            list with
            {
                Lines =
                [.. Enumerable.Range(1, 200)
                    .Select(number => new ListLine($"Request {number}", "HIGH", SampleViews.Action(Verbs.Status, "Open")))]
            };

        var drawn = CardText.Draw(view, TeamsCardActions.Execute);

        var shown = CardNodes.OfType(JsonNode.Parse(drawn)!, "ColumnSet").Count;
        Assert.InRange(shown, 20, 199);
        Assert.Contains($"{200 - shown} more do not fit here.", drawn, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(drawn), 1, TeamsCards.MaxBytes);
    }

    private static IEnumerable<string?> Buttons(JsonNode card) =>
        CardNodes.OfType(card, "Action.").Select(action => (string?)action["title"]);

    private static string? Id(JsonObject input) => (string?)input["id"];

    private static string Fill(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
