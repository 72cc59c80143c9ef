using System.Text.Json.Nodes;
using PolicyBot.Teams.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

/// <summary>A person's text shows as text: no link, no mark-up, no mention, no date macro, no turned direction.</summary>
public sealed class HostileTextTests
{
    private const string Hostile =
        "# Approved\n- **[Approve](https://evil.example)** _now_ `code` ~~old~~ <https://evil.example> ![x](https://evil.example/x.png)\n" +
        "1. https://evil.example www.evil.com evil.com ana@evil.com mailto:ana@evil.com\n> <at>Ana</at> </AT> {{DATE(2026-01-01T00:00:00Z,LONG)}} ${title}\n" +
        "| a | b |\n[x]: https://evil.example\n\u202Edrah\u2066\u0007\u0000\uD800 end\n===";

    private static readonly string[] Markup =
        ["<a ", "<strong", "<em", "<img", "<ul", "<ol", "<h1", "<h2", "<code", "<s>", "<blockquote", "<table"];

    public static TheoryData<string> Names => [.. FilledViews.All(_ => "").Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hostile_text_has_no_effect_on_a_card(string name)
    {
        var card = CardText.Draw(FilledViews.All(_ => Hostile)[name], TeamsCardActions.Execute);

        var drawn = await RenderedCard.DrawAsync(card);

        Assert.Empty(drawn.Problems);
        Assert.All(drawn.Html, html => Assert.All(Markup, tag => Assert.DoesNotContain(tag, html, StringComparison.OrdinalIgnoreCase)));
        Assert.All(Shown(card), text =>
        {
            Assert.DoesNotContain("<at", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("</at", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            Assert.DoesNotContain("${", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, character => char.IsControl(character) || character is '\u202E' or '\u2066');
        });
        Assert.Contains(Shown(card), text => text.Contains("[Approve](https", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_texts_would_have_an_effect_in_a_plain_TextBlock()
    {
        string[] hostile =
            ["# Approved", "[Approve](https://evil.example)", "1. one", "- one", "**now**", "<https://evil.example>", "www.evil.com",
            "ana@evil.com"];
        var naive = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["body"] = new JsonArray([.. hostile.Select(text => new JsonObject { ["type"] = "TextBlock", ["text"] = text })]),
        };

        var drawn = await RenderedCard.DrawAsync(naive.ToJsonString());

        Assert.Equal(hostile.Length, drawn.Html.Count(html => Markup.Any(tag => html.Contains(tag, StringComparison.Ordinal))));
    }

    [Fact]
    public void What_a_person_typed_stays_in_the_input_to_the_letter()
    {
        const string typed = "[see](https://intra.contoso.example) **now** {{DATE()}} <at>Ana</at>\n\ttabbed";
        var form = SampleViews.Form();
        var view = form with { Fields = [form.Fields[1] with { Value = typed }] };

        var card = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!;

        Assert.Equal(typed, CardNodes.Walk(card).Single(node => (string?)node["id"] == "justification")["value"]!.GetValue<string>());
    }

    // Every text that the card shows; not what stands in an input (the person's own words, for their own eyes) nor what a button carries.
    private static IEnumerable<string> Shown(string card) => CardNodes.Walk(JsonNode.Parse(card)!)
        .SelectMany(node => node)
        .Where(member =>
            member.Key is "text" or "title" or "label" or "errorMessage" or "placeholder" or "speak" or "fallbackText" or "tooltip")
        .Select(member => member.Value!.GetValue<string>());
}
