using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>A request to renew an exception knows how that exception stands.</summary>
public sealed class RenewedStandingTests
{
    private static readonly ARequest Old = new();
    private static readonly ARecord Renewal =
        new ARequest { Id = ExceptionId.Parse("PX-00000002"), Renews = Old.Id, Renewal = 1 }.InReview();

    [Fact]
    public void A_renewal_of_what_is_in_force_has_nothing_to_note()
    {
        Assert.Null(RenewedStanding.WhatToNote(Renewal.State, Old.Granted().State));
        Assert.Equal(
            [], Assert.IsType<Decision.Accepted>(Renewal.Try(Notes(new(Status.Approved, ARequest.Sent)))).Facts);
    }

    [Fact]
    public void A_suspension_is_noted_once_and_so_is_that_it_is_over()
    {
        var suspended = Suspended();
        var noted = Renewal.After(RenewedStanding.WhatToNote(Renewal.State, suspended.State)!);

        Assert.Equal(new RenewedStanding(Status.Suspended, suspended.Now), noted.State.RenewedStanding);
        Assert.Null(RenewedStanding.WhatToNote(noted.State, suspended.State));

        var resumed = suspended.After(Sal.Proves()).After(Ana.AcceptsProof());
        Assert.Null(noted.After(RenewedStanding.WhatToNote(noted.State, resumed.State)!).State.RenewedStanding);
    }

    [Fact]
    public void How_it_ended_is_noted_and_since_when()
    {
        var revoked = Old.Granted().Later(TimeSpan.FromHours(5)).After(Ana.Revokes());

        var noted = Renewal.After(RenewedStanding.WhatToNote(Renewal.State, revoked.State)!);

        Assert.Equal(new RenewedStanding(Status.Revoked, ARequest.Sent.AddHours(5)), noted.State.RenewedStanding);
    }

    [Fact]
    public void What_is_decided_or_renews_nothing_or_another_exception_notes_nothing()
    {
        var revoked = Old.Granted().After(Ana.Revokes()).State;

        Assert.Null(RenewedStanding.WhatToNote(Renewal.After(Ana.Approves()).State, revoked));
        Assert.Null(RenewedStanding.WhatToNote(new ARequest { Id = ExceptionId.Parse("PX-00000003") }.InReview().State, revoked));
        Assert.Equal(
            [],
            Assert.IsType<Decision.Accepted>(Renewal.After(Ana.Rejects()).Try(Notes(new(Status.Revoked, ARequest.Sent)))).Facts);
    }

    private static ExceptionCommand.NoteRenewed Notes(RenewedStanding standing) => new(standing) { By = Actor.PolicyBot };

    private static ARecord Suspended()
    {
        var missed = new ARequest().InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key."))
            .At(new(2026, 12, 15, 23, 0, 0, TimeSpan.Zero)).After(Passes());
        return missed.At(missed.State.Promises[0].SuspendsAt!.Value).After(Passes());
    }
}
