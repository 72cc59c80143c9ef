using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Tests.People;

public sealed class PersonIdTests
{
    [Theory]
    [InlineData("ana@contoso.example")]
    [InlineData("  Ana@Contoso.Example ")]
    public void One_person_has_one_id_however_the_address_is_written(string address)
    {
        Assert.Equal("ana@contoso.example", PersonId.Parse(address).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("@contoso.example")]
    [InlineData("ana@")]
    [InlineData("ana @contoso.example")]
    [InlineData("ana@contoso.example\nbo@contoso.example")]
    public void What_is_no_address_is_nobody(string? address)
    {
        Assert.False(PersonId.TryParse(address, out var id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void An_address_of_255_characters_is_too_long()
    {
        var domain = "@contoso.example";

        Assert.True(PersonId.TryParse(new string('a', 254 - domain.Length) + domain, out _));
        Assert.False(PersonId.TryParse(new string('a', 255 - domain.Length) + domain, out _));
    }
}
