using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>A record that does not verify is not added to, says so, and is reported once; a head that folds otherwise is mended.</summary>
public sealed class RecordCheckTests
{
    private static readonly ARecord Record = new ARequest().InReview();
    private static readonly ExceptionId Id = Record.State.Id;

    [Fact]
    public async Task A_stream_whose_chain_breaks_is_not_appended_to_and_says_so()
    {
        var office = await FalsifiedAsync();
        await office.Reconciler.ReconcileAsync(Id, default);

        var refused = Assert.IsType<CommitResult.Refused>(await office.WishAsync(Id, Ana.Approves()));
        var card = await office.PressAsync(
            Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));
        var status = await office.SayAsync(Sal, $"status {Id}");

        Assert.IsType<Refusal.RecordBroken>(refused.Why);
        Assert.StartsWith("The record of this exception does not verify", card.Fault, StringComparison.Ordinal);
        Assert.StartsWith("The record of this exception does not verify", status.View.Fault, StringComparison.Ordinal);
        Assert.Equal(Record.Events.Count, (await office.Stored.ReadAsync(Id, default))!.Events.Count);
    }

    [Fact]
    public async Task Administrators_hear_of_it_once_also_on_another_day()
    {
        var office = await FalsifiedAsync();

        for (var day = 0; day < 3; day++)
        {
            await office.Reconciler.ReconcileAsync(Id, default);
            office.Time.Advance(TimeSpan.FromDays(1));
            await office.SweepAsync();
        }

        var told = Assert.Single(office.MessagesOf(Ciso), message => message.View.Words().Contains(Id.Value, StringComparison.Ordinal));
        Assert.Contains("is not what was written, from event 2 on", told.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_gone_or_was_written_anew_as_a_whole_breaks_the_chain_too()
    {
        var last = Record.Events[^1];
        var other = RecordedEvent.Read(last.Json) with { At = ARequest.Sent.AddDays(-1) };
        var (office, json) = (await OpenAsync(), other.ToCanonicalJson());
        office.Stored.Falsify(Id, last with { Json = json, Hash = RecordedEvent.HashOf(json) });

        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<CommitResult.Refused>(await office.WishAsync(Id, Ana.Approves()));
    }

    [Fact]
    public async Task A_head_that_merely_folds_otherwise_is_folded_anew_and_goes_on()
    {
        var office = await OpenAsync();
        office.Stored.Falsify(Record.State with { RequesterName = "Another Name" });

        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal("Sal Ortiz", (await office.StateAsync(Id)).RequesterName);
        Assert.IsType<CommitResult.Committed>(await office.WishAsync(Id, Ana.Approves()));
        Assert.DoesNotContain(office.MessagesOf(Ciso), message => message.View.Words().Contains("verify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_that_is_restored_goes_on()
    {
        var office = await FalsifiedAsync();
        await office.Reconciler.ReconcileAsync(Id, default);

        office.Stored.Falsify(Id, Record.Events[1]);
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<CommitResult.Committed>(await office.WishAsync(Id, Ana.Approves()));
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([], [Ciso.Person]) };
        await office.HoldAsync(Record);
        return office;
    }

    private static async Task<Office> FalsifiedAsync()
    {
        var office = await OpenAsync();
        office.Stored.Falsify(Id, Record.Events[1] with { Json = Record.Events[1].Json.Replace("high", "low ", StringComparison.Ordinal) });
        return office;
    }
}
