using System.Reflection;

namespace PolicyBot.EndToEnd.Tests;

public sealed class EveryTestEndsTests
{
    [Xunit.Fact]
    public void No_test_that_waits_can_keep_the_whole_run_waiting()
    {
        var waiting = typeof(EveryTestEndsTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.ReturnType == typeof(Task))
            .Select(method => (method.Name, Fact: method.GetCustomAttribute<Xunit.FactAttribute>()))
            .Where(test => test.Fact is not null);

        Assert.NotEmpty(waiting);
        Assert.All(waiting, test => Assert.True(test.Fact!.Timeout > 0, test.Name));
    }
}
