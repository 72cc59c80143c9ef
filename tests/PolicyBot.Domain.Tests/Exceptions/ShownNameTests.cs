using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

public sealed class ShownNameTests
{
    [Theory]
    [InlineData("U0123")]
    [InlineData("U012AB3CD")]
    [InlineData(" W0123ABCDEF ")]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("6F9619FF8B86D011B42D00CF4FC964FF")]
    [InlineData("{6f9619ff-8b86-d011-b42d-00cf4fc964ff}")]
    [InlineData("29:1aBcD-_x")]
    [InlineData("8:orgid:6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    public void An_id_of_a_channel_in_place_of_a_name_is_none_and_the_address_is_shown(string id)
    {
        var row = new KnownAddress { Address = Ana.Person, Person = Ana.Person, Name = id };
        var directory = new PeopleDirectory([row], []);

        Assert.Equal(("", "", "ana@contoso.example"), (ShownName.Of(id), row.Name, directory.NameOf(Ana.Person)));
        Assert.Equal("ana@contoso.example", directory.Distinguish(id, Ana.Person));
    }

    [Theory]
    [InlineData("Ana Lima")]
    [InlineData("URSULA")]
    [InlineData("Ugo 2")]
    [InlineData("ana.lima")]
    [InlineData("8:30 desk")]
    [InlineData("")]
    public void A_name_stays_as_it_is_shown(string name) => Assert.Equal(name, ShownName.Of(name));
}
