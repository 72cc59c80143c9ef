using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenAI.Chat;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>
/// Asks one deployment through Chat Completions. The model reads the request and has no tools. Its answer is only a proposal.
/// </summary>
internal sealed partial class OpenAIRiskAssessor(
    OpenAIOptions options, ChatClient client, TimeProvider time, ILogger<OpenAIRiskAssessor> logger) : IRiskAssessor
{
    /// <summary>Tokens an answer of this schema may take; quota counts what is asked for, so not far more than it needs.</summary>
    public const int UsualTokens = 2_000;

    /// <summary>Tokens for a model whose reasoning counts against them.</summary>
    public const int ReasoningTokens = 8_000;

    private const int LongestModelName = 100;

    private volatile bool reasons;

    /// <inheritdoc/>
    public async Task<ModelAnswer> AssessAsync(AssessmentInput input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var visible = VisibleInput.From(input);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var outcome = await AskAsync(visible, reasons ? ReasoningTokens : UsualTokens, whole.Token);
            if (outcome is Reply.Cut && !reasons)
            {
                reasons = true; // reasoning ate the tokens; every later request would run into the same wall
                outcome = await AskAsync(visible, ReasoningTokens, whole.Token);
            }

            return Judge(outcome, visible, time.GetElapsedTime(started));
        }
        catch (Exception thrown) when (OutsideFault.From(thrown) is { } fault)
        {
            cancellationToken.ThrowIfCancellationRequested(); // the caller's own, however the library wrapped it
            return Unavailable(fault);
        }
    }

    private async Task<Reply> AskAsync(VisibleInput visible, int tokens, CancellationToken cancellationToken)
    {
        var messages = AssessmentPrompt.Messages(visible, PromptFile.NewMarker());
        var settings = new ChatCompletionOptions
        {
            ResponseFormat = AssessmentPrompt.Format,
            MaxOutputTokenCount = tokens,
            StoredOutputEnabled = false,
        };
        try
        {
            return Reply.From(await client.CompleteChatAsync(messages, settings, cancellationToken));
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // the library throws this for an answer that is not JSON, not of the API's shape or ends in a way it does not know
            return new Reply.Unreadable();
        }
    }

    private ModelAnswer Judge(Reply reply, VisibleInput visible, TimeSpan took)
    {
        switch (reply)
        {
            case Reply.Refused:
                return Unavailable(NoAnswer.Refusal);
            case Reply.Cut:
                return Unavailable(NoAnswer.Length);
            case Reply.Filtered:
                return Unavailable(NoAnswer.ContentFilter);
            case Reply.Whole whole when AssessmentAnswer.Read(whole.Text, visible.RequesterTexts) is { } answer:
                Answered(options.Deployment!, whole.InputTokens, whole.OutputTokens, (long)took.TotalMilliseconds);
                return new ModelAnswer.Answered(new ModelResult(
                    answer.Summary,
                    answer.Label,
                    answer.Rationale,
                    answer.Facts,
                    answer.Missing,
                    VisibleText.Shortened(VisibleText.Clean(whole.Model), LongestModelName),
                    options.Deployment!,
                    AssessmentPrompt.Version,
                    whole.InputTokens,
                    whole.OutputTokens,
                    (long)took.TotalMilliseconds));
            default:
                return Unavailable(NoAnswer.BadOutput);
        }
    }

    private ModelAnswer.Unavailable Unavailable(string why)
    {
        NotAnswered(options.Deployment!, why);
        return new ModelAnswer.Unavailable(why);
    }

    private ModelAnswer.Unavailable Unavailable(OutsideFault fault)
    {
        if (fault.Why == NoAnswer.Misconfigured)
        {
            Misconfigured(options.Deployment!, fault.Status, fault.Code);
        }
        else
        {
            NotAnswered(options.Deployment!, fault.Why);
        }

        return new ModelAnswer.Unavailable(fault.Why);
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Information,
        Message = "Model {Deployment} answered: {InputTokens} tokens in, {OutputTokens} out, {Milliseconds} ms.")]
    private partial void Answered(string deployment, int? inputTokens, int? outputTokens, long milliseconds);

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning,
        Message = "Model {Deployment} gave no usable answer: {Why}. The rubric is used instead.")]
    private partial void NotAnswered(string deployment, string why);

    [LoggerMessage(EventId = 503, Level = LogLevel.Error,
        Message = "Call of model {Deployment} failed: HTTP {Status}, '{Code}'. Check OpenAI:Endpoint, :Deployment, :ApiKey or role. " +
            "Rubric used.")]
    private partial void Misconfigured(string deployment, int status, string code);
}
