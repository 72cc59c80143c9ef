using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.BlockKit;

/// <summary>What is wrong with some blocks, each with the place it is at, in the words Slack uses.</summary>
internal sealed class Complaints
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string pointer, string words) => _all.Add($"{words} [json-pointer:{pointer}]");

    /// <summary>
    /// Members of an object: those not named here are refused, those required and missing too. <c>type</c> is always allowed.
    /// </summary>
    public void Members(JsonObject item, string pointer, string[] required, string[] optional)
    {
        foreach (var name in required.Where(name => item[name] is null))
        {
            Add(pointer, $"missing required field: {name}");
        }

        foreach (
            var (name, _) in item.Where(member => member.Key != "type" && !required.Contains(member.Key) && !optional.Contains(member.Key)))
        {
            Add(pointer, $"invalid additional property: {name}");
        }
    }

    /// <summary>A text member's length in UTF-16 code units.</summary>
    public void Length(JsonObject item, string name, string pointer, int longest, int shortest = 0)
    {
        if (item[name] is not { } member)
        {
            return;
        }

        if (item.Text(name) is not { } text)
        {
            Add($"{pointer}/{name}", $"must be a string, not {member.GetValueKind()}");
            return;
        }

        Length(text, $"{pointer}/{name}", longest, shortest);
    }

    public void Length(string text, string pointer, int longest, int shortest = 0)
    {
        if (text.Length > longest)
        {
            Add(pointer, $"must be less than {longest + 1} characters");
        }
        else if (text.Length < shortest)
        {
            Add(pointer, $"must be more than {shortest - 1} characters");
        }
    }

    /// <summary>A text object.</summary>
    public void Words(JsonObject item, string name, string pointer, int longest, bool plainOnly = true)
    {
        if (item[name] is { } words)
        {
            Words(words, $"{pointer}/{name}", longest, plainOnly);
        }
    }

    public void Words(JsonNode? node, string pointer, int longest, bool plainOnly)
    {
        if (node is not JsonObject words)
        {
            Add(pointer, "must be an object");
            return;
        }

        switch (words.Text("type"))
        {
            case "plain_text":
                Members(words, pointer, ["text"], ["emoji"]);
                Flags(words, pointer, "emoji");
                break;
            case "mrkdwn" when !plainOnly:
                Members(words, pointer, ["text"], ["verbatim"]);
                Flags(words, pointer, "verbatim");
                break;
            default:
                Add($"{pointer}/type", plainOnly ? "must be `plain_text`" : "must be one of: `mrkdwn`, `plain_text`");
                return;
        }

        Length(words, "text", pointer, longest, shortest: 1);
    }

    /// <summary>A member that is a list, or null when it is missing or none.</summary>
    public JsonArray? Items(JsonObject item, string name, string pointer, int most, int least = 1)
    {
        if (item[name] is not { } member)
        {
            return null;
        }

        if (member is not JsonArray items)
        {
            Add($"{pointer}/{name}", "must be an array");
            return null;
        }

        if (items.Count > most)
        {
            Add($"{pointer}/{name}", $"no more than {most} items allowed");
        }
        else if (items.Count < least)
        {
            Add($"{pointer}/{name}", $"no fewer than {least} items allowed");
        }

        return items;
    }

    public void OneOf(JsonObject item, string name, string pointer, params string[] allowed)
    {
        if (item[name] is not null && !allowed.Contains(item.Text(name)))
        {
            Add($"{pointer}/{name}", $"must be one of: {string.Join(", ", allowed)}");
        }
    }

    public void Flags(JsonObject item, string pointer, params string[] names)
    {
        foreach (
            var name in names.Where(name =>
                item[name] is { } member && member.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False)))
        {
            Add($"{pointer}/{name}", "must be a boolean");
        }
    }

    public int? Number(JsonObject item, string name, string pointer, int least, int most)
    {
        if (item[name] is not { } member)
        {
            return null;
        }

        if (member is not JsonValue value || !value.TryGetValue<int>(out var number))
        {
            Add($"{pointer}/{name}", "must be an integer");
            return null;
        }

        if (number < least || number > most)
        {
            Add($"{pointer}/{name}", string.Create(CultureInfo.InvariantCulture, $"must be between {least} and {most}"));
        }

        return number;
    }
}
