using System.CommandLine;
using Azure.Core;
using Azure.Identity;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Evaluation;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.OpenAI;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot assess run</c> and <c>policybot assess evaluate</c>: the assessment of requests from a file.</summary>
internal static class AssessCommands
{
    public static Command Create() => new("assess", "Assesses requests from a file.") { Verb("run"), Verb("evaluate") };

    private static Command Verb(string name)
    {
        var catalog = new Option<FileInfo>("--catalog") { Required = true, Description = "The catalog (YAML)." };
        var cases = new Option<FileInfo>("--cases") { Required = true, Description = "The requests, one JSON object a line." };
        var with = new Option<string?>("--with") { Description = "llm: asks the model of the configuration, too." };
        with.AcceptOnlyFromAmong("llm");
        var evaluates = name == "evaluate";
        var command =
            new Command(name,
            evaluates
                ? "Compares the assessment with reference labels." : "Prints a label for each request, one JSON object a line.") { catalog,
                cases, with };
        var labels = new Option<FileInfo>("--labels") { Required = true, Description = "The reference labels, one JSON object a line." };
        if (evaluates)
        {
            command.Add(labels);
        }

        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(catalog), result.GetRequiredValue(cases), evaluates ? result.GetRequiredValue(labels) : null,
                result.GetValue(with) is not null, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo catalogFile, FileInfo casesFile, FileInfo? labelsFile, bool withModel, CancellationToken cancellationToken)
    {
        foreach (var missing in new[] { catalogFile, casesFile, labelsFile }.OfType<FileInfo>().Where(file => !file.Exists))
        {
            await Console.Error.WriteLineAsync($"There is no file {missing.FullName}.");
            return 2;
        }

        if (CatalogReader.Read(catalogFile.Name,
            await File.ReadAllTextAsync(catalogFile.FullName, cancellationToken)) is not CatalogReading.Good { Catalog: var catalog })
        {
            await Console.Error.WriteLineAsync($"{catalogFile.Name} does not load; `policybot catalog check` says why.");
            return 1;
        }

        IReadOnlyList<AssessmentCase> cases;
        IReadOnlyList<CaseLabel> references;
        try
        {
            cases = CaseFiles.Cases(await File.ReadAllTextAsync(casesFile.FullName, cancellationToken));
            references = labelsFile is null ? [] : CaseFiles.Labels(await File.ReadAllTextAsync(labelsFile.FullName, cancellationToken));
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync($"A file has a line that cannot be read: {exception.Message}");
            return 1;
        }

        await using var services = withModel ? Services() : null;
        var assessor = services?.GetService<IRiskAssessor>();
        if (withModel && assessor is null)
        {
            await Console.Error.WriteLineAsync("No model is configured: set OpenAI:Endpoint and OpenAI:Deployment.");
            return 2;
        }

        return await PrintAsync(
            catalog, cases, references.ToDictionary(label => label.Id), labelsFile is not null, assessor, cancellationToken);
    }

    private static async Task<int> PrintAsync(
        PolicyCatalog catalog, IReadOnlyList<AssessmentCase> cases, Dictionary<string, CaseLabel> references, bool evaluates,
        IRiskAssessor? assessor, CancellationToken cancellationToken)
    {
        var pairs = new List<(CaseLabel, CaseLabel)>();
        var exitCode = 0;
        foreach (var one in cases)
        {
            if (await CaseRun.AssessAsync(catalog, one, assessor, cancellationToken) is not { } found)
            {
                await Console.Error.WriteLineAsync($"{one.Id}: the catalog has no policy {one.PolicyId}.");
                exitCode = 1;
                continue;
            }

            Console.WriteLine(CaseFiles.Write(found));
            if (references.TryGetValue(one.Id, out var reference))
            {
                pairs.Add((reference, found));
            }
            else if (evaluates)
            {
                await Console.Error.WriteLineAsync($"{one.Id}: the labels have no such case.");
                exitCode = 1;
            }
        }

        foreach (var line in evaluates ? Agreement.Measure(pairs).Lines : [])
        {
            Console.WriteLine(line);
        }

        return exitCode;
    }

    private static ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
            .AddPolicyBotOpenAI(configuration)
            .BuildServiceProvider();
    }
}
