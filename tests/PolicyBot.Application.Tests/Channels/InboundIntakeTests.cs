using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Reconciling;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.Channels;

/// <summary>What came in is worked on by one host, and soon by another one if that dies.</summary>
public sealed class InboundIntakeTests
{
    private readonly FakeTimeProvider time = new(ARequest.Sent);
    private readonly FakeWork work = new();
    private readonly FakeSeen seen = new();
    private readonly FakeBackground background = new();

    private InboundIntake Intake => new(seen, work, background, time);

    [Fact]
    public async Task A_host_that_dies_after_it_acknowledged_leaves_the_message_to_another_one_within_three_seconds()
    {
        await Intake.TakeAsync("teams", "key", "payload", _ => Task.FromResult(true)); // and it never comes to that

        var due = Assert.Single(await work.DueAsync(ARequest.Sent.AddSeconds(3), 10, default));

        Assert.Equal("in|teams|key", due.Subject);
        Assert.Equal("payload", await seen.ReadAsync("key", default));
    }

    [Fact]
    public async Task What_takes_a_host_longer_is_left_to_it_and_found_by_another_within_three_seconds_should_it_die()
    {
        var answer = new TaskCompletionSource<bool>();
        await Intake.TakeAsync("teams", "key", "payload", _ => answer.Task);
        var working = background.DrainAsync();

        for (var tenths = 0; tenths < 300; tenths++)
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            Assert.Empty(await work.DueAsync(time.GetUtcNow(), 10, default));
            Assert.NotEmpty(await work.DueAsync(time.GetUtcNow() + TimeSpan.FromSeconds(3), 10, default));
        }

        answer.SetResult(true);
        await working;

        Assert.Empty(work.All);
        Assert.Null(await seen.ReadAsync("key", default));
    }

    [Fact]
    public async Task What_a_host_hangs_over_is_taken_over_after_two_minutes()
    {
        await Intake.TakeAsync("teams", "key", "payload", _ => new TaskCompletionSource<bool>().Task);
        _ = background.DrainAsync();

        for (var seconds = 0; seconds < 135; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Single(await work.DueAsync(time.GetUtcNow(), 10, default));
    }

    [Fact]
    public async Task What_could_not_be_answered_is_worked_on_again_when_the_channel_may_take_it()
    {
        await Intake.TakeAsync("teams", "key", "payload", _ => Task.FromResult(false));
        await background.DrainAsync();

        Assert.Equal(ARequest.Sent + ExceptionCommits.LookAfter, Assert.Single(work.All).Due);
        Assert.NotNull(await seen.ReadAsync("key", default));
    }

    [Fact]
    public async Task What_fails_falls_due_at_once()
    {
        await Intake.TakeAsync("teams", "key", "payload", _ => throw new InvalidOperationException("A fault."));
        await Assert.ThrowsAsync<InvalidOperationException>(background.DrainAsync);

        Assert.Single(await work.DueAsync(ARequest.Sent + InboundIntake.Ahead, 10, default));
    }

    [Fact]
    public async Task What_is_delivered_again_while_a_host_is_at_it_is_left_to_that_host()
    {
        var answer = new TaskCompletionSource<bool>();
        await Intake.TakeAsync("teams", "key", "payload", _ => answer.Task);
        var working = background.DrainAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await Intake.TakeAsync("teams", "key", "payload", _ => Task.FromResult(true));

        for (var tenths = 0; tenths < 300; tenths++)
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            Assert.Empty(await work.DueAsync(time.GetUtcNow(), 10, default));
        }

        answer.SetResult(true);
        await working;
    }

    [Fact]
    public async Task What_is_delivered_again_is_found_though_the_host_that_kept_it_died_before_it_planned_to_look_at_it()
    {
        await seen.TryTakeAsync("key", "payload", time.GetUtcNow(), default);

        await Intake.TakeAsync("teams", "key", "payload", _ => Task.FromResult(true));

        Assert.Equal("in|teams|key", Assert.Single(await work.DueAsync(ARequest.Sent.AddSeconds(45), 10, default)).Subject);
    }

    [Fact]
    public async Task What_comes_in_twice_is_worked_on_once()
    {
        var worked = 0;
        await Intake.TakeAsync("teams", "key", "payload", _ => Task.FromResult(++worked > 0));
        await Intake.TakeAsync("teams", "key", "payload", _ => Task.FromResult(++worked > 0));
        await background.DrainAsync();

        Assert.Equal(1, worked);
    }
}
