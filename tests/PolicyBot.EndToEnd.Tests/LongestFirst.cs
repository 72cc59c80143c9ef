using PolicyBot.EndToEnd.Tests.BadInput;
using PolicyBot.EndToEnd.Tests.Browser;
using PolicyBot.EndToEnd.Tests.Delivery;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Identity;
using PolicyBot.EndToEnd.Tests.Slack;
using Xunit.Abstractions;

namespace PolicyBot.EndToEnd.Tests;

/// <summary>
/// Begins with the collections that take longest. Left to chance, one of them begins when all others are done, and the rest of the machine
/// waits for it.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _longest =
    [
        LabInBrowserTests.Name, DoorTests.Name, ProductTests.Name, SlackTests.Name, SlackClockTests.Name, UnheardMessageTests.Name,
        ClockTests.Name, IdentityTests.Name, LargeCatalogLabs.Name, LabOnScreens.Name, SilentModels.Name,
    ];

    /// <summary>All of them; those without a measured time last, as they come.</summary>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.IndexOf(_longest, collection.DisplayName) is var place && place < 0
            ? _longest.Length : place);
}
