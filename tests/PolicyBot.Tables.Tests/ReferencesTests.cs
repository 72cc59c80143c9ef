using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests;

public sealed class ReferencesTests
{
    [Fact]
    public void The_store_knows_the_core_and_no_other_part()
    {
        var references = typeof(StoreTables).Assembly.GetReferencedAssemblies().Select(reference => reference.Name);

        Assert.Equal(["PolicyBot.Core"], references.Where(name => name!.StartsWith("PolicyBot.", StringComparison.Ordinal)));
    }
}
