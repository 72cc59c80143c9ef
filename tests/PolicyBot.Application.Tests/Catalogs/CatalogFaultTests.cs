using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

/// <summary>What a fault says: the key that was meant, the item, the kind of number, the time zone letter for letter.</summary>
public sealed class CatalogFaultTests
{
    [Fact]
    public void A_typo_is_answered_with_the_key_that_was_meant()
    {
        var fault = Assert.Single(ACatalog.Faults(("maxDays: 90", "maxDay: 90")));

        Assert.Equal("catalog.yaml:14: [unknown-key] `maxDay` is no key here. Did you mean `maxDays`?", fault.ToString());
    }

    [Fact]
    public void A_key_is_shown_as_it_is_written_whatever_signs_it_has()
    {
        var fault = Assert.Single(ACatalog.Faults(("maxDays: 90", "'max/Days~[0]': 90")));

        Assert.Equal("catalog.yaml:14: [unknown-key] `max/Days~[0]` is no key here.", fault.ToString());
    }

    [Fact]
    public void Letters_of_several_signs_count_as_many_as_they_have()
    {
        var longest = string.Concat(Enumerable.Repeat("e\u0301", 75));

        var fault = Assert.Single(ACatalog.Faults(("organization: Contoso", $"organization: {longest}x")));

        Assert.Equal("catalog.yaml:2: [wrong-value] `organization` has more than 150 characters.", fault.ToString());
        Assert.Equal(longest, ACatalog.With(("organization: Contoso", $"organization: {longest}")).Organization);
    }

    [Theory]
    [InlineData("90.0")]
    [InlineData("90.5")]
    [InlineData("1e2")]
    [InlineData("0x5A")]
    [InlineData("ninety")]
    public void A_number_that_must_be_whole_is_said_to_be_one(string written)
    {
        var fault = Assert.Single(ACatalog.Faults(("maxDays: 90", $"maxDays: {written}")));

        Assert.Equal(
            ("wrong-type", "`maxDays` must be a whole number, written in digits alone."), (fault.Rule, fault.Message));
    }

    [Fact]
    public void How_many_must_approve_is_a_whole_number()
    {
        var fault = Assert.Single(ACatalog.Faults(("needs: all", "needs: 1.0")));

        Assert.Contains("Expected: How many approvals: a whole number from 1, or `all`.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("choices: [human, service, vendor]", 300, "Item 2 of `choices` has more than 75 characters.")]
    [InlineData("members: [ana@contoso.example, bo@contoso.example]", 300, "Item 2 of `members` has more than 254 characters.")]
    [InlineData("choices: [human, service, vendor]", 0, "Item 2 of `choices` is empty.")]
    public void A_length_is_said_of_the_item_and_not_of_its_list(string list, int length, string words)
    {
        var parts = list.Split(", ");
        parts[1] = $"'{(length == 0 ? "" : new string('x', length) + "@contoso.example")}'{(parts[1].EndsWith(']') ? "]" : "")}";

        Assert.Equal(words, Assert.Single(ACatalog.Faults((list, string.Join(", ", parts)))).Message);
    }

    [Theory]
    [InlineData("europe/berlin")]
    [InlineData("EUROPE/BERLIN")]
    [InlineData("Europe/berlin")]
    [InlineData("Europe//Berlin")]
    [InlineData("'Europe/Berlin '")]
    [InlineData("localtime")]
    [InlineData("Factory")]
    [InlineData("posixrules")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("utc")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("UTC-02")]
    public void A_time_zone_is_named_by_its_IANA_id_letter_for_letter_also_where_it_was_looked_up_before(string id)
    {
        Assert.Equal("Europe/Berlin", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin").Id);

        var fault = Assert.Single(ACatalog.Faults(("timeZone: Europe/Berlin", $"timeZone: {id}")));

        Assert.Equal(("unknown-time-zone", 3), (fault.Rule, fault.Line));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/GMT+5")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Antarctica/Troll")]
    [InlineData("America/Port-au-Prince")]
    public void Time_zones_of_all_shapes_are_taken(string id) =>
        Assert.Equal(id, ACatalog.With(("timeZone: Europe/Berlin", $"timeZone: {id}")).TimeZone.Id);
}
