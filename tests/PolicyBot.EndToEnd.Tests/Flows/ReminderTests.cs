namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ClockTests.Name)]
public sealed class ReminderTests(ClockLab running) : LabTest(running)
{
    private int Reminders => Ana.Cards.Count(shown => shown.Text.Contains("Still waiting for you", StringComparison.Ordinal));

    [Fact]
    public async Task An_approver_is_reminded_once_a_day_of_all_that_waits()
    {
        await PassToAsync(Today.AddDays(1), 8);
        var day = Today;
        var first = (await Sal.AskAsync(HumanAccount("reminded one"))).Id;
        var second = (await Sal.AskAsync(HumanAccount("reminded two"))).Id;
        await Ana.SeeAsync(second, "Approve");
        await Record.DrainAsync();
        var before = Reminders;

        await PassToAsync(day.AddDays(2), 10);
        var onDayTwo = Reminders;
        var reminder = Ana.Cards[^1];
        var comment = await (await Sal.SeeAsync(first, "Comment")).PressAsync("Comment"); // something to reconcile that afternoon
        await comment.PressAsync("Comment", ("comment", "Any news?"));
        await PassToAsync(day.AddDays(2), 16);
        var thatAfternoon = Reminders;
        await PassToAsync(day.AddDays(3), 18);
        var onDayThree = Reminders;

        Assert.Equal(0, before);
        Assert.True((onDayTwo, thatAfternoon, onDayThree) == (1, 1, 2),
            $"{(onDayTwo, thatAfternoon, onDayThree)} by day two, that afternoon, day three. The Host wrote:\n{string.Join('\n', Lab.HostOutput)}");
        reminder.Says("2 requests wait for your decision", first);
        Assert.Single(Ana.About(first), shown => shown.Buttons.Contains("Approve"));
        Assert.DoesNotContain(Carla.Cards, shown => shown.Text.Contains("Still waiting for you", StringComparison.Ordinal));
    }

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
        Assert.All(new[] { Ana, Bo }, person =>
            Assert.All(person.About(id), shown => Assert.DoesNotContain("Approve", shown.Says("· Lapsed").Buttons)));
        Assert.Equal(2, Sal.About(id).Count);
    }
}
