using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task No_secret_of_an_address_a_header_or_a_body_is_exported()
    {
        var exported = await ExportAsync(async (client, called) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{called}?token=planted-in-query");
            request.Content = new StringContent("planted-in-body");
            request.Headers.Add("Authorization", "Bearer planted-in-header");
            using var answer = await client.SendAsync(request);
            await Assert.ThrowsAsync<HttpRequestException>( // nothing listens there
                () => client.GetAsync("http://planted:planted@127.0.0.1:1/planted-in-path?token=planted-in-query"));
        });

        Assert.Contains("http://127.0.0.1:1", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_of_requests_and_calls_and_figures_of_both_and_of_the_runtime_are_exported()
    {
        var exported = await ExportAsync(async (client, called) =>
        {
            using var answer = await client.GetAsync(called);
            using var span = PolicyBotTelemetry.Source.StartActivity("work.sweep");
        });

        Assert.All(
            ["GET /seen", "url.full", "work.sweep", "http.server.request.duration", "http.client.request.duration", "dotnet.gc"],
            name => Assert.Contains(name, exported, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_endpoint_nothing_is_collected()
    {
        using var services = new ServiceCollection().AddPolicyBotTelemetry(new ConfigurationBuilder().Build()).BuildServiceProvider();

        Assert.Null(services.GetService<TracerProvider>());
        Assert.Null(services.GetService<MeterProvider>());
    }

    /// <summary>Calls a server that has PolicyBot's telemetry and returns what was exported of it.</summary>
    private static async Task<string> ExportAsync(Func<HttpClient, Uri, Task> act)
    {
        var exported = new StringBuilder();
        await using var collector = await ALoopbackServer.StartAsync(async context =>
        {
            using var text = new StreamReader(context.Request.Body, Encoding.Latin1);
            var batch = await text.ReadToEndAsync();
            lock (exported)
            {
                exported.Append(batch);
            }
        });

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString();
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.Configuration["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true"; // not even then
        builder.Services.AddPolicyBotTelemetry(builder.Configuration);
        await using var server = builder.Build();
        using var client = new HttpClient();
        server.Map("/seen", () => Results.Ok());
        await server.StartAsync();

        await act(client, new Uri(new Uri(server.Urls.Single()), "/seen"));

        await server.StopAsync(); // a request's span ends after its answer
        Assert.True(server.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(server.Services.GetRequiredService<MeterProvider>().ForceFlush());
        return exported.ToString();
    }
}
