namespace PolicyBot.EndToEnd.Tests.Delivery;

public sealed class BurstPlanTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    [Xunit.Fact]
    public void The_same_seed_gives_the_same_bursts_and_another_one_gives_others()
    {
        Assert.Equal(BurstPlan.From(7, Length), BurstPlan.From(7, Length));
        Assert.NotEqual(BurstPlan.From(7, Length), BurstPlan.From(8, Length));
    }

    [Xunit.Theory]
    [InlineData("teams")]
    [InlineData("slack")]
    public void A_channel_fails_a_third_of_the_time_in_every_way(string channel)
    {
        var bursts = BurstPlan.From(1, Length).Where(burst => burst.Channel == channel).ToList();
        var share = bursts.Sum(burst => (burst.To - burst.From).TotalSeconds) / Length.TotalSeconds;

        Assert.InRange(share, 0.28, 0.38);
        Assert.Equal(Enum.GetValues<BurstKind>(), bursts.Select(burst => burst.Kind).Distinct().Order());
    }
}
