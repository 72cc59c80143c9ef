using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PolicyBot.Slack;

/// <summary>Stops the start when the section is wrong, with one line for each fault; no value of a secret is told.</summary>
internal sealed partial class SlackOptionsValidator(IHostEnvironment environment) : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(SlackOptions options)
    {
        if (!options.IsOn)
        {
            if (options.SigningSecret.Length > 0 || options.AppToken.Length > 0)
            {
                yield return "Slack:BotToken is missing, though " +
                    $"Slack:{(options.AppToken.Length > 0 ? nameof(options.AppToken) : nameof(options.SigningSecret))} is set.";
            }
        }
        else if (!BotToken().IsMatch(options.BotToken))
        {
            yield return "Slack:BotToken is no bot token: those begin with xoxb-.";
        }

        if (options.AppToken.Length > 0 && !AppToken().IsMatch(options.AppToken))
        {
            yield return "Slack:AppToken is no app-level token: those begin with xapp-.";
        }

        if (options is { IsOn: true, AppToken.Length: 0 } && !options.SigningSecret.Split(',').Any(secret => secret.Trim().Length > 0))
        {
            yield return "Slack:SigningSecret is missing: without it nobody could tell Slack's requests from others'. Socket Mode " +
                "(Slack:AppToken) needs none.";
        }

        if (options.TeamId.Length > 0 && !TeamId().IsMatch(options.TeamId))
        {
            yield return "Slack:TeamId is no workspace: those begin with T, in capital letters and digits.";
        }

        if (!Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && environment.IsDevelopment())))
        {
            yield return "Slack:ApiBaseUrl must be an HTTPS URL (HTTP only on loopback in Development).";
        }
        else if (!address.AbsolutePath.EndsWith('/') || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            yield return "Slack:ApiBaseUrl must end with a slash.";
        }
        else if (address.IsLoopback && !environment.IsDevelopment())
        {
            yield return "Slack:ApiBaseUrl is on loopback, which is for Development only.";
        }
    }

    [GeneratedRegex(@"\Axoxb-[0-9A-Za-z-]+\z")]
    private static partial Regex BotToken();

    [GeneratedRegex(@"\Axapp-[0-9A-Za-z-]+\z")]
    private static partial Regex AppToken();

    [GeneratedRegex(@"\AT[0-9A-Z]+\z")]
    private static partial Regex TeamId();
}
