using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenAI.Chat;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Requests.Chat;

namespace PolicyBot.OpenAI;

/// <summary>
/// Asks the deployment what a free text says about a request. The model has no tools. Its answer is a proposal that the rules check and the
/// person confirms.
/// </summary>
internal sealed partial class OpenAIRequestReader(
    OpenAIOptions options, ChatClient client, TimeProvider time, ILogger<OpenAIRequestReader> logger) : IRequestReader
{
    private const int MostTokens = 2_000;

    /// <inheritdoc/>
    public async Task<RequestProposal?> ReadAsync(ReadingInput input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        // the caller waits no longer, so a later answer would be paid for in vain
        using var deadline = new CancellationTokenSource(RequestUnderstanding.Patience, time);
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var settings =
                new ChatCompletionOptions
                {
                    ResponseFormat = ReadingPrompt.Format,
                    MaxOutputTokenCount = MostTokens,
                    StoredOutputEnabled = false
                };
            var completion = await client.CompleteChatAsync(ReadingPrompt.Messages(input, PromptFile.NewMarker()), settings, whole.Token);
            if (Reply.From(completion) is not Reply.Whole answered || ReadingPrompt.Answer(answered.Text) is not { } proposal)
            {
                NotRead(options.Deployment!, NoAnswer.BadOutput);
                return null;
            }

            var took = time.GetElapsedTime(started);
            Read(options.Deployment!, ReadingPrompt.Version, answered.InputTokens, answered.OutputTokens, (long)took.TotalMilliseconds);
            return proposal;
        }
        catch (Exception thrown) when (OutsideFault.From(thrown) is { } fault)
        {
            cancellationToken.ThrowIfCancellationRequested(); // the caller's own, however the library wrapped it
            NotRead(options.Deployment!, fault.Why);
            return null;
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // the library throws this for an answer that is not JSON, or not of the API's shape
            NotRead(options.Deployment!, NoAnswer.BadOutput);
            return null;
        }
    }

    [LoggerMessage(EventId = 504, Level = LogLevel.Information,
        Message = "Model {Deployment} read a text with {PromptVersion}: {InputTokens} tokens in, {OutputTokens} out, {Milliseconds} ms.")]
    private partial void Read(string deployment, string promptVersion, int? inputTokens, int? outputTokens, long milliseconds);

    [LoggerMessage(EventId = 505, Level = LogLevel.Information,
        Message = "Model {Deployment} gave no usable reading: {Why}. The rules are used instead.")]
    private partial void NotRead(string deployment, string why);
}
