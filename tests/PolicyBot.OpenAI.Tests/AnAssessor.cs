using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI.Tests;

/// <summary>The assessor as the Host makes it, in front of a fake model, with everything it logs at hand.</summary>
internal sealed record AnAssessor(Uri Endpoint)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public int TimeoutSeconds { get; init; } = 30;

    public string? ApiKey { get; init; } = "key-of-the-test";

    public TokenCredential? Credential { get; init; }

    public ConcurrentQueue<string> Log { get; } = [];

    public Task<ModelAnswer> AssessAsync(AssessmentInput input, CancellationToken cancellationToken = default) =>
        Build().AssessAsync(input, cancellationToken);

    public OpenAIRiskAssessor Build() =>
        Build(new OpenAIOptions
        {
            Endpoint = Endpoint.ToString(),
            Deployment = "policybot-gpt",
            ApiKey = ApiKey,
            TimeoutSeconds = TimeoutSeconds
        });

    public OpenAIRiskAssessor Build(OpenAIOptions options) =>
        new(options, AssessmentClient.Create(options, () => Credential!), Time, new QueueLogger(Log));

    private sealed class QueueLogger(ConcurrentQueue<string> lines) : ILogger<OpenAIRiskAssessor>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)}{exception}");
    }
}
