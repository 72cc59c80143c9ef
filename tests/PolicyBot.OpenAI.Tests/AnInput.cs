using PolicyBot.Application.Ports;

namespace PolicyBot.OpenAI.Tests;

/// <summary>A request that is assessed, with good defaults.</summary>
internal sealed record AnInput
{
    public string Title { get; init; } = "MFA off on svc-build";

    public string Justification { get; init; } = "The build account signs in by script; the vendor has no support for keys before March.";

    public string Account { get; init; } = "service";

    public string Language { get; init; } = "en";

    public static implicit operator AssessmentInput(AnInput input) => new(
        "SEC-MFA",
        "Multi-factor authentication",
        "Every account signs in with phishing-resistant MFA.",
        input.Title,
        input.Justification,
        "svc-build, on the build server only",
        "Sign-in only from 10.0.4.12.",
        "Releases stop.",
        new Dictionary<string, string> { ["Account type"] = input.Account },
        90,
        input.Language);
}
