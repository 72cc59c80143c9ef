using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Teams;
using PolicyBot.Testing;

namespace PolicyBot.Benchmarks;

/// <summary>What it costs to show an approver a request.</summary>
[MemoryDiagnoser]
public class CardBenchmarks
{
    private readonly ARecord open = new ARequest().InReview();
    private IHost host = null!;
    private IChannel teams = null!;
    private ApprovalView view = null!;

    [GlobalSetup]
    public void Setup()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Teams:CardActions"] = "execute" });
        builder.Services.AddLogging().AddTeamsConnector();
        host = builder.Build();
        teams = host.Services.GetRequiredService<IChannel>();
        view = View();
    }

    [GlobalCleanup]
    public void Cleanup() => host.Dispose();

    [Benchmark(Description = "what an approver sees, from the head")]
    public ApprovalView View() => ApprovalScreen.Render(open.State, TestCatalog.Contoso);

    [Benchmark(Description = "the same as an Adaptive Card")]
    public DrawnCard Draw() => teams.Draw(view);
}
