using Microsoft.Extensions.Options;
using PolicyBot.Application.Doors;

namespace PolicyBot.Host;

/// <summary>Section <c>Api</c>.</summary>
internal sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>
    /// Keys of machines beside those that <c>policybot api-key create</c> makes: each <c>name:scope:sha256</c>, the hash in hex of the
    /// key's text; several scopes with <c>+</c> between them.
    /// </summary>
    public IReadOnlyList<string> Keys { get; set; } = [];
}

/// <summary>Keys that are set must be ones.</summary>
internal sealed class ApiOptionsCheck : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options) =>
        SettingsKeys.Read(options.Keys).Faults is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;
}
