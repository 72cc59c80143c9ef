using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Infrastructure;

/// <summary>What can be said of <c>infra</c> without a subscription. The rest stands in its README as not checked.</summary>
public sealed partial class InfrastructureTests(CompiledInfrastructure infra) : IClassFixture<CompiledInfrastructure>
{
    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    [BicepFact]
    public void It_compiles_and_the_linter_has_nothing_to_say() => Assert.Equal("", infra.Warnings);

    [BicepFact]
    public void Nothing_signs_in_with_a_key()
    {
        Assert.All(infra.Of("Microsoft.Storage/storageAccounts"), one => Assert.False((bool)one["properties"]!["allowSharedKeyAccess"]!));
        Assert.All(
            infra.Of("Microsoft.CognitiveServices/accounts").Concat(infra.Of("Microsoft.BotService/botServices")),
            one => Assert.True((bool)one["properties"]!["disableLocalAuth"]!));
        Assert.False((bool)infra.Of("Microsoft.ContainerRegistry/registries").Single()["properties"]!["adminUserEnabled"]!);
        Assert.True((bool)infra.Of("Microsoft.KeyVault/vaults").Single()["properties"]!["enableRbacAuthorization"]!);
        Assert.DoesNotMatch(ReadsKeys(), infra.Main.ToJsonString() + infra.App.ToJsonString());
    }

    [BicepFact]
    public void In_production_tables_secrets_and_model_are_closed_to_the_internet_and_the_record_is_locked()
    {
        var values = infra.Values("main.production");
        string[] guarded = ["Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults", "Microsoft.CognitiveServices/accounts"];

        Assert.All(guarded, type =>
        {
            var rules = infra.Of(type).Single()["properties"]!;
            Assert.Equal("[if(parameters('isPublic'), 'Enabled', 'Disabled')]", (string?)rules["publicNetworkAccess"]);
            Assert.Equal("[if(parameters('isPublic'), 'Allow', 'Deny')]", (string?)rules["networkAcls"]!["defaultAction"]);
        });
        Assert.Equal(guarded.Length, PublicModules().Count());
        Assert.All(PublicModules(), isPublic => Assert.Equal("[not(parameters('privateNetwork'))]", isPublic));
        Assert.Equal(guarded.Length, infra.Of("Microsoft.Network/privateEndpoints").Count);
        Assert.True((bool)values["privateNetwork"]!["value"]!);
        Assert.True((bool)values["lockRecord"]!["value"]!);
        Assert.Equal("CanNotDelete", (string?)infra.Of("Microsoft.Authorization/locks").Single()["properties"]!["level"]);
    }

    [BicepFact]
    public void Two_replicas_or_more_stand_behind_probes_on_the_paths_that_the_Host_answers()
    {
        var template = Container()["properties"]!["template"]!;
        var probes = template["containers"]![0]!["probes"]!.AsArray();
        var least = infra.App["parameters"]!["minReplicas"]!;

        Assert.Equal("[parameters('minReplicas')]", (string?)template["scale"]!["minReplicas"]);
        Assert.Equal((2, 2), ((int)least["minValue"]!, (int)least["defaultValue"]!));
        Assert.NotEmpty(template["scale"]!["rules"]!.AsArray());
        Assert.Equal(
            [("Startup", "/readyz"), ("Liveness", "/healthz"), ("Readiness", "/readyz")],
            probes.Select(probe => ((string)probe!["type"]!, (string)probe["httpGet"]!["path"]!)));
        Assert.All(probes, probe => Assert.Equal("[variables('port')]", (string?)probe!["httpGet"]!["port"]));
        Assert.Equal("[format('http://+:{0}', variables('port'))]", Plain().Single(one => one.Name == "ASPNETCORE_URLS").Value);
    }

    [BicepFact]
    public void The_container_gets_settings_that_the_Host_knows_and_no_others()
    {
        var sample = JsonNode.Parse(File.ReadAllText(PathOf("appsettings.sample.json")), documentOptions: Commented)!.AsObject();
        var known = sample.SelectMany(section => section.Value!.AsObject().Select(key => $"{section.Key}__{key.Key}"))
            .Concat(Variables().Matches(File.ReadAllText(PathOf("docs/configuration.md"))).Select(row => row.Groups[1].Value))
            .ToHashSet();

        var given = Plain().Select(one => one.Name).Concat(NamedInParameters()).ToList();

        Assert.Contains("Storage__AccountUri", given);
        Assert.Contains("Slack__BotToken", given);
        Assert.All(given, name => Assert.Contains(name, known));
        Assert.Equal(given.Count, given.Distinct().Count());
    }

    [BicepFact]
    public async Task The_catalog_that_is_deployed_finds_the_files_that_it_names()
    {
        var folder = Directory.CreateTempSubdirectory("policybot-infra-");
        try
        {
            foreach (var (name, text) in infra.Values("policybot")["files"]!["value"]!.AsObject())
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), (string)text!);
            }

            var (code, output) = await TheProgram.RunAsync("catalog", "check", Path.Combine(folder.FullName, "catalog.yaml"));

            Assert.True(code == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [BicepFact]
    public void No_secret_stands_in_an_output_or_in_a_plain_setting()
    {
        var outputs = Outputs(infra.Main).Concat(Outputs(infra.App)).ToList();

        Assert.All(Plain(), one => Assert.DoesNotMatch(Secret(), one.Name));
        Assert.All(outputs, one => Assert.DoesNotMatch(Secret(), one.Name + one.Value));
        Assert.Equal("secureObject", (string?)infra.App["parameters"]!["files"]!["type"]);
        Assert.Contains("'keyVaultUrl'", (string)Container()["properties"]!["configuration"]!["secrets"]!, StringComparison.Ordinal);
        Assert.Contains("'secretRef'", infra.App["variables"]!["fromVault"]!.ToString(), StringComparison.Ordinal);
    }

    [BicepFact]
    public void The_identity_has_four_roles_each_over_one_thing_and_the_page_names_them()
    {
        var page = File.ReadAllText(PathOf("infra/README.md"));

        var roles = infra.Of("Microsoft.Authorization/roleAssignments");

        Assert.Equal(4, roles.Count);
        Assert.All(roles, role => Assert.NotNull(role["scope"]));
        Assert.All(
            Roles().Matches(infra.Main.ToJsonString()).Select(id => id.Value).Distinct(),
            id => Assert.Contains(id, page, StringComparison.Ordinal));
        Assert.Equal("UserAssigned", (string?)Container()["identity"]!["type"]);
    }

    [BicepFact]
    public void What_the_container_app_needs_is_put_out_before_it()
    {
        var read = Read().Matches(File.ReadAllText(PathOf("infra/policybot.bicepparam"))).Select(one => one.Groups[1].Value).ToList();
        var outputs = infra.Main["outputs"]!.AsObject().Select(one => one.Key).Append("SERVICE_POLICYBOT_IMAGE_NAME").ToList();

        Assert.Equal(outputs.Except(["AZURE_RESOURCE_GROUP"]).Order(), read.Order());
        Assert.Contains("azd-service-name", Container()["tags"]!.AsObject().Select(tag => tag.Key));
    }

    [BicepFact]
    public void Diagnostics_of_everything_that_holds_or_does_something_go_to_one_workspace() =>
        Assert.Equal(5, infra.Of("Microsoft.Insights/diagnosticSettings").Count(one =>
            (string?)one["properties"]!["workspaceId"] == "[parameters('workspaceId')]"));

    private JsonObject Container() => infra.Of("Microsoft.App/containerApps").Single();

    /// <summary>The plain settings of the container: of each list that its environment is put together from.</summary>
    private IEnumerable<(string Name, string Value)> Plain() =>
        Lists().Matches((string)Container()["properties"]!["template"]!["containers"]![0]!["env"]!)
            .Select(list => infra.App["variables"]![list.Groups[1].Value]!)
            .OfType<JsonArray>() // the others come from the parameters
            .SelectMany(list => list.Select(one => ((string)one!["name"]!, (string)one["value"]!)));

    /// <summary>Those that the file of parameters gives or shows in its comments.</summary>
    private static IEnumerable<string> NamedInParameters() =>
        Settings().Matches(File.ReadAllText(PathOf("infra/policybot.bicepparam"))).Select(one => one.Value);

    private IEnumerable<string> PublicModules() =>
        infra.Main["resources"]!.AsObject().Select(module => module.Value!["properties"]?["parameters"]?["isPublic"]?["value"])
            .OfType<JsonValue>().Select(value => (string)value!);

    private static IEnumerable<(string Name, string Value)> Outputs(JsonObject template) =>
        template["outputs"]!.AsObject().Select(output => (output.Key, (string)output.Value!["value"]!));

    private static string PathOf(string path) => Path.Combine(WorkingCopy.Root, path);

    [GeneratedRegex("listKeys|listAccountSas|listSecrets|listCredentials", RegexOptions.IgnoreCase)]
    private static partial Regex ReadsKeys();

    [GeneratedRegex("Password|Secret|Token|ApiKey|ConnectionString|InstrumentationKey", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Roles();

    [GeneratedRegex(@"variables\('(\w+)'\)")]
    private static partial Regex Lists();

    [GeneratedRegex("^\\| `([A-Z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Variables();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex Read();

    [GeneratedRegex("[A-Z][A-Za-z]+__[A-Z][A-Za-z0-9]+")]
    private static partial Regex Settings();
}
