namespace PolicyBot.EndToEnd.Tests;

/// <summary>
/// A test of this project, in place of xunit's own attribute: one that waits for what never comes, and does not hear its deadline, fails
/// alone after a while instead of keeping the whole run for ever.
/// </summary>
internal class FactAttribute : Xunit.FactAttribute
{
    /// <summary>In milliseconds. Tests end at their own deadlines long before, and say then what they waited for.</summary>
    public const int LastEnd = 6 * 60 * 1000;

    public FactAttribute() => Timeout = LastEnd;
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute() => Timeout = FactAttribute.LastEnd;
}
