using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Tests.Policies;

/// <summary>What answers a field takes.</summary>
public sealed class RequestFieldTests
{
    [Theory]
    [InlineData("2027-01-05")]
    [InlineData("2027-1-5")]
    [InlineData("2027-01-5")]
    [InlineData(" 2027-01-05 ")]
    [InlineData("2027-01-05T00:00:00")]
    [InlineData("2027-1-5T00:00")]
    [InlineData("2027-01-05T00:00:00.000")]
    [InlineData("2027-01-05T00:00:00Z")]
    [InlineData("2027-01-05T23:00:00.0000000+01:00")]
    public void A_day_is_read_as_clients_send_it(string sent)
    {
        Assert.True(RequestField.TryParseDay(sent, out var day));
        Assert.Equal(new DateOnly(2027, 1, 5), day);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2027-13-01")]
    [InlineData("2027-02-30")]
    [InlineData("05.01.2027")]
    [InlineData("2027-01-05Tnoon")]
    [InlineData("2027-01-05T")]
    [InlineData("5 January")]
    public void What_is_no_day_is_not_guessed(string sent) => Assert.False(RequestField.TryParseDay(sent, out _));

    [Fact]
    public void A_minimum_counts_what_can_be_seen()
    {
        var field = new RequestField { Id = FieldIds.Justification, Required = true, MinLength = 20, MaxLength = 3_000 };

        Assert.Equal(new FieldFault.TooShort(20, 2), field.Check($"ok{new string('\u200B', 30)}"));
        Assert.Equal(new FieldFault.TooShort(20, 3), field.Check(new string('x', 30)));
        Assert.Null(field.Check("The vendor has no fix."));
    }
}
