using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every index does.</summary>
public abstract class IndexContract
{
    private static readonly DateTimeOffset Noon = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly string OfAna = IndexHeading.ForPerson(PersonId.Parse("ana@contoso.example"));

    /// <summary>An index with nothing in it.</summary>
    protected abstract Task<IIndex> NewAsync();

    [Fact]
    public async Task The_newest_come_first()
    {
        var index = await NewAsync();
        await index.ProjectAsync([Entry(OfAna, 3, 20), Entry(OfAna, 1, 10), Entry(OfAna, 2, 30)], [], default);

        var all = await index.FindAsync(OfAna, 10, default);
        var some = await index.FindAsync(OfAna, 2, default);

        Assert.Equal([Id(2), Id(3), Id(1)], all);
        Assert.Equal([Id(2), Id(3)], some);
    }

    [Fact]
    public async Task Only_those_since_an_instant_are_found_where_that_is_asked()
    {
        var index = await NewAsync();
        await index.ProjectAsync([Entry(OfAna, 3, 20), Entry(OfAna, 1, 10), Entry(OfAna, 2, 30)], [], default);

        var since = await index.FindAsync(OfAna, 10, Noon.AddMinutes(20), default);
        var after = await index.FindAsync(OfAna, 10, Noon.AddMinutes(20).AddTicks(1), default);

        Assert.Equal([Id(2), Id(3)], since);
        Assert.Equal([Id(2)], after);
    }

    [Fact]
    public async Task Nothing_stands_under_a_heading_that_nobody_wrote()
    {
        var index = await NewAsync();
        await index.ProjectAsync([Entry(OfAna, 1, 0)], [], default);

        var found = await index.FindAsync(IndexHeading.WaitingFor(PersonId.Parse("ana@contoso.example")), 10, default);

        Assert.Empty(found);
    }

    [Fact]
    public async Task The_same_again_changes_nothing()
    {
        var index = await NewAsync();

        await index.ProjectAsync([Entry(OfAna, 1, 0)], [Entry(OfAna, 2, 0)], default);
        await index.ProjectAsync([Entry(OfAna, 1, 0)], [Entry(OfAna, 2, 0)], default);

        Assert.Equal([Id(1)], await index.FindAsync(OfAna, 10, default));
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_goes_and_nothing_else()
    {
        var index = await NewAsync();
        var policy = IndexHeading.ActiveUnder("SEC-MFA");
        await index.ProjectAsync([Entry(OfAna, 1, 0), Entry(policy, 1, 0), Entry(policy, 2, 0)], [], default);

        await index.ProjectAsync([Entry(OfAna, 1, 0)], [Entry(policy, 1, 0)], default);

        Assert.Equal([Id(1)], await index.FindAsync(OfAna, 10, default));
        Assert.Equal([Id(2)], await index.FindAsync(policy, 10, default));
    }

    [Fact]
    public async Task What_is_wanted_and_unwanted_stands()
    {
        var index = await NewAsync();

        await index.ProjectAsync([Entry(OfAna, 1, 0)], [Entry(OfAna, 1, 0)], default);

        Assert.Equal([Id(1)], await index.FindAsync(OfAna, 10, default));
    }

    [Theory]
    [InlineData("asset|HTTPS://INTRA.CONTOSO.EXAMPLE/A?B=C#D")]
    [InlineData("asset|C:\\PROGRAM FILES\\'X'|Y%20~ \u0007")]
    [InlineData("person|åsa.müller😀@contoso.example")]
    [InlineData("asset|ARN:AWS:SOMETHING:THAT-GOES-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON-AND-ON:A")]
    public async Task Any_heading_finds_its_own_and_nothing_of_its_neighbour(string heading)
    {
        var index = await NewAsync();

        await index.ProjectAsync([Entry(heading, 1, 0), Entry(heading + "B", 2, 0)], [], default);

        Assert.Equal([Id(1)], await index.FindAsync(heading, 10, default));
        Assert.Equal([Id(2)], await index.FindAsync(heading + "B", 10, default));
    }

    [Fact]
    public async Task An_exception_with_many_assets_stands_under_each()
    {
        var index = await NewAsync();
        string[] assets = [.. Enumerable.Range(0, 60).Select(number => IndexHeading.ActiveFor($"host-{number}"))];

        await index.ProjectAsync([.. assets.Select(asset => Entry(asset, 1, 0))], [], default);
        await index.ProjectAsync([], [.. assets.Skip(1).Select(asset => Entry(asset, 1, 0))], default);

        Assert.Equal([Id(1)], await index.FindAsync(assets[0], 10, default));
        Assert.Empty(await index.FindAsync(assets[59], 10, default));
    }

    private static ExceptionId Id(int number) => ExceptionId.Parse($"PX-{number:D8}");

    private static IndexEntry Entry(string heading, int id, int minutes) => new(heading, Noon.AddMinutes(minutes), Id(id));
}
