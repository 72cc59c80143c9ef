using System.CommandLine;
using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot catalog check</c> and <c>policybot catalog explain</c>.</summary>
internal static class CatalogCommands
{
    public static Command Create() => new("catalog", "Looks at a catalog file.") { Check(), Explain() };

    private static Command Check()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The catalog (YAML)." };
        var reach =
            new Option<bool>(
                "--reach")
            { Description = "Also asks the configured channels who of the catalog can be written to, and where." };
        var command = new Command("check", "Says what is wrong with a catalog: file, line and rule.") { file, reach };
        command.SetAction(async (result, cancellationToken) =>
        {
            var path = result.GetRequiredValue(file);
            var exitCode = await PrintAsync(
                path,
                (name, text) => CatalogExplanation.Check(name, text, new FilesBeside(path.DirectoryName!)),
                cancellationToken);
            return exitCode == 0 && result.GetValue(reach)
                && CatalogReader.Read(path.Name, await File.ReadAllTextAsync(path.FullName, cancellationToken)) is CatalogReading.Good good
                    ? await CatalogReachCommand.PrintAsync(path.Name, good.Catalog, cancellationToken)
                    : exitCode;
        });
        return command;
    }

    private static Command Explain()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The catalog (YAML)." };
        var policy = new Option<string>("--policy") { Required = true, Description = "The policy's id." };
        var risk = new Option<RiskLabel>("--risk") { Required = true, Description = "low, medium, high or critical." };
        var days = new Option<int>("--days") { Required = true, Description = "How many days it is to last." };
        var department = new Option<string?>("--department") { Description = "The requester's department." };
        var requester = new Option<string?>("--requester") { Description = "The requester's e-mail address.", Validators = { Address } };
        var owner =
            new Option<string?>("--owner") { Description = "The owner's e-mail address; default the requester.", Validators = { Address } };
        var renewal = new Option<int>("--renewal") { Description = "How often it has been renewed; default 0." };
        var field =
            new Option<string[]>(
                "--field")
            { Description = "One of the policy's own fields, id=value; may be repeated.", Validators = { Pairs } };
        var command =
            new Command("explain", "Prints who would decide on a request, and why.") { file, policy, risk, days, department, requester,
            owner, renewal, field };
        command.SetAction((result, cancellationToken) =>
        {
            var fields = (result.GetValue(field) ?? []).Select(pair => pair.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            var question = new CatalogQuestion(
                result.GetRequiredValue(policy), result.GetRequiredValue(risk), result.GetRequiredValue(days), result.GetValue(department),
                Person(result.GetValue(requester)), Person(result.GetValue(owner)), result.GetValue(renewal), fields);
            return PrintAsync(result.GetRequiredValue(file), (name, text) =>
                CatalogExplanation.Explain(name, text, question), cancellationToken);
        });
        return command;
    }

    private static void Address(System.CommandLine.Parsing.OptionResult option)
    {
        if (option.GetValueOrDefault<string?>() is { } typed && !PersonId.TryParse(typed, out _))
        {
            option.AddError($"\"{typed}\" is no e-mail address.");
        }
    }

    private static void Pairs(System.CommandLine.Parsing.OptionResult option)
    {
        foreach (var named in option.Tokens.Select(token => token.Value).GroupBy(pair => pair.Split('=', 2)[0], StringComparer.Ordinal))
        {
            if (named.Any(pair => !pair.Contains('=', StringComparison.Ordinal)))
            {
                option.AddError($"--field {named.Key}: write it as {named.Key}=value.");
            }
            else if (named.Count() > 1)
            {
                option.AddError($"--field {named.Key} is given more than once.");
            }
        }
    }

    private static PersonId? Person(string? address) => address is null ? null : PersonId.Parse(address);

    private static async Task<int> PrintAsync(
        FileInfo file, Func<string, string, CatalogAnswer> answer, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file {file.FullName}.");
            return 2;
        }

        var (lines, exitCode) = answer(file.Name, await File.ReadAllTextAsync(file.FullName, cancellationToken));
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }

        return exitCode;
    }
}
