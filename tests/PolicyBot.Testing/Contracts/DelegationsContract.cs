using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of delegations does.</summary>
public abstract class DelegationsContract
{
    private static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private static readonly PersonId Bo = PersonId.Parse("o'bo/x#y?z@contoso.example");
    private static readonly DateTimeOffset End = new(2027, 2, 15, 23, 0, 0, TimeSpan.Zero);

    /// <summary>One who keeps none.</summary>
    protected abstract Task<IDelegations> NewAsync();

    [Fact]
    public async Task A_delegation_is_read_back_by_who_handed_over_and_by_nobody_else()
    {
        var delegations = await NewAsync();
        var handed = new Delegation(Bo, Ana, End, End.AddDays(-7));

        await delegations.WriteAsync(handed, default);

        Assert.Equal(handed, await delegations.OfAsync(Bo, default));
        Assert.Null(await delegations.OfAsync(Ana, default));
    }

    [Fact]
    public async Task The_newest_delegation_of_a_person_counts()
    {
        var delegations = await NewAsync();
        var handed = new Delegation(Bo, Ana, End, End.AddDays(-7));

        await delegations.WriteAsync(handed, default);
        await delegations.WriteAsync(handed with { Until = End.AddDays(1) }, default);

        Assert.Equal(End.AddDays(1), (await delegations.OfAsync(Bo, default))?.Until);
    }

    [Fact]
    public async Task A_delegation_that_was_taken_back_is_gone_and_can_be_taken_back_again()
    {
        var delegations = await NewAsync();
        await delegations.WriteAsync(new Delegation(Bo, Ana, End, End.AddDays(-7)), default);

        await delegations.RemoveAsync(Bo, default);
        await delegations.RemoveAsync(Bo, default);

        Assert.Null(await delegations.OfAsync(Bo, default));
    }
}
