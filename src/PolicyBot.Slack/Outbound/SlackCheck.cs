using PolicyBot.Application.Ports;

namespace PolicyBot.Slack.Outbound;

/// <summary>Whose the token is, what it may do, and whether Socket Mode opens.</summary>
internal sealed class SlackCheck(SlackClient client, SlackInstallation installation, SlackOptions options) : IInstallationCheck
{
    private const string Part = "slack";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var token = OfTokenAsync(cancellationToken);
        return options.AppToken.Length > 0 ? await Task.WhenAll(token, OfSocketAsync(cancellationToken)) : [await token];
    }

    private async Task<Finding> OfTokenAsync(CancellationToken cancellationToken) => await client.AuthTestAsync(cancellationToken) switch
    {
        SlackReply.Done done when installation.Faults(done) is { Count: > 0 } faults => Wrong(string.Join(' ', faults)),
        SlackReply.Done done => new Finding(
            Part, FindingKind.Right, $"The token is of the workspace {done.Text("team_id")} and has every scope that it needs."),
        SlackReply.Refused refused => Wrong($"The token is refused ({refused.Code}).",
            "Take the one that the app's page shows under OAuth & Permissions."),
        SlackReply.Later later => Wrong($"Slack does not answer ({later.Code}).",
            $"Let this machine reach {new Uri(options.ApiBaseUrl).Host}."),
        SlackReply.MaybeDone unsure => Wrong($"Slack does not answer ({unsure.Code}).",
            $"Let this machine reach {new Uri(options.ApiBaseUrl).Host}."),
        _ => Wrong("Slack's answer is not known.", "Look at Slack:ApiBaseUrl."),
    };

    private async Task<Finding> OfSocketAsync(CancellationToken cancellationToken) =>
        await client.AppsConnectionsOpenAsync(cancellationToken) switch
        {
            SlackReply.Done => new Finding(Part, FindingKind.Right, "Socket Mode opens."),
            SlackReply.Refused refused => Wrong(
                $"Socket Mode is refused ({refused.Code}).",
                "Turn Socket Mode on in the app, and set an app-level token with connections:write as Slack:AppToken."),
            _ => Wrong("Socket Mode does not open: Slack does not answer.", $"Let this machine reach {new Uri(options.ApiBaseUrl).Host}."),
        };

    private static Finding Wrong(string what, string mend = "") => new(Part, FindingKind.Wrong, what, mend);
}
