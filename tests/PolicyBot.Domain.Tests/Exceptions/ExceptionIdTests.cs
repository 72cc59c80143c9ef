using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Domain.Tests.Exceptions;

public sealed class ExceptionIdTests
{
    [Theory]
    [InlineData("PX-7Q2M4X9K")]
    [InlineData("px-7q2m4x9k")]
    [InlineData("PX7Q2M4X9K")]
    [InlineData(" px 7q2m4x9k ")]
    public void A_number_is_read_in_any_case_with_or_without_its_dash(string typed)
    {
        Assert.Equal("PX-7Q2M4X9K", ExceptionId.Parse(typed).Value);
    }

    [Fact]
    public void Letters_that_look_like_digits_are_read_as_digits()
    {
        Assert.Equal("PX-01110000", ExceptionId.Parse("PX-OIL1oooo").Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PX-")]
    [InlineData("PX-7Q2M4X9")]
    [InlineData("PX-7Q2M4X9KK")]
    [InlineData("PX-7Q2M4X9U")]
    [InlineData("QX-7Q2M4X9K")]
    [InlineData("PX-7Q2M 4X9K")]
    public void What_is_no_number_is_not_read(string? typed)
    {
        Assert.False(ExceptionId.TryParse(typed, out var id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void Drawn_numbers_are_read_back_and_differ()
    {
        var drawn = Enumerable.Range(0, 1000).Select(_ => ExceptionId.Draw()).ToList();

        Assert.All(drawn, id => Assert.Equal(id, ExceptionId.Parse(id.Value)));
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
    }
}
