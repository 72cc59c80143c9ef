using System.Globalization;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Api;

/// <summary>What the gate serves for Azure Policy, compiled by Bicep itself; what Bicep does not look at is looked at here.</summary>
public sealed class BicepTests
{
    private static readonly string[] Hostile = ["it's ${x}\\", "'''", "// x */", "Zürich-数-🔑", "a\tb", "svc-build"];

    [BicepFact]
    public async Task The_exemptions_compile_without_a_warning_and_say_category_and_end()
    {
        var granted = new ARequest { Id = IdOf(1) }.Granted();
        var hostile = new ARequest { Id = IdOf(2), Assets = Hostile }.Granted();
        var bare = hostile.State.Content! with { CompensatingControls = "" };
        hostile = hostile with { State = hostile.State with { Content = bare } };
        var (warnings, active) = await CompileAsync(await ServeAsync(granted, hostile));

        Assert.Equal("", warnings);
        Assert.Equal(
            [(granted.State.Id.Value, "Mitigated"), (hostile.State.Id.Value, "Waiver")],
            active.Select(one => (TextOf(one, "id"), TextOf(one, "category"))).Order());
        Assert.All(active, one => Assert.Equal(granted.State.HoldsUntil, InstantOf(one)));
        Assert.Equal(
            hostile.State.Content!.Assets.Select(asset => asset.ToLowerInvariant().Replace('\t', ' ')),
            active.Single(one => TextOf(one, "id") == hostile.State.Id.Value).GetProperty("assets").EnumerateArray().Select(asset =>
                asset.GetString()));
    }

    [BicepFact]
    public async Task A_document_without_an_exemption_compiles_too()
    {
        var (warnings, active) = await CompileAsync(await ServeAsync());

        Assert.Equal("", warnings);
        Assert.Empty(active);
    }

    [BicepFact]
    public async Task A_fault_in_it_would_be_seen()
    {
        var text = await ServeAsync(new ARequest { Id = IdOf(1) }.Granted());
        var at = text.IndexOf("  properties: {", StringComparison.Ordinal);

        var (warnings, _) = await CompileAsync(text[..at] + "  properties: 5\n}]\n");

        Assert.Contains("BCP036", warnings, StringComparison.Ordinal);
    }

    private static string TextOf(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static DateTimeOffset InstantOf(JsonElement one) => DateTimeOffset.ParseExact(
        TextOf(one, "expiresOn"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task<string> ServeAsync(params ARecord[] held)
    {
        await using var served = await OpenAsync(held);
        using var machine = await served.EnterAsync(Scopes.Active);
        return await machine.GetStringAsync(new Uri("/api/active/export?format=azure-policy", UriKind.Relative));
    }

    private static async Task<(string Warnings, IReadOnlyList<JsonElement> Active)> CompileAsync(string text)
    {
        var folder = Directory.CreateTempSubdirectory("policybot-bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "exemptions.bicep");
            await File.WriteAllTextAsync(file, text);
            var (output, warnings) = await Bicep.RunAsync("build", file, "--stdout");
            return (warnings, [.. JsonElement.Parse(output).GetProperty("variables").GetProperty("active").EnumerateArray()]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
