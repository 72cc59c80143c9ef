using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using Xunit.Abstractions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>Two people press at the same time, on two hosts.</summary>
public sealed class PressInterleavingTests(ITestOutputHelper output) : InterleavingProof(output)
{
    private static readonly ExceptionId Renewed = ExceptionId.Parse("PX-00000002");

    [Fact]
    public void Two_approvers_press_for_the_only_seat() => Prove(
        Settled(OneSeat.InReview()),
        host => host.PressAsync(OneSeat.Id, Ana.Approves()),
        host => host.PressAsync(OneSeat.Id, Bo.Approves()));

    [Fact]
    public void An_approver_presses_twice() => Prove(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()));

    [Fact]
    public void Two_approvers_press_for_a_seat_each() => Prove(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        host => host.PressAsync(BothSeats.Id, Bo.Approves()));

    [Fact]
    public void An_approver_approves_while_the_requester_withdraws() => Prove(
        Settled(OneSeat.InReview()),
        host => host.PressAsync(OneSeat.Id, Ana.Approves()),
        host => host.PressAsync(OneSeat.Id, Sal.Withdraws()));

    [Fact]
    public void An_approver_rejects_while_another_approves() => Prove(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        host => host.PressAsync(BothSeats.Id, Bo.Rejects()));

    [Fact]
    public void A_renewal_is_approved_while_its_owner_closes_what_it_renews()
    {
        var renewal = OneSeat with { Id = Renewed, Renews = OneSeat.Id, Renewal = 1 };
        Prove(
            Settled(OneSeat.Granted(), renewal.InReview()),
            host => host.PressAsync(Renewed, Ana.Approves()),
            host => host.PressAsync(OneSeat.Id, Sal.Closes()));
    }
}
