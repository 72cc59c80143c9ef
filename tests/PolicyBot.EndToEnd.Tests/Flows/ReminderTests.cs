namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ClockTests.Name)]
public sealed class ReminderTests(ClockLab running) : LabTest(running)
{
    [Fact]
    public async Task What_nobody_decides_on_is_closed_and_never_approved_by_silence()
    {
        var id = (await Sal.AskAsync(HumanAccount("forgotten"))).Id;
        await Ana.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        await PassAsync(TimeSpan.FromHours(336) + TimeSpan.FromMinutes(1));

        Assert.Equal("lapsed", await Record.StatusAsync(id));
        Assert.Equal("lapsed", (await Record.FactsAsync(id))[^1]);
        Assert.Contains("Ask again", Sal.About(id)[^1].Says("· Lapsed").Buttons);
        Assert.All(new[] { Ana, Bo }, person => Assert.All(person.About(id), shown => Assert.DoesNotContain("Approve", shown.Says("· Lapsed").Buttons)));
        Assert.Equal(2, Sal.About(id).Count);
    }
}
