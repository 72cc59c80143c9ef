using System.Text.Json.Nodes;
using Json.Schema;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests.Schemas;

public sealed class StoredSchemaTests
{
    [Fact]
    public void A_schema_with_a_keyword_that_is_not_understood_is_refused() =>
        Assert.Throws<JsonSchemaException>(() =>
            StoredSchema.Parse("""{"$schema":"http://json-schema.org/draft-07/schema#","maxLengh":2}"""));

    [Theory]
    [InlineData("""{"pattern":"^x$"}""", "5")]
    [InlineData("""{"regex":"^x$"}""", "\"y\"")]
    [InlineData("""{"const":1}""", "2")]
    [InlineData("""{"required":["a"],"allOf":[{"required":["b"]}]}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"b":1}""")]
    public void What_some_schema_readers_pass_over_is_a_fault(string schema, string document)
    {
        var read = StoredSchema.Parse(schema.Insert(1, "\"$schema\":\"http://json-schema.org/draft-04/schema#\","));

        Assert.NotEmpty(read.Faults(JsonNode.Parse(document)));
    }
}
