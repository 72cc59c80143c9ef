using System.Text.Json.Nodes;
using PolicyBot.Lab;
using PolicyBot.Lab.Model;

namespace PolicyBot.Host.Tests.Commands;

public sealed class AssessCommandTests
{
    private const string Cases = """
        {"id":"A1","policyId":"SEC-ADMIN","title":"Domain admin for all","justification":"It is easier when everybody simply has domain admin.","scope":"11 agents, domain administrator","impactIfDenied":"","compensatingControls":"","days":90,"department":"IT","urgent":false,"fields":{"level":"domain-or-tenant"}}

        {"id":"A2","policyId":"FIN-TRAVEL","title":"Platz im Zug","justification":"Die zweite Klasse ist ausgebucht, der Platz kostet 31 EUR mehr.","scope":"Ich, eine Fahrt","impactIfDenied":"Ich brauche eine Nacht im Hotel für 95 EUR.","compensatingControls":"","days":7,"fields":{}}
        """;

    [Fact]
    public async Task Each_case_is_a_line_with_its_label_what_is_missing_and_why()
    {
        using var cases = new AFile("cases.jsonl", Cases);

        var (exitCode, output) = await TheProgram.RunAsync("assess", "run", "--catalog", WorkingCopy.SampleCatalog, "--cases", cases.Path);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, 2), (exitCode, lines.Length));
        Assert.StartsWith(
            """{"id":"A1","risk":"critical","missing":["controls","reason","remediation","impact","owner","duration"],"why":"catastrophic x likely: """, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"id":"A2","risk":"low","missing":[],"why":"limited x likely: """, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_are_compared_in_figures()
    {
        using var cases = new AFile("cases.jsonl", Cases);
        using var labels = new AFile("labels.jsonl", """
            {"id":"A1","risk":"critical","missing":["controls"],"why":"a person's"}
            {"id":"A2","risk":"medium","missing":[]}
            """);

        var (exitCode, output) =
            await TheProgram.RunAsync(
                "assess", "evaluate", "--catalog", WorkingCopy.SampleCatalog, "--cases", cases.Path, "--labels", labels.Path);

        Assert.Equal(0, exitCode);
        Assert.Contains("cases 2", output, StringComparison.Ordinal);
        Assert.Contains("exact 0.500", output, StringComparison.Ordinal);
        Assert.Contains("within one label 1.000", output, StringComparison.Ordinal);
        Assert.Contains("two or more too low 0.000", output, StringComparison.Ordinal);
        Assert.Contains("quadratic weighted kappa", output, StringComparison.Ordinal);
        Assert.Contains("missing precision 0.167 recall 1.000 f1 0.286", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":\"A1\"}", 1, "line 1")]
    [InlineData("{\"id\":\"A1\",\"policyId\":\"NO-SUCH\",\"title\":\"\",\"justification\":\"\"}", 1, "NO-SUCH")]
    public async Task A_case_that_cannot_be_assessed_is_named(string line, int exitCode, string expected)
    {
        using var cases = new AFile("cases.jsonl", line);

        var result = await TheProgram.RunAsync("assess", "run", "--catalog", WorkingCopy.SampleCatalog, "--cases", cases.Path);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_model_its_answer_counts_and_what_it_raised_says_so()
    {
        await using var model = await ScriptedModel.StartAsync(CancellationToken.None);
        model.Otherwise =
            new ModelAnswer.Conforming(
                new JsonObject
                {
                    ["label"] = "high",
                    ["rationale"] = "The train is the regulator's.",
                    ["missing"] = new JsonArray("evidence")
                });
        using var cases = new AFile("cases.jsonl", Cases);

        var (exitCode, output) =
            await TheProgram.RunAsync(
                With(model), "assess", "run", "--catalog", WorkingCopy.SampleCatalog, "--cases", cases.Path, "--with", "llm");

        var found = Labels(output);
        Assert.Equal((0, 2), (exitCode, model.Requests.Count));
        Assert.Equal(["critical", "high"], found.Select(label => label["risk"]!.GetValue<string>()));
        Assert.DoesNotContain("Raised", found[0]["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith(
            " Raised to high by the model: The train is the regulator's.", found[1]["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(found, label => Assert.Contains("evidence", label["missing"]!.AsArray().Select(tag => tag!.GetValue<string>())));
    }

    [Fact]
    public async Task Where_the_model_fails_the_case_is_assessed_without_it_and_says_why()
    {
        await using var model = await ScriptedModel.StartAsync(CancellationToken.None);
        model.Next(new ModelAnswer.Refused(), new ModelAnswer.NoJson());
        using var cases = new AFile("cases.jsonl", Cases);
        using var labels = new AFile("labels.jsonl", """
            {"id":"A1","risk":"critical","missing":["controls"]}
            {"id":"A2","risk":"low","missing":[]}
            """);

        var (exitCode, output) = await TheProgram.RunAsync(
            With(model), "assess", "evaluate", "--catalog", WorkingCopy.SampleCatalog, "--cases", cases.Path, "--labels", labels.Path,
                "--with", "llm");

        var found = Labels(output);
        Assert.Equal(0, exitCode);
        Assert.EndsWith(" No answer of the model: refusal.", found[0]["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith(" No answer of the model: badOutput.", found[1]["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("exact 1.000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configured_model_there_is_none_to_ask()
    {
        using var cases = new AFile("cases.jsonl", Cases);

        var (exitCode, output) =
            await TheProgram.RunAsync("assess", "run", "--catalog", WorkingCopy.SampleCatalog, "--cases", cases.Path, "--with", "llm");

        Assert.Equal(2, exitCode);
        Assert.Contains("No model is configured", output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> With(ScriptedModel model) => new()
    {
        ["OpenAI__Endpoint"] = model.Endpoint.ToString(),
        ["OpenAI__Deployment"] = model.Deployment,
        ["OpenAI__ApiKey"] = model.ApiKey,
    };

    private static JsonObject[] Labels(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())];
}
