using System.Globalization;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>
/// A product in Teams and Slack. Of each cast Sal, Fay, Ana, Carla and Ian are in Slack too and Bo is not; Ana wants to be written to in
/// Slack, Carla in Teams.
/// </summary>
/// <param name="casts">How many casts there are.</param>
/// <param name="settings">Settings for the Host, name and value.</param>
public abstract class BothChannelsLab(int casts, params (string Name, string Value)[] settings) : RunningLab(casts, settings)
{
    /// <summary>
    /// Patience for a machine under load. The Host keeps to Slack's three seconds all the same; that they run out is played by faults.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected override SlackWorkspaceOptions? Workspace => new()
    {
        RateLimits = false, // those are for one workspace, and here several live in it at once; refusals are played by faults
        AnswerWithin = Patience,
        TriggerLasts = Patience,
        RedeliverAfter = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)],
        Accounts =
        [
            .. Enumerable.Range(1, Casts).SelectMany(number => Accounts(new Cast(number))),
            new("gina@fabrikam.example", "Gina Fabri", "Guest") { IsRestricted = true },
            new("dena@contoso.example", "Dena Fry", "Left the company") { Deleted = true },
            new("frida@northwind.example", "Frida Lund", "From another workspace") { ForeignTeamId = "T0NORTHWIND" },
            new("", "Deploys", "Another app") { Key = "deploys", IsBot = true },
        ],
    };

    protected override string Catalog =>
        $"{base.Catalog}\npeople:\n{string.Join('\n', Enumerable.Range(1, Casts).SelectMany(number => Wishes(new Cast(number))))}\n";

    private static IEnumerable<SlackAccount> Accounts(Cast cast) =>
        new[] { ("sal", "Sal Ortiz"), ("fay", "Fay Novak"), ("ana", "Ana Lima"), ("carla", "Carla Ishii"), ("ian", "Ian Moreau") }
            .Select(person => new SlackAccount(cast.Email(person.Item1), person.Item2, ""));

    private static IEnumerable<string> Wishes(Cast cast) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"  - {{ email: {cast.Email("ana")}, prefers: slack }}"),
        string.Create(CultureInfo.InvariantCulture, $"  - {{ email: {cast.Email("carla")}, prefers: teams }}"),
    ];
}

/// <summary>The product as a customer of both channels runs it, with a model that raises nothing.</summary>
public sealed class SlackLab() : BothChannelsLab(casts: 12, ("OpenAI__TimeoutSeconds", "2"))
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Lab.Model.Otherwise = ProductLab.RaisesNothing;
    }
}

[CollectionDefinition(Name)]
public sealed class SlackTests : ICollectionFixture<SlackLab>
{
    public const string Name = "slack";
}
