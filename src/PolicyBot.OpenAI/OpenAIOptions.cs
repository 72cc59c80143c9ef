namespace PolicyBot.OpenAI;

/// <summary>
/// The language model that assesses requests; section <c>OpenAI</c>. Nothing set: there is none, and the rubric serves alone.
/// </summary>
public sealed class OpenAIOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "OpenAI";

    /// <summary>The v1 endpoint, ending in <c>/openai/v1</c> or <c>/openai/v1/</c>; HTTPS, or HTTP on loopback. No default.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The deployment's name, which the v1 API takes as the model. No default.</summary>
    public string? Deployment { get; set; }

    /// <summary>The key; empty: Entra ID, which needs HTTPS.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// How long one assessment may take, retries included, before the rubric serves instead, in seconds; 1 to 120, default 20.
    /// </summary>
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>Whether there is a model to ask.</summary>
    public bool IsConfigured =>
        !string.IsNullOrWhiteSpace(Endpoint) || !string.IsNullOrWhiteSpace(Deployment) || !string.IsNullOrWhiteSpace(ApiKey);
}
