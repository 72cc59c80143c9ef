using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PolicyBot.Application.Notifications;
using PolicyBot.Slack;

namespace PolicyBot.Host;

/// <summary>Names of what PolicyBot measures, and where it goes: to the OTLP endpoint of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or nowhere.</summary>
internal static class PolicyBotTelemetry
{
    /// <summary>Spans of PolicyBot's own work.</summary>
    public static ActivitySource Source { get; } = new("PolicyBot");

    /// <summary>Sends spans and metrics out, if an endpoint is configured.</summary>
    public static IServiceCollection AddPolicyBotTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return services;
        }

        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().AddSource(Source.Name, SlackTelemetry.MeterName, "Microsoft.AspNetCore", "System.Net.Http").AddOtlpExporter().Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().AddMeter(DeliveryMetrics.MeterName, "PolicyBot.Teams", SlackTelemetry.MeterName, "Microsoft.AspNetCore.Hosting").AddOtlpExporter().Build());
        services.AddHostedService<TelemetryStart>();
        return services;
    }

    /// <summary>Creates the exporters at start, so that the container disposes (and thereby flushes) them at the end.</summary>
    private sealed class TelemetryStart(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = (traces, metrics);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
