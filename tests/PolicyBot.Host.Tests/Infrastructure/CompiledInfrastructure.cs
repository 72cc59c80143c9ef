using System.Text.Json.Nodes;
using PolicyBot.Lab;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Infrastructure;

/// <summary>What stands in <c>infra</c>, compiled by Bicep once for all tests.</summary>
public sealed class CompiledInfrastructure : IAsyncLifetime
{
    private static readonly string[] Files = ["main.test", "main.production", "policybot"];
    private readonly Dictionary<string, (JsonObject Template, JsonObject Values)> compiled = [];

    /// <summary>What Bicep and its linter complained about.</summary>
    public string Warnings { get; private set; } = "";

    /// <summary>All but the container app.</summary>
    public JsonObject Main => compiled["main.test"].Template;

    /// <summary>The container app.</summary>
    public JsonObject App => compiled["policybot"].Template;

    /// <summary>What a file of parameters gives, each as <c>{ value: … }</c>.</summary>
    public JsonObject Values(string file) => compiled[file].Values;

    /// <summary>Every resource of both templates, those of modules too; of modules the resources in place of the deployment.</summary>
    public IEnumerable<JsonObject> Resources => Within(Main).Concat(Within(App));

    /// <summary>The resources of one type.</summary>
    public IReadOnlyList<JsonObject> Of(string type) => [.. Resources.Where(resource => (string?)resource["type"] == type)];

    /// <summary>Compiles both templates with their values.</summary>
    public async Task InitializeAsync()
    {
        if (!File.Exists(Bicep.Program))
        {
            return; // the tests are skipped, or fail
        }

        var built = await Task.WhenAll(Files.Select(async file =>
            (File: file, Answer: await Bicep.RunAsync(
                "build-params", Path.Combine(WorkingCopy.Root, "infra", $"{file}.bicepparam"), "--stdout"))));
        Warnings = string.Concat(built.Select(one => one.Answer.Warnings));
        foreach (var (file, answer) in built)
        {
            var whole = JsonNode.Parse(answer.Output)!;
            compiled[file] = (JsonNode.Parse((string)whole["templateJson"]!)!.AsObject(),
                JsonNode.Parse((string)whole["parametersJson"]!)!["parameters"]!.AsObject());
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static IEnumerable<JsonObject> Within(JsonObject template)
    {
        var resources = template["resources"] is JsonObject named ? named.Select(one => one.Value!) : template["resources"]!.AsArray()!;
        return resources.Select(one => one!.AsObject()).SelectMany(one =>
            one["properties"]?["template"] is JsonObject inner && (string?)one["type"] == "Microsoft.Resources/deployments"
                ? Within(inner) : [one]);
    }
}
