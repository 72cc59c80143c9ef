using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using OpenAI;
using OpenAI.Chat;

namespace PolicyBot.OpenAI;

/// <summary>Makes the one client of a deployment; it is safe to share.</summary>
internal static class AssessmentClient
{
    /// <summary>
    /// What a token for Azure OpenAI's v1 API is asked for (learn.microsoft.com, Azure OpenAI reasoning models, C# sample).
    /// </summary>
    public const string TokenScope = "https://ai.azure.com/.default";

    private const int Retries = 2;

    /// <param name="options">Checked options.</param>
    /// <param name="credential">Asked for only when there is no key.</param>
    public static ChatClient Create(OpenAIOptions options, Func<TokenCredential> credential)
    {
        var deadline = TimeSpan.FromSeconds(options.TimeoutSeconds);
        var settings = new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Endpoint!),
            NetworkTimeout = deadline * 0.75, // below the deadline: one stuck connection leaves time for another try
            RetryPolicy = new RetriesWithin(deadline),
            Transport = new HttpClientPipelineTransport(NewHttpClient()),
            UserAgentApplicationId = "policybot",
        };

        if (!string.IsNullOrWhiteSpace(options.ApiKey))
        {
            return new ChatClient(options.Deployment, new ApiKeyCredential(options.ApiKey), settings);
        }

#pragma warning disable OPENAI001 // experimental in 2.14.0, and the only constructor that takes tokens
        return new ChatClient(options.Deployment, new BearerTokenPolicy(credential(), TokenScope), settings);
#pragma warning restore OPENAI001
    }

    private static HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, // a redirect would carry the request's text to an address that is not configured
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a changed address is noticed
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // the pipeline's own timeouts hold
    };

    /// <summary>
    /// Waits 0.8 s and 1.6 s, or as long as Retry-After says, and not at all when that is longer than a whole assessment may take. Never
    /// left to the library: its default does not wait between tries (seen with System.ClientModel 1.16.0).
    /// </summary>
    private sealed class RetriesWithin(TimeSpan deadline) : ClientRetryPolicy(Retries)
    {
        protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
            await base.ShouldRetryAsync(message, exception) && GetNextDelay(message, tryCount: 1) < deadline;
    }
}
