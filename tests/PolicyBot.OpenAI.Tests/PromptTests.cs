using System.Text.Json.Nodes;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI.Tests;

public sealed class PromptTests
{
    private static readonly string[] AllowedKeywords =
        ["type", "properties", "required", "additionalProperties", "description", "items", "enum"];

    private static async Task<JsonObject> SchemaAsync()
    {
        await using var model = await FakeModel.StartAsync(new Completion());
        await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());
        return model.Requests[0].Body["response_format"]!["json_schema"]!["schema"]!.AsObject();
    }

    [Fact]
    public async Task The_schema_keeps_to_what_azure_allows()
    {
        var schema = await SchemaAsync();

        Assert.Equal("object", schema["type"]!.GetValue<string>());
        Assert.All(Objects(schema), part =>
        {
            Assert.All(part, keyword => Assert.Contains(keyword.Key, AllowedKeywords));
            if (part["properties"] is JsonObject properties)
            {
                Assert.Equal(
                    properties.Select(property => property.Key), part["required"]!.AsArray().Select(name => name!.GetValue<string>()));
                Assert.False(part["additionalProperties"]!.GetValue<bool>());
            }
        });
    }

    [Fact]
    public async Task The_schemas_lists_are_the_ones_of_the_record()
    {
        var properties = (await SchemaAsync())["properties"]!;

        Assert.Equal(MissingTag.All, properties["missing"]!["items"]!["enum"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.Equal(Enum.GetNames<RiskLabel>().Select(name => name.ToLowerInvariant()),
            properties["label"]!["enum"]!.AsArray().Select(label => label!.GetValue<string>()));
    }

    [Fact]
    public async Task The_kinds_of_facts_are_the_ones_of_the_table_and_each_is_explained()
    {
        var kinds = (await SchemaAsync())["properties"]!["facts"]!["items"]!["properties"]!["fact"]!["enum"]!.AsArray()
            .Select(kind => kind!.GetValue<string>());
        var instructions = AssessmentPrompt.Messages(VisibleInput.From(new AnInput()), "m")[0].Content[0].Text;

        Assert.Equal([.. ModelFacts.Kinds.Select(kind => kind.Id), ModelFacts.OfNoKind], kinds);
        Assert.All(ModelFacts.Kinds, kind => Assert.Matches($@"(?m)^- .*\b{kind.Id}[:,]", instructions));
        Assert.All(ModelFacts.Kinds.SelectMany(kind => kind.Values), value =>
            Assert.Contains(value, instructions, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_longer_than_a_form_allows_ends_in_dots()
    {
        var shown = VisibleInput.From(new AnInput { Title = new string('t', 400), Justification = new string('j', 9000) });

        Assert.Equal((150, 3000), (shown.Request.Title.Length, shown.Request.Justification.Length));
        Assert.EndsWith("t…", shown.Request.Title, StringComparison.Ordinal);
        Assert.EndsWith("j…", shown.Request.Justification, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_label_comes_after_the_reasons_for_it()
    {
        var properties = (await SchemaAsync())["properties"]!.AsObject();

        Assert.Equal("label", properties.Last().Key);
    }

    [Fact]
    public void The_version_tells_the_prompt_from_every_other()
    {
        var version = AssessmentPrompt.Version;

        Assert.Matches("^assessment-[0-9a-f]{8}$", version);
    }

    [Fact]
    public void The_prompt_explains_every_tag_it_may_use()
    {
        var instructions = AssessmentPrompt.Messages(VisibleInput.From(new AnInput()), "m")[0].Content[0].Text;

        Assert.All(MissingTag.All, tag => Assert.Contains($"- {tag}: ", instructions, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonObject> Objects(JsonObject schema)
    {
        yield return schema;
        var inner = (schema["properties"] as JsonObject ?? []).Select(property => property.Value).Append(schema["items"])
            .OfType<JsonObject>();
        foreach (var part in inner.SelectMany(Objects))
        {
            yield return part;
        }
    }
}
