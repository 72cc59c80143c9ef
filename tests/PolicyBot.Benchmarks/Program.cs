using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using PolicyBot.Benchmarks;
using PolicyBot.Benchmarks.Exports;
using PolicyBot.Benchmarks.Load;

// dotnet run -c Release --project tests/PolicyBot.Benchmarks -- load --base PATH/PolicyBot.Host.dll
if (args is ["load", .. var arguments])
{
    return await LoadCommand.RunAsync(arguments);
}

// dotnet run -c Release --project tests/PolicyBot.Benchmarks -- export
if (args is ["export", .. var options])
{
    return await ExportCommand.RunAsync(options);
}

// the second process of the former
if (args is ["export-client", var connectionString])
{
    return await ExportComparison.RunAsync(connectionString);
}

// dotnet run -c Release --project tests/PolicyBot.Benchmarks -- --filter '*'
// In this process: a process of each benchmark's own would build the product once more, which takes longer than the measurements.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(new InProcessNoEmitToolchain(TimeSpan.FromMinutes(30), logOutput: true)))
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
BenchmarkSwitcher.FromTypes([
    typeof(RecordBenchmarks),
    typeof(RoutingBenchmarks),
    typeof(CardBenchmarks),
    typeof(DecisionBenchmarks),
    typeof(SweepBenchmarks),
    typeof(RegisterBenchmarks),
    typeof(BacklogBenchmarks),
    typeof(AcknowledgementBenchmarks),
    typeof(TokenBenchmarks),
]).Run(args, config);
return 0;
