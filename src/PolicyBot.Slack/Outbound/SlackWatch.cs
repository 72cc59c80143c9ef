using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;

namespace PolicyBot.Slack.Outbound;

/// <summary>
/// Tells administrators, through whichever other channel reaches them, once Slack refuses the bot's token, and asks from time to time
/// whether it takes it again. Messages wait meanwhile; whom no channel takes a message to just now is told at the next look.
/// </summary>
/// <param name="time">The real time.</param>
internal sealed partial class SlackWatch(
    SlackHealth health, SlackClient client, AdministratorNotices administrators, TimeProvider time, ILogger<SlackWatch> logger)
        : BackgroundService
{
    /// <summary>How often it is asked whether the token is good again.</summary>
    public static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var code = await health.RefusalAsync(stoppingToken);
                TokenRefused(code);
                await UntilItWorksAsync(code, stoppingToken);
                TokenWorks();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // it was stopped
        }
    }

    private async Task UntilItWorksAsync(string code, CancellationToken cancellationToken)
    {
        var told = false;
        while (health.Trouble == code) // another trouble is told of anew
        {
            told = told || await TellAsync(code, cancellationToken);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = Task.Delay(AskEvery, time, enough.Token);
            if (await Task.WhenAny(pause, health.RecoveryAsync(enough.Token)) == pause)
            {
                await pause;
                await client.AuthTestAsync(cancellationToken);
            }

            await enough.CancelAsync();
        }
    }

    private async Task<bool> TellAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            return await administrators.TellAsync(
                $"slack|{code}",
                () => (SlackTroubleWords.TokenRefused, string.Format(CultureInfo.InvariantCulture, SlackTroubleWords.WhatToDo, code)),
                cancellationToken);
        }
        catch (StoreUnavailableException outage)
        {
            NotTold(outage);
            return false;
        }
    }

    [LoggerMessage(EventId = 721, Level = LogLevel.Error,
        Message = "Slack refuses the token ({Code}): nothing goes out or is answered there until the app is installed again.")]
    private partial void TokenRefused(string code);

    [LoggerMessage(EventId = 722, Level = LogLevel.Information, Message = "Slack takes the token again.")]
    private partial void TokenWorks();

    [LoggerMessage(EventId = 723, Level = LogLevel.Warning,
        Message = "Notice to administrators failed: they do not know yet that Slack refuses the token.")]
    private partial void NotTold(Exception outage);
}
