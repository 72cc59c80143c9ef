using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// Text as blocks of <c>rich_text</c>, in which nothing is mark-up: a mention or a link would be an element of its own. Lines follow each
/// other in one section, as Slack's own composer writes them; a person's words stand in a quote. A block takes as much as a section may
/// hold, then the next begins.
/// </summary>
internal sealed class RichText
{
    private readonly List<JsonObject> _blocks = [];
    private JsonArray? _elements; // of the block that is open
    private JsonArray? _section; // the section that the next line goes to
    private int _spent;

    /// <summary>The blocks.</summary>
    public IReadOnlyList<JsonObject> Blocks => _blocks;

    /// <summary>A line, with something in bold at its start.</summary>
    public RichText Line(string bold, string text = "", string? emoji = null)
    {
        if (SlackText.Cost(bold) + SlackText.Cost(text) > SlackLimits.Text)
        {
            foreach (var piece in SlackText.Pieces(bold, SlackLimits.Text))
            {
                Line(piece, emoji: emoji);
                emoji = null;
            }

            foreach (var piece in SlackText.Pieces(text, SlackLimits.Text))
            {
                Line("", piece, emoji);
                emoji = null;
            }

            return this;
        }

        var elements = Room(SlackText.Cost(bold) + SlackText.Cost(text));
        if (_section is null)
        {
            _section = [];
            elements.Add(Element("rich_text_section", _section));
        }
        else
        {
            _section.Add(Run("\n"));
        }

        if (emoji is not null)
        {
            _section.Add(new JsonObject { ["type"] = "emoji", ["name"] = emoji });
            _section.Add(Run(" "));
        }

        Add(_section, bold, strong: true);
        Add(_section, text, strong: false);
        return this;
    }

    /// <summary>A person's own words, set off from PolicyBot's.</summary>
    public RichText Quote(string text, bool bold = false)
    {
        foreach (var piece in SlackText.Pieces(text, SlackLimits.Text))
        {
            Room(SlackText.Cost(piece)).Add(Element("rich_text_quote", [Run(piece, bold)]));
            _section = null;
        }

        return this;
    }

    private JsonArray Room(int cost)
    {
        if (_elements is null || _spent + cost > SlackLimits.Text)
        {
            _elements = [];
            _blocks.Add(Element("rich_text", _elements));
            _section = null;
            _spent = 0;
        }

        _spent += cost + 1;
        return _elements;
    }

    private static void Add(JsonArray section, string text, bool strong)
    {
        if (text.Length > 0)
        {
            section.Add(Run(text, strong));
        }
    }

    private static JsonObject Run(string text, bool bold = false)
    {
        var run = new JsonObject { ["type"] = "text", ["text"] = text };
        if (bold)
        {
            run["style"] = new JsonObject { ["bold"] = true };
        }

        return run;
    }

    private static JsonObject Element(string type, JsonArray elements) => new() { ["type"] = type, ["elements"] = elements };
}
