using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>Compares what is known about a request with what a row of the assessment asks for.</summary>
internal static class FactTests
{
    /// <summary>Whether every test of a condition holds.</summary>
    public static bool Holds(this FactCondition condition, FactSheet sheet) => condition.Tests.All(test => test.Holds(sheet[test.Fact]));

    /// <summary>Whether a value passes a test. An unknown value (null) never does.</summary>
    public static bool Holds(this FactTest test, string? value) =>
        value is not null
            && (test.Range is null ? test.Is.Contains(value) : FactSheet.Number(value) is { } number && test.Range.Contains(number));
}
