using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of what lists are drawn from does.</summary>
public abstract class ListingsContract
{
    /// <summary>A store with nothing in it.</summary>
    protected abstract Task<IListings> NewAsync();

    [Fact]
    public async Task What_is_put_is_found_under_each_of_its_keys_in_their_order()
    {
        var listings = await NewAsync();
        await listings.PutAsync(Listing(1, 1, "all|2", "word|build|2"), default);
        await listings.PutAsync(Listing(2, 1, "all|1", "word|builder|1", "word|bui\u00dfe|1"), default);

        Assert.Equal([Id(2), Id(1)], await FoundAsync(listings, "all|", "all|\uffff", 10));
        Assert.Equal([Id(2)], await FoundAsync(listings, "all|", "all|\uffff", 1));
        Assert.Equal([Id(1)], await FoundAsync(listings, "all|1", "all|\uffff", 10));
        Assert.Equal([Id(2)], await FoundAsync(listings, "all|", "all|2", 10));
        Assert.Equal([Id(1), Id(2), Id(2)], (await FoundAsync(listings, "word|bui", "word|bui\uffff", 10)).OrderBy(id => id.Value, StringComparer.Ordinal));
        Assert.Empty(await FoundAsync(listings, "word|buil d", "word|buil d\uffff", 10));
    }

    [Fact]
    public async Task A_later_version_takes_the_place_of_an_earlier_one_whole_and_never_the_other_way_round()
    {
        var listings = await NewAsync();
        await listings.PutAsync(Listing(1, 2, "all|1", "word|old|1"), default);

        await listings.PutAsync(Listing(1, 3, "all|2", "word|new|2"), default);
        await listings.PutAsync(Listing(1, 2, "all|1", "word|old|1"), default);

        Assert.Equal([Id(1)], await FoundAsync(listings, "all|", "all|\uffff", 10));
        Assert.Empty(await FoundAsync(listings, "word|old", "word|old\uffff", 10));
        Assert.Equal([Id(1)], await FoundAsync(listings, "word|new", "word|new\uffff", 10));
    }

    [Fact]
    public async Task The_same_again_changes_nothing()
    {
        var listings = await NewAsync();

        await listings.PutAsync(Listing(1, 2, "all|1"), default);
        await listings.PutAsync(Listing(1, 2, "all|1"), default);

        Assert.Equal([Id(1)], await FoundAsync(listings, "all|", "all|\uffff", 10));
    }

    [Fact]
    public async Task More_keys_than_one_batch_holds_all_move()
    {
        var listings = await NewAsync();
        string[] Keys(int place) => [.. Enumerable.Range(0, 130).Select(number => $"word|w{number:D3}|{place}")];

        await listings.PutAsync(Listing(1, 2, Keys(1)), default);
        await listings.PutAsync(Listing(1, 3, Keys(2)), default);
        var moved = await listings.FindAsync("word|", "word|\uffff", 500, default);
        await listings.PutAsync(Listing(1, 4, "all|3"), default);

        Assert.Equal(Keys(2), moved.Select(row => row.Key));
        Assert.Empty(await listings.FindAsync("word|", "word|\uffff", 500, default));
        Assert.Equal([Id(1)], await FoundAsync(listings, "all|", "all|\uffff", 10));
    }

    [Fact]
    public async Task What_a_list_shows_comes_back_as_it_was_put()
    {
        var listings = await NewAsync();
        var state = new ARequest { Title = "Größe \"zählt\"\n😀", Confidential = true }.Granted().State;
        var listing = state.ToListing(TestCatalog.Contoso);

        await listings.PutAsync(listing, default);

        var row = Assert.Single(await listings.FindAsync(
            ListingKey.OfPerson(Ana.Person), ListingKey.Beyond(ListingKey.OfPerson(Ana.Person)), 10, default));
        Assert.Equal(listing.Json, new Listing(row.State, 1, []).Json);
        Assert.Equal(state.Content!.Title, row.State.Content!.Title);
        Assert.Empty(row.State.Content.Justification);
    }

    private static async Task<IEnumerable<ExceptionId>> FoundAsync(IListings listings, string after, string before, int most) =>
        (await listings.FindAsync(after, before, most, default)).Select(row => row.State.Id);

    private static ExceptionId Id(int number) => ExceptionId.Parse($"PX-{number:D8}");

    private static Listing Listing(int id, long version, params string[] keys) =>
        new(ListingKey.Shorten(new ARequest { Id = Id(id), Title = $"Version {version}" }.InReview().State), version, keys);
}
