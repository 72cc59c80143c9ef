using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>A cast for each scenario. Stage one of <see cref="Posting"/> is also posted in a channel of Teams.</summary>
public sealed class OutageLab() : DeliveryLab(casts: 5)
{
    /// <summary>Ana is in both channels and wants to be written to in Slack, Bo is in Teams.</summary>
    public static Cast InBoth { get; } = new(1);

    /// <summary>Sal, Ana and Bo are in Teams.</summary>
    public static Cast InTeams { get; } = new(2);

    /// <summary>Sal, Ana and Bo are in Slack.</summary>
    public static Cast InSlack { get; } = new(3);

    /// <summary>As <see cref="InBoth"/>, with a channel.</summary>
    public static Cast Posting { get; } = new(4);

    protected override string Catalog => base.Catalog.Replace(
        $"group: leads-{Posting.Number}, needs: 1",
        $"group: leads-{Posting.Number}, needs: 1, channel: 'teams:19:contoso-policy-exceptions@thread.tacv2'", StringComparison.Ordinal);
}

// its clock is turned and its Host killed
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DeliveryOutageTests : ICollectionFixture<OutageLab>
{
    public const string Name = "delivery outage";
}

/// <summary>What the scenarios share: faults by a plan, which ends with the test.</summary>
public abstract class DeliveryOutageTest(OutageLab running, Cast cast) : SlackTest(running, cast)
{
    /// <summary>Why an exception's messages are as they are: all that is stored, and what the Host wrote about it.</summary>
    protected async Task<string> WhyAsync(string id) => string.Join('\n', [
        await Record.EverythingAsync(id), .. Lab.HostOutput.Where(line => line.Contains(id, StringComparison.Ordinal))]);

    /// <summary>Kills the Host and starts it again.</summary>
    protected async Task KillAsync()
    {
        await Lab.Host.KillAsync();
        await Lab.StartHostAsync(Deadline);
        Running.Listen();
    }

    public override Task DisposeAsync()
    {
        Lab.Tenant.Faults.Plan = (_, _, _) => null;
        Slack.Faults.Plan = (_, _) => null;
        return base.DisposeAsync();
    }
}
