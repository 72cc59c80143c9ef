using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>The head says who ended an exception, and as what.</summary>
public sealed class EnderTests
{
    private static readonly ARecord Granted = new ARequest { Owner = Pat }.Granted();

    [Fact]
    public void Who_ended_it_stands_in_the_head_with_the_name_and_as_what()
    {
        Assert.Equal(new EndedByPerson(Pat.Person, "Pat Lind", EndedAs.Owner), Granted.After(Pat.Closes()).State.Ender);
        Assert.Equal(new EndedByPerson(Sal.Person, "Sal Ortiz", EndedAs.Requester), Granted.After(Sal.Closes()).State.Ender);
        Assert.Equal(new EndedByPerson(Ana.Person, "Ana Silva", EndedAs.Approver), Granted.After(Ana.Revokes()).State.Ender);
        Assert.Equal(
            new EndedByPerson(Iam.Person, "Iam Aziz", EndedAs.PolicyOwner),
            Granted.After(Iam.Revokes(roles: Roles.PolicyOwner)).State.Ender);
        Assert.Equal(
            new EndedByPerson(Mallory.Person, "Mallory Moss", EndedAs.Administrator),
            Granted.After(Mallory.Revokes(roles: Roles.Administrator)).State.Ender);
        Assert.Equal(
            new EndedByPerson(Sal.Person, "Sal Ortiz", EndedAs.Requester), new ARequest().InReview().After(Sal.Withdraws()).State.Ender);
        Assert.Equal(
            new EndedByPerson(Ana.Person, "Ana Silva", EndedAs.Approver), new ARequest().InReview().After(Ana.Rejects()).State.Ender);
    }

    [Fact]
    public void What_time_or_a_renewal_ended_nobody_ended()
    {
        var renewal = ExceptionId.Parse("PX-00000002");

        Assert.Null(Granted.State.Ender);
        Assert.Null(Granted.At(new ARequest().HoldsUntil).After(Passes()).State.Ender);
        Assert.Null(new ARequest().InReview().Later(TimeSpan.FromHours(336)).After(Passes()).State.Ender);
        Assert.Null(Granted.After(StartsRenewal(renewal)).After(FinishesRenewal(renewal)).State.Ender);
    }

    [Fact]
    public void Of_an_older_record_it_is_known_who_ended_it_and_as_what_only_where_the_record_says_it()
    {
        var older = new ExceptionEvent.Revoked("The account was misused.");

        Assert.Equal(EndedAs.Approver, Granted.With(Ana, older).State.Ender!.As);
        Assert.Equal(new EndedByPerson(Iam.Person, "Iam Aziz", null), Granted.With(Iam, older).State.Ender);
    }
}
