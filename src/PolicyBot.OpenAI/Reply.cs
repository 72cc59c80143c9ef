using OpenAI.Chat;

namespace PolicyBot.OpenAI;

/// <summary>How an answer ended, before its text is read.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>Reads the library's object; the order of the checks matters, because a refusal ends with <c>stop</c> too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It holds no choice.</exception>
    public static Reply From(ChatCompletion completion) => completion switch
    {
        { Refusal: not null } => new Refused(),
        { FinishReason: ChatFinishReason.Length } => new Cut(),
        { FinishReason: ChatFinishReason.ContentFilter } => new Filtered(),
        { FinishReason: ChatFinishReason.Stop } => new Whole(
            string.Concat(completion.Content.Select(part => part.Text)),
            completion.Model ?? "",
            completion.Usage?.InputTokenCount,
            completion.Usage?.OutputTokenCount),
        _ => new Unreadable(),
    };

    /// <summary>It came to its end.</summary>
    public sealed record Whole(string Text, string Model, int? InputTokens, int? OutputTokens) : Reply;

    /// <summary>The model would not.</summary>
    public sealed record Refused : Reply;

    /// <summary>It ran out of tokens.</summary>
    public sealed record Cut : Reply;

    /// <summary>The service's filter stopped the answer.</summary>
    public sealed record Filtered : Reply;

    /// <summary>Nothing that this API would answer.</summary>
    public sealed record Unreadable : Reply;
}
