using Microsoft.Extensions.Options;

namespace PolicyBot.OpenAI;

/// <summary>
/// Says everything that is wrong with the section at once, one line a fault; no line holds a value that could be a secret.
/// </summary>
internal sealed class OpenAIOptionsCheck : IValidateOptions<OpenAIOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAIOptions options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Success;
        }

        string[] faults = [.. EndpointFaults(options), .. OtherFaults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> EndpointFaults(OpenAIOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Endpoint))
        {
            yield return "OpenAI:Endpoint is missing, although other OpenAI settings are there.";
            yield break;
        }

        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("https" or "http"))
        {
            yield return "OpenAI:Endpoint must be an absolute address, such as https://RESOURCE.openai.azure.com/openai/v1/.";
            yield break;
        }

        if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
        {
            yield return "OpenAI:Endpoint must be https; http is for loopback only.";
        }
        else if (endpoint.Scheme == "http" && string.IsNullOrWhiteSpace(options.ApiKey))
        {
            yield return "OpenAI:ApiKey is missing; without a key Entra ID signs in, and its tokens go over https only.";
        }

        if (!endpoint.AbsolutePath.EndsWith("/openai/v1", StringComparison.Ordinal)
            && !endpoint.AbsolutePath.EndsWith("/openai/v1/", StringComparison.Ordinal))
        {
            yield return "OpenAI:Endpoint must end in /openai/v1/.";
        }

        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 || endpoint.UserInfo.Length > 0)
        {
            yield return "OpenAI:Endpoint must be an address alone, without user, query or fragment: the v1 API takes no api-version.";
        }
    }

    private static IEnumerable<string> OtherFaults(OpenAIOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Deployment))
        {
            yield return "OpenAI:Deployment is missing: the name of the model's deployment.";
        }

        if (options.TimeoutSeconds is < 1 or > 120)
        {
            yield return "OpenAI:TimeoutSeconds must be 1 to 120.";
        }
    }
}
