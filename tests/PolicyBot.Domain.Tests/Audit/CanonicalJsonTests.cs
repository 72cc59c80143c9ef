using System.Text.Json;
using PolicyBot.Domain.Audit;

namespace PolicyBot.Domain.Tests.Audit;

/// <summary>The vectors of RFC 8785, as far as they hold no fraction, and what we refuse to write.</summary>
public sealed class CanonicalJsonTests
{
    [Fact]
    public void Strings_and_literals_are_written_as_in_section_3_2_2()
    {
        const string Input = """
            {
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;

        var written = Write(Input);

        Assert.Equal("""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""", written);
    }

    [Fact]
    public void Members_are_sorted_by_utf16_code_unit_as_in_section_3_2_3()
    {
        const string Input = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;

        var written = Write(Input);

        Assert.Equal(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            written);
    }

    [Fact]
    public void Inner_objects_are_sorted_and_lists_are_not()
    {
        var written = Write("""{ "b" : [ {"z":1,"a":2} , 3 , [ ] ], "a" : { } }""");

        Assert.Equal("""{"a":{},"b":[{"a":2,"z":1},3,[]]}""", written);
    }

    [Fact]
    public void Control_characters_have_their_short_escapes_or_lower_case_hex()
    {
        var written = Write("""["\u0000\b\t\n\u000b\f\r\u001F\u007f\u2028<>&+'"]""");

        Assert.Equal("[\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u007f\u2028<>&+'\"]", written);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-17", "-17")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    public void Whole_numbers_are_written_plainly(string input, string expected)
    {
        Assert.Equal(expected, Write(input));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e30")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("-9223372036854775808")]
    [InlineData("9223372036854775808")]
    public void Numbers_that_other_readers_might_round_are_refused(string input)
    {
        Assert.Throws<ArgumentException>(() => Write(input));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"b":0,"a":1,"\u0061":2}""")]
    [InlineData("""{"":1,"":2}""")]
    public void A_member_that_stands_twice_is_refused(string input)
    {
        Assert.Throws<ArgumentException>(() => Write(input));
    }

    [Theory]
    [InlineData("""{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""")]
    [InlineData("""[56,{"1":[],"10":null,"d":true}]""")]
    public void What_is_canonical_stays_as_it_is(string canonical)
    {
        Assert.Equal(canonical, Write(canonical));
    }

    private static string Write(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CanonicalJson.Write(document.RootElement);
    }
}
