using PolicyBot.Lab.LabProcess;

namespace PolicyBot.Lab.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void The_Lab_knows_none_of_the_products_projects_only_wire_protocols()
    {
        var references = typeof(PolicyBotLab).Assembly.GetReferencedAssemblies();

        Assert.DoesNotContain(references, reference => reference.Name!.StartsWith("PolicyBot.", StringComparison.Ordinal));
    }
}
