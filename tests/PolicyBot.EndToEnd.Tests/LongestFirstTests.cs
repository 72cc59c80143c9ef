using PolicyBot.EndToEnd.Tests.Browser;
using PolicyBot.EndToEnd.Tests.Flows;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PolicyBot.EndToEnd.Tests;

public sealed class LongestFirstTests
{
    [Xunit.Fact]
    public void What_takes_longest_begins_first_and_nothing_is_left_out()
    {
        string[] names = ["short", ProductTests.Name, "another", LabInBrowserTests.Name];

        var ordered = new LongestFirst().OrderTestCollections(names.Select(Collection));

        Assert.Equal([LabInBrowserTests.Name, ProductTests.Name, "short", "another"], ordered.Select(one => one.DisplayName));
    }

    [Xunit.Fact]
    public void The_runner_is_told_to_ask_it()
    {
        var told = Assert.Single(typeof(LongestFirst).Assembly.GetCustomAttributesData(),
            attribute => attribute.AttributeType == typeof(TestCollectionOrdererAttribute));

        Assert.Equal(
            [typeof(LongestFirst).FullName, typeof(LongestFirst).Assembly.GetName().Name],
            told.ConstructorArguments.Select(argument => argument.Value));
    }

    private static ITestCollection Collection(string name) =>
        new TestCollection(new TestAssembly(Reflector.Wrap(typeof(LongestFirst).Assembly)), null, name);
}
