using System.Reflection;

namespace PolicyBot.Host.Tests;

/// <summary>What a class of the product may ask for: a class that needs more does two things.</summary>
public sealed class ConstructorsTests
{
    private const int MostParameters = 7;

    public static TheoryData<string> EveryProject => ["Domain", "Application", "Tables", "OpenAI", "Teams", "Slack", "Host"];

    /// <remarks>Records are data here, with a parameter for each of their members: they may have as many as they have members.</remarks>
    [Theory]
    [MemberData(nameof(EveryProject))]
    public void No_constructor_of_the_product_has_more_than_seven_parameters(string project)
    {
        var constructors = Assembly.Load($"PolicyBot.{project}").GetTypes()
            .Where(type => !IsRecord(type))
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .ToList();

        var greedy = constructors.Where(constructor => constructor.GetParameters().Length > MostParameters)
            .Select(constructor => $"{constructor.DeclaringType}: {constructor.GetParameters().Length}");

        Assert.NotEmpty(constructors);
        Assert.Empty(greedy);
    }

    // The compiler gives every record a method that writes its members, and a class or struct of ours none.
    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            is not null;
}
