using PolicyBot.Application.Ports;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI;

/// <summary>Whether the deployment answers one small made-up request in the form that is asked for.</summary>
internal sealed class ModelCheck(IRiskAssessor assessor, OpenAIOptions options) : IInstallationCheck
{
    private const string Part = "model";

    private static readonly AssessmentInput Question = new(
        "SEC-SAMPLE", "Screens are locked", "Screens lock after five minutes.", "A screen in the lobby stays on",
        "The screen in the lobby shows the way to visitors and locks after five minutes.", "One screen without an account",
        "It shows one page and nothing can be typed.", "Visitors would not find their way.", new Dictionary<string, string>(), 30);

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) =>
    [
        await assessor.AssessAsync(Question, cancellationToken) switch
        {
            ModelAnswer.Answered(var result) => new Finding(
                Part, FindingKind.Right,
                FormattableString.Invariant(
                    $"The deployment {options.Deployment} ({result.Model}) answers in its form, in {result.LatencyMilliseconds} ms.")),
            ModelAnswer.Unavailable(var why) => new Finding(
                Part, FindingKind.Wrong,
                    $"The deployment {options.Deployment} gives no assessment ({why}); the rubric assesses alone.", MendOf(why)),
            _ => throw new InvalidOperationException("There is no third kind of answer."),
        },
    ];

    private static string MendOf(string why) => why switch
    {
        NoAnswer.Misconfigured =>
            "Look at OpenAI:Endpoint, OpenAI:Deployment and OpenAI:ApiKey; without a key, give the identity the role Cognitive " +
            "Services OpenAI User.",
        NoAnswer.BadOutput or NoAnswer.Refusal or NoAnswer.ContentFilter => "Deploy a model that takes structured outputs.",
        NoAnswer.Length => "Deploy a model that answers within 8,000 tokens.",
        NoAnswer.RateLimited => "Raise the deployment's quota.",
        NoAnswer.Timeout => "Raise OpenAI:TimeoutSeconds, or take a faster model.",
        _ => "Let this machine reach the host of OpenAI:Endpoint.",
    };
}
