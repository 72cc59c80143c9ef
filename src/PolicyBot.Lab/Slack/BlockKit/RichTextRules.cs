using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.BlockKit;

/// <summary>The parts of a <c>rich_text</c> block.</summary>
internal static class RichTextRules
{
    public static void Check(Complaints complaints, JsonArray? parts, string pointer)
    {
        foreach (var (index, part) in (parts ?? []).Index())
        {
            var at = $"{pointer}/{index}";
            if (part is not JsonObject item)
            {
                complaints.Add(at, "must be an object");
                continue;
            }

            switch (item.Text("type"))
            {
                case "rich_text_section":
                    complaints.Members(item, at, ["elements"], []);
                    Inline(complaints, item, at);
                    break;
                case "rich_text_quote" or "rich_text_preformatted":
                    complaints.Members(item, at, ["elements"], ["border"]);
                    Inline(complaints, item, at);
                    break;
                case "rich_text_list":
                    complaints.Members(item, at, ["elements", "style"], ["indent", "offset", "border"]);
                    complaints.OneOf(item, "style", at, "bullet", "ordered");
                    Check(complaints, item["elements"] as JsonArray, $"{at}/elements");
                    break;
                default:
                    complaints.Add(at, $"unsupported type: {item.Text("type") ?? "none"}");
                    break;
            }
        }
    }

    private static void Inline(Complaints complaints, JsonObject part, string pointer)
    {
        foreach (var (index, element) in (part["elements"] as JsonArray ?? []).Index())
        {
            var at = $"{pointer}/elements/{index}";
            if (element is not JsonObject item)
            {
                complaints.Add(at, "must be an object");
                continue;
            }

            var (required, optional) = item.Text("type") switch
            {
                "text" => (["text"], ["style"]),
                "link" => (["url"], ["text", "style", "unsafe"]),
                "user" => (["user_id"], ["style"]),
                "channel" => (["channel_id"], ["style"]),
                "usergroup" => (["usergroup_id"], ["style"]),
                "broadcast" => (["range"], ["style"]),
                "emoji" => (["name"], ["unicode", "style"]),
                "date" => (["timestamp", "format"], ["url", "fallback", "style"]),
                "color" => (["value"], ["style"]),
                _ => (Array.Empty<string>(), Array.Empty<string>()),
            };
            if (required.Length == 0)
            {
                complaints.Add(at, $"unsupported type: {item.Text("type") ?? "none"}");
                continue;
            }

            complaints.Members(item, at, required, optional);
            complaints.Length(item, "text", at, int.MaxValue - 1, shortest: 1);
            complaints.Length(item, "url", at, 3000, shortest: 1);
            if (item["style"] is JsonObject style)
            {
                complaints.Members(
                    style, $"{at}/style", [], ["bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"]);
            }
        }
    }
}
