using BenchmarkDotNet.Running;
using PolicyBot.Benchmarks;

// dotnet run -c Release --project tests/PolicyBot.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromTypes([typeof(RecordBenchmarks), typeof(RoutingBenchmarks), typeof(CardBenchmarks), typeof(DecisionBenchmarks)]).Run(args);
