using Microsoft.Extensions.Options;
using PolicyBot.Application.Webhooks;
using PolicyBot.Mail;
using PolicyBot.OpenAI;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Teams;

namespace PolicyBot.Host.Composition;

/// <summary>What stops the start beside each section's own rules: what is only allowed in Development, and what would not last.</summary>
internal sealed class PolicyBotOptionsCheck(IHostEnvironment environment) : IValidateOptions<PolicyBotOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyBotOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.CatalogPath))
        {
            faults.Add("PolicyBot:CatalogPath is missing: the path of the catalog file (YAML).");
        }
        else if (!File.Exists(options.CatalogPath))
        {
            faults.Add($"PolicyBot:CatalogPath: there is no file {options.CatalogPath}.");
        }

        if (options.PublicBaseUrl.Length > 0
            && !(Uri.TryCreate(options.PublicBaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            faults.Add("PolicyBot:PublicBaseUrl is no absolute http or https URL.");
        }
        else if (options.Origin is { Scheme: "http", IsLoopback: false })
        {
            faults.Add("PolicyBot:PublicBaseUrl must be https: people sign in there. http is for this machine alone.");
        }

        if (options.FullCards is < 1 or > 1_000)
        {
            faults.Add("PolicyBot:FullCards must be from 1 to 1000.");
        }

        if (options.DangerouslyFollowClock.Length > 0 && !environment.IsDevelopment())
        {
            faults.Add(
                "PolicyBot:DangerouslyFollowClock is for Development only: a turned clock would end and approve exceptions " +
                "at the wrong time.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}

/// <summary>An audit record does not go into a store that forgets.</summary>
internal sealed class StorageLastsCheck(IHostEnvironment environment) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => options.IsEmulator && !environment.IsDevelopment()
        ? ValidateOptionsResult.Fail($"Storage: {StorageOptions.EmulatorRefusal}.")
        : ValidateOptionsResult.Success;
}

/// <summary>The settings that say what is on.</summary>
internal sealed record StartSettings(
    IOptions<TeamsOptions> Teams, IOptions<SlackOptions> Slack, IOptions<SmtpOptions> Smtp, IOptions<OpenAIOptions> OpenAI,
    IOptions<PolicyBotOptions> PolicyBot, IOptions<AuditOptions> Audit, IOptions<ApiOptions> Api);

/// <summary>Says at start-up what is on, and what is off for lack of configuration.</summary>
internal sealed partial class StartReport(
    StartSettings settings, WebhookEndpoints endpoints, IHostEnvironment environment, ILogger<StartReport> logger)
{
    public void Write()
    {
        if (settings.Teams.Value.MicrosoftAppId.Length > 0)
        {
            TeamsOn(settings.Teams.Value.MicrosoftAppType);
        }
        else if (environment.IsDevelopment())
        {
            TeamsOpen();
        }
        else
        {
            TeamsOff();
        }

        if (settings.Slack.Value.IsOn)
        {
            SlackOn(settings.Slack.Value.AppToken.Length > 0 ? "Socket Mode" : "HTTP");
        }
        else
        {
            SlackOff();
        }

        if (settings.Smtp.Value.IsOn)
        {
            MailOn(settings.Smtp.Value.Security);
        }
        else
        {
            MailOff();
        }

        var known = endpoints.Current;
        if (known.Count > 0)
        {
            var taking = known.Count(endpoint => endpoint.OffAt is null);
            WebhooksOn(taking, known.Count);
        }
        else
        {
            WebhooksOff();
        }

        ApiOn(settings.Api.Value.Keys.Count);

        if (settings.OpenAI.Value.IsConfigured)
        {
            ModelOn(settings.OpenAI.Value.Deployment ?? "");
        }
        else
        {
            ModelOff();
        }

        using (var key = settings.Audit.Value.ReadKey().Key)
        {
            if (key is null)
            {
                CheckpointsOff();
            }
            else
            {
                var thumbprint = key.Public.Thumbprint();
                CheckpointsOn(thumbprint);
            }
        }

        if (settings.PolicyBot.Value.DangerouslyFollowClock.Length > 0)
        {
            ClockFollowed();
        }
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "Teams is on ({AppType}).")]
    private partial void TeamsOn(string appType);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning,
        Message =
            "Teams has no credentials: /api/messages answers unauthenticated requests from this machine, because this is Development.")]
    private partial void TeamsOpen();

    [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "Teams is off: Teams:MicrosoftAppId is not set.")]
    private partial void TeamsOff();

    [LoggerMessage(EventId = 404, Level = LogLevel.Information,
        Message = "OpenAI is on: requests are assessed by the model deployment {Deployment} and the rubric.")]
    private partial void ModelOn(string deployment);

    [LoggerMessage(EventId = 405, Level = LogLevel.Information, Message = "OpenAI is off: requests are assessed by the rubric alone.")]
    private partial void ModelOff();

    [LoggerMessage(EventId = 406, Level = LogLevel.Warning,
        Message = "DangerouslyFollowClock is on: rules, words and due times follow a file, not this machine's clock.")]
    private partial void ClockFollowed();

    [LoggerMessage(EventId = 407, Level = LogLevel.Information, Message = "Slack is on ({Transport}).")]
    private partial void SlackOn(string transport);

    [LoggerMessage(EventId = 408, Level = LogLevel.Information, Message = "Slack is off: Slack:BotToken is not set.")]
    private partial void SlackOff();

    [LoggerMessage(EventId = 409, Level = LogLevel.Information,
        Message = "Checkpoints are on: each day's is signed by the key {Thumbprint}.")]
    private partial void CheckpointsOn(string thumbprint);

    [LoggerMessage(EventId = 410, Level = LogLevel.Information, Message = "Checkpoints are off: Audit:SigningKeyPath is not set.")]
    private partial void CheckpointsOff();

    [LoggerMessage(EventId = 411, Level = LogLevel.Information, Message = "Mail is on ({Security}).")]
    private partial void MailOn(string security);

    [LoggerMessage(EventId = 412, Level = LogLevel.Information, Message = "Mail is off: Smtp:Host is not set.")]
    private partial void MailOff();

    [LoggerMessage(EventId = 413, Level = LogLevel.Information, Message = "Webhooks are on ({Taking} of {Endpoints} endpoints).")]
    private partial void WebhooksOn(int taking, int endpoints);

    [LoggerMessage(EventId = 414, Level = LogLevel.Information,
        Message = "Webhooks are off: there is no endpoint; policybot webhook add makes one.")]
    private partial void WebhooksOff();

    [LoggerMessage(EventId = 415, Level = LogLevel.Information,
        Message = "The API is on: /api, and /mcp for agents, open to keys of policybot api-key create, and to {Keys} of Api:Keys.")]
    private partial void ApiOn(int keys);
}
