using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Slack;
using PolicyBot.Teams;
using PolicyBot.Web.Mcp;

namespace PolicyBot.Host;

/// <summary>Names what PolicyBot measures and sends it to the OTLP endpoint of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or nowhere.</summary>
internal static class PolicyBotTelemetry
{
    /// <summary>Spans of PolicyBot's own work.</summary>
    public static ActivitySource Source { get; } = new("PolicyBot");

    /// <summary>Sends spans and metrics out, if an endpoint is configured. Of an address only scheme, host and port go out.</summary>
    public static IServiceCollection AddPolicyBotTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .WithTracing(traces => traces
                .AddSource(Source.Name, SlackTelemetry.MeterName)
                .AddAspNetCoreInstrumentation(options => options.EnrichWithHttpRequest = (span, _) => span.SetTag("url.query", null))
                .AddHttpClientInstrumentation(options => options.EnrichWithHttpRequestMessage = (span, request) =>
                    span.SetTag("url.full", Server(request.RequestUri)))
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter(DeliveryMetrics.MeterName, ChatMetrics.MeterName, TeamsTelemetry.MeterName, SlackTelemetry.MeterName,
                    AgentTelemetry.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter());
        return services;
    }

    // A path may hold a row's key, and that an address of a person.
    private static string? Server(Uri? address) => address?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
