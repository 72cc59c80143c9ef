using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Doctor;

/// <summary>Whether the public address leads to a PolicyBot that keeps strangers out, asked as a stranger would.</summary>
internal sealed class AddressCheck(
    IOptions<PolicyBotOptions> settings, bool hasTeams, bool isSlackCalling, HttpClient http) : IInstallationCheck
{
    private const string Part = "address";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Origin is not { } origin)
        {
            return [new Finding(Part, FindingKind.Off, "PolicyBot:PublicBaseUrl is not set: there is no register page.")];
        }

        try
        {
            using var alive = await http.GetAsync(new Uri(origin, "healthz"), cancellationToken);
            if (!alive.IsSuccessStatusCode || await alive.Content.ReadAsStringAsync(cancellationToken) != "alive")
            {
                return
                [
                    Wrong($"{origin.Host} answers {(int)alive.StatusCode} at /healthz, and not as PolicyBot does.",
                        "PolicyBot must run there, and a proxy before it must pass every path on."),
                ];
            }

            var doors = new List<Finding> { new(Part, FindingKind.Right, $"{origin.Host} leads to PolicyBot.") };
            if (hasTeams)
            {
                doors.Add(await DoorAsync(origin, "api/messages", "Teams", cancellationToken));
            }

            if (isSlackCalling)
            {
                doors.Add(await DoorAsync(origin, "slack/events", "Slack", cancellationToken));
            }

            return doors;
        }
        catch (Exception fault) when (
            fault is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return
            [
                Wrong($"{origin.Host} can't be reached from here.",
                    "PolicyBot must run, and name, certificate and proxy must be in order; from inside a network its public name " +
                    "may not be found."),
            ];
        }
    }

    // Who shows neither token nor signature is sent away by PolicyBot itself: then what a proxy does with the path is right.
    private async Task<Finding> DoorAsync(Uri origin, string path, string channel, CancellationToken cancellationToken)
    {
        using var empty = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(origin, path), empty, cancellationToken);
        return (int)answer.StatusCode == StatusCodes.Status401Unauthorized
            ? new Finding(Part, FindingKind.Right, $"/{path} takes {channel}'s requests and refuses a stranger's.")
            : Wrong($"/{path} answers {(int)answer.StatusCode} to a stranger, not 401.",
                $"A proxy before PolicyBot must pass /{path} on as it is; {channel} must be configured where it runs.");
    }

    private static Finding Wrong(string what, string mend) => new(Part, FindingKind.Wrong, what, mend);
}
