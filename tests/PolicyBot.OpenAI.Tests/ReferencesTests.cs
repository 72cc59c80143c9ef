namespace PolicyBot.OpenAI.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void The_adapter_knows_the_core_and_no_other_part()
    {
        var references = typeof(OpenAIOptions).Assembly.GetReferencedAssemblies().Select(reference => reference.Name);

        Assert.Equal(["PolicyBot.Application", "PolicyBot.Domain"], references.Where(name => name!.StartsWith("PolicyBot.", StringComparison.Ordinal)));
    }
}
