using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of addresses does.</summary>
public abstract class AddressBookContract
{
    private static readonly DateTimeOffset May = new(2027, 5, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Sal = PersonId.Parse("o'sal/x#y?z@contoso.example");

    private static readonly KnownAddress Known = new()
    {
        Address = Sal,
        Person = PersonId.Parse("sal@contoso.example"),
        Holder = Sal.Nth(2),
        Name = "Sal Ortiz",
        Proofs = [new AddressProof("teams|72f988bf|sal", May, May.AddDays(2)), new AddressProof("slack|T1|U1", May)],
        Verdicts = [new IdentityVerdict(Sal.Nth(2), false, true, May, "iam@contoso.example", "Two people.")],
        Formers = [new FormerSelf(Sal.Nth(3), May)],
    };

    /// <summary>One that is empty.</summary>
    protected abstract Task<IAddressBook> NewAsync();

    [Fact]
    public async Task An_address_is_read_back_as_it_was_written_one_by_one_and_with_all_others()
    {
        var book = await NewAsync();
        var second = new KnownAddress { Address = Sal.Nth(2), Person = Sal.Nth(2) };

        Assert.True(await book.TryWriteAsync(Known, null, default));
        Assert.True(await book.TryWriteAsync(second, null, default));

        Assert.True(Known.IsSameAs((await book.ReadAsync(Sal, default))!.Known));
        Assert.Null(await book.ReadAsync(Sal.Nth(3), default));
        Assert.Equal([Sal, Sal.Nth(2)], (await book.AllAsync(default).ToListAsync()).Select(row => row.Address).Order());
    }

    [Fact]
    public async Task Of_two_hosts_that_write_an_address_at_once_the_second_changes_nothing()
    {
        var book = await NewAsync();
        await book.TryWriteAsync(Known, null, default);
        var read = (await book.ReadAsync(Sal, default))!;

        Assert.False(await book.TryWriteAsync(Known with { Name = "Another" }, null, default));
        Assert.True(await book.TryWriteAsync(Known with { Name = "First" }, read.ETag, default));
        Assert.False(await book.TryWriteAsync(Known with { Name = "Second" }, read.ETag, default));

        Assert.Equal("First", (await book.ReadAsync(Sal, default))!.Known.Name);
    }
}
