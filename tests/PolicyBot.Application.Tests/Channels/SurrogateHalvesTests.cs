using System.Text;
using PolicyBot.Application.Channels;

namespace PolicyBot.Application.Tests.Channels;

public sealed class SurrogateHalvesTests
{
    [Theory]
    [InlineData(""" "cut \ud83d" """, """ "cut \ufffd" """)]
    [InlineData(""" "\ude00 tail" """, """ "\ufffd tail" """)]
    [InlineData(""" "\ud83d\ud83d\ude00" """, """ "\ufffd\ud83d\ude00" """)]
    [InlineData(""" "\uD83D\n" """, """ "\ufffd\n" """)]
    public void Half_a_pair_becomes_a_replacement_character(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        SurrogateHalves.Replace(bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData(""" "\ud83d\ude00 whole" """)]
    [InlineData(""" "a typed \\ud83d is no escape" """)]
    [InlineData(""" "\u00e9 \u" """)]
    [InlineData("\\ud8")]
    [InlineData("\\")]
    public void Everything_else_stays_as_it_is(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        SurrogateHalves.Replace(bytes);

        Assert.Equal(json, Encoding.UTF8.GetString(bytes));
    }
}
