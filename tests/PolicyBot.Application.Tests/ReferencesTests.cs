using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Tests;

public sealed class ReferencesTests
{
    private static readonly IReadOnlyList<string> References = [.. typeof(ExceptionRules).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

    [Fact]
    public void The_core_knows_no_other_part() =>
        Assert.DoesNotContain(References, name => name.StartsWith("PolicyBot.", StringComparison.Ordinal));

    [Fact]
    public void The_core_knows_no_web_and_of_the_framework_beside_the_runtime_only_how_to_log() =>
        Assert.Equal(
            ["Microsoft.Extensions.Logging.Abstractions"],
            References.Where(name => name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal)));
}
