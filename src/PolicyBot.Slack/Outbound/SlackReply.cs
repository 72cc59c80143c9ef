using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;

namespace PolicyBot.Slack.Outbound;

/// <summary>The result of a call to Slack's Web API.</summary>
internal abstract record SlackReply
{
    private SlackReply()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Body">What Slack answered; empty for a response URL.</param>
    /// <param name="Scopes">The scopes that the token has, as Slack named them beside the answer; empty when it did not.</param>
    public sealed record Done(JsonObject Body, IReadOnlyList<string> Scopes) : SlackReply
    {
        /// <summary>The member at a path of the answer as text; empty when it is not there or no text.</summary>
        public string Text(params ReadOnlySpan<string> path)
        {
            JsonNode? node = Body;
            foreach (var name in path)
            {
                node = node is JsonObject whole ? whole[name] : null;
            }

            return node.AsText();
        }
    }

    /// <summary>Not now, and nothing has happened that a second try would double.</summary>
    /// <param name="After">How long to wait at least: what Slack asked for, or a short pause of our own.</param>
    /// <param name="Code">Slack's own code, or ours where it gave none; for logs.</param>
    /// <param name="Because">What holds it up.</param>
    public sealed record Later(TimeSpan After, string Code, PauseReason Because = PauseReason.Trouble) : SlackReply;

    /// <summary>It may have happened: the answer was lost or speaks of an error midway, and doing it twice is not doing it once.</summary>
    /// <param name="Code">As in <see cref="Later"/>.</param>
    public sealed record MaybeDone(string Code) : SlackReply;

    /// <summary>Never in this form.</summary>
    /// <param name="Code">Slack's own code, verbatim, or ours where it gave none.</param>
    /// <param name="Messages">What Slack found wrong, with JSON pointers; empty where it said nothing.</param>
    /// <param name="Fault">What that means for us.</param>
    public sealed record Refused(string Code, IReadOnlyList<string> Messages, SlackFault Fault) : SlackReply
    {
        /// <summary>Whether something else may be shown there: Slack refuses what was drawn, or gives no reason that we know.</summary>
        public bool IsOfWhatIsShown => Fault is SlackFault.Malformed or SlackFault.Other;

        /// <summary>Whether Slack says that what was drawn is malformed or too large: it will never take it.</summary>
        public bool IsForGood => Fault == SlackFault.Malformed;
    }
}

/// <summary>Why a call can never succeed as it is.</summary>
internal enum SlackFault
{
    /// <summary>Any other fault.</summary>
    Other,

    /// <summary>
    /// The token is revoked, or its account or workspace is gone: nothing works until an administrator installs the app again.
    /// </summary>
    Installation,

    /// <summary>The app lacks a scope or a setting, or the workspace forbids it: an administrator can mend that.</summary>
    Configuration,

    /// <summary>The call is malformed: a bug.</summary>
    Malformed,

    /// <summary>The trigger of a dialog has run out or was used: the person has to press again.</summary>
    Trigger,

    /// <summary>The message or the dialog to be replaced is gone, or can't be replaced any more.</summary>
    Gone,

    /// <summary>The dialog was redrawn meanwhile: this redraw is the older one.</summary>
    Outdated,

    /// <summary>There is no such person or channel, or none that this app may write to.</summary>
    Unreachable,
}
