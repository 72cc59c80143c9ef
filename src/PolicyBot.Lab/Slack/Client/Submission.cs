using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.BlockKit;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>
/// What a Slack client makes of a submission: its own checks before, and the app's answer after (docs.slack.dev surfaces/modals).
/// </summary>
internal static class Submission
{
    private const string Trouble = "We had some trouble connecting. Try again?";

    /// <summary>What the client itself refuses, by <c>block_id</c>. Lengths count blanks too.</summary>
    public static ImmutableDictionary<string, string> Refused(SlackView view) => BlockForm.Of(view.Blocks)
        .Where(part => part.IsInput)
        .Select(part => (part.BlockId, Fault: Fault(part, ElementState.Value(view.StateOf(part)))))
        .Where(input => input.Fault is not null)
        .ToImmutableDictionary(input => input.BlockId, input => input.Fault!);

    /// <summary>Does what the answer says, or shows the client's own words when it says nothing that Slack understands.</summary>
    public static SlackOutcome Apply(SlackViews views, SlackView view, AppAnswer answer)
    {
        if (answer.Status != 200)
        {
            return Failed(views, view, $"HTTP {answer.Status}. {answer.Body}");
        }

        var body = answer.Body.Length == 0 ? [] : answer.ContentType == "application/json" ? Wire.TryParseObject(answer.Body) : null;
        if (body is null)
        {
            return Failed(views, view, $"The body is no JSON object of type application/json: {answer.Body}");
        }

        switch (body.Text("response_action"))
        {
            case null when body.Count == 0:
                views.Close(view.UserId, view.Id);
                return new SlackOutcome.ViewClosed();
            case "clear":
                views.Clear(view.UserId);
                return new SlackOutcome.ViewClosed();
            case "errors" when body["errors"] is JsonObject { Count: > 0 } errors:
                return Show(views, view, errors);
            case "update" or "push" when body["view"] is JsonObject next:
                return Replace(views, view, next, push: body.Text("response_action") == "push");
            default:
                return Failed(views, view, $"The answer means nothing to Slack: {answer.Body}");
        }
    }

    private static SlackOutcome Show(SlackViews views, SlackView view, JsonObject errors)
    {
        var current = views.Find(view.Id) ?? view;
        if (errors.FirstOrDefault(error => !current.Inputs.Contains(error.Key)) is { Key: { } unknown })
        {
            return Failed(views, view, $"'{unknown}' is no input block of this view.");
        }

        var shown = errors.ToImmutableDictionary(error => error.Key, error => error.Value?.ToString() ?? "");
        views.Change(view.Id, old => old with { Errors = shown });
        return new SlackOutcome.ErrorsShown(shown);
    }

    private static SlackOutcome Replace(SlackViews views, SlackView view, JsonObject next, bool push)
    {
        if (next.Text("type") != "modal" || BlockKitRules.OfView(next) is { Count: > 0 })
        {
            return Failed(views, view, $"The view is refused: {string.Join("; ", BlockKitRules.OfView(next))}");
        }

        if (views.Find(view.Id) is null)
        {
            return new SlackOutcome.ViewClosed(); // by the person, while the app worked on it: the answer is not shown
        }

        var shown = push ? views.Push(view.UserId, next) : views.Update(view.Id, next);
        return shown is null
            ? Failed(views, view, "The stack is full.") : push ? new SlackOutcome.ViewPushed(shown) : new SlackOutcome.ViewUpdated(shown);
    }

    private static SlackOutcome.Failed Failed(SlackViews views, SlackView view, string why)
    {
        views.Change(view.Id, old => old with { Trouble = Trouble });
        return new SlackOutcome.Failed(why);
    }

    private static string? Fault(BlockPart part, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return part.IsOptional ? null : "Please complete this required field.";
        }

        var (least, most) = (part.Element["min_length"]?.GetValue<int>(), part.Element["max_length"]?.GetValue<int>());
        return value.Length < least ? string.Create(CultureInfo.InvariantCulture, $"Please enter at least {least} characters.")
            : value.Length > most ? string.Create(CultureInfo.InvariantCulture, $"Please enter at most {most} characters.")
            : null;
    }
}
