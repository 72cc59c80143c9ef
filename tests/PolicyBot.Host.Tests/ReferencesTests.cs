using PolicyBot.Host.Composition;

namespace PolicyBot.Host.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void The_host_puts_all_parts_together_and_does_not_know_the_Lab()
    {
        var references = typeof(PolicyBotServer).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.Equal(
            ["PolicyBot.Application", "PolicyBot.Domain", "PolicyBot.OpenAI", "PolicyBot.Slack", "PolicyBot.Tables", "PolicyBot.Teams"],
            references.Where(name => name.StartsWith("PolicyBot.", StringComparison.Ordinal)).Order());
    }
}
