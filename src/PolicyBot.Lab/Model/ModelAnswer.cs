using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Model;

/// <summary>What the scripted model does with one request.</summary>
public abstract record ModelAnswer
{
    private ModelAnswer() { }

    /// <summary>How long it thinks before it answers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>A valid object for the strict schema that was sent.</summary>
    /// <param name="Members">Values for members of this name, wherever in the object they stand; null: all made up.</param>
    public sealed record Conforming(JsonObject? Members = null) : ModelAnswer;

    /// <summary>
    /// A model that follows every injection: it answers the label that the requester's text names, no gaps, and that text as summary and
    /// reason.
    /// </summary>
    public sealed record Obeying : ModelAnswer;

    /// <summary>This text as the message's content, whether or not it fits the schema.</summary>
    public sealed record Verbatim(string Content) : ModelAnswer;

    /// <summary>200 with <c>refusal</c> instead of content.</summary>
    public sealed record Refused(string Words = "I'm sorry, I can't assist with that request.") : ModelAnswer;

    /// <summary>400: Azure's filter stopped the prompt.</summary>
    /// <param name="Category">Key that is marked as filtered, such as <c>jailbreak</c> or <c>violence</c>.</param>
    public sealed record PromptFiltered(string Category = "jailbreak") : ModelAnswer;

    /// <summary>200 with <c>finish_reason: content_filter</c>.</summary>
    public sealed record CompletionFiltered : ModelAnswer;

    /// <summary>200 with <c>finish_reason: length</c> and JSON that breaks off.</summary>
    public sealed record CutOff : ModelAnswer;

    /// <summary>200 without any choice.</summary>
    public sealed record NoChoice : ModelAnswer;

    /// <summary>200 with a body that is no JSON.</summary>
    public sealed record NoJson : ModelAnswer;

    /// <summary>429 with <c>Retry-After</c> in whole seconds.</summary>
    public sealed record Throttled(int RetryAfterSeconds = 1) : ModelAnswer;

    /// <summary>An HTTP error of the service, such as 500 or 503.</summary>
    public sealed record Failed(int Status = 500) : ModelAnswer;

    /// <summary>The connection stays open and nothing comes.</summary>
    public sealed record Silent : ModelAnswer;
}

/// <summary>One request that reached the model.</summary>
/// <param name="Body">The body as parsed; null: no JSON object.</param>
/// <param name="Status">What was answered; 0: nothing.</param>
public sealed record ModelRequest(JsonObject? Body, int Status);
