using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack.Tests.Inbound;

public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Fact]
    public void The_example_that_Slack_publishes_is_valid() => Assert.Equal(SignatureVerdict.Valid, Verify());

    [Fact]
    public void Any_of_several_secrets_will_do()
    {
        Assert.Equal(SignatureVerdict.Valid, Verify(secrets: ["another-one", Secret]));
        Assert.Equal(SignatureVerdict.Valid, Verify(secrets: [Secret, "another-one"]));
    }

    [Fact]
    public void Without_a_secret_nobody_gets_in()
    {
        Assert.Equal(SignatureVerdict.Differs, Verify(secrets: []));
        Assert.Equal(SignatureVerdict.Differs, Verify(secrets: [""], signature: Sign("", Timestamp, Body)));
    }

    [Theory]
    [InlineData(Body + "------")]
    [InlineData("")]
    public void A_changed_body_is_refused(string body) => Assert.Equal(SignatureVerdict.Differs, Verify(body: body));

    [Fact]
    public void A_body_that_was_encoded_anew_is_refused() =>
        Assert.Equal(SignatureVerdict.Differs, Verify(body: Body.Replace("%2F", "%2f", StringComparison.Ordinal)));

    [Fact]
    public void Another_secret_is_refused() =>
        Assert.Equal(SignatureVerdict.Differs, Verify(secrets: ["8f742231b10e8888abcd99yyyzzz85a6"]));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void The_window_is_five_minutes_either_way(int seconds, bool valid) =>
        Assert.Equal(valid ? SignatureVerdict.Valid : SignatureVerdict.OutOfWindow, Verify(now: Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(null, Signature)]
    [InlineData(Timestamp, null)]
    [InlineData(null, null)]
    public void A_missing_header_is_refused(string? timestamp, string? signature) =>
        Assert.Equal(SignatureVerdict.Missing, SlackSignature.Verify([Secret], timestamp, signature, Encoding.UTF8.GetBytes(Body), Now));

    [Theory]
    [InlineData("")]
    [InlineData("v0=")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("V0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b5")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503ff")]
    [InlineData("v0=z2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(" v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public void A_signature_of_another_shape_is_refused(string signature) =>
        Assert.Equal(SignatureVerdict.Malformed, Verify(signature: signature));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1531420618")]
    [InlineData("+1531420618")]
    [InlineData("1531420618.0")]
    [InlineData(" 1531420618")]
    [InlineData("99999999999999999999999999")]
    public void A_timestamp_that_is_no_number_of_seconds_is_refused(string timestamp) =>
        Assert.Equal(SignatureVerdict.Malformed, Verify(timestamp: timestamp, signature: Sign(Secret, timestamp, Body)));

    [Fact]
    public void Whatever_bytes_are_signed_are_valid_and_no_longer_once_one_bit_of_them_changes()
    {
        var random = new Random(20260815);
        for (var round = 0; round < 200; round++)
        {
            var body = new byte[1 + random.Next(4096)];
            random.NextBytes(body);
            var secret = Convert.ToHexStringLower(RandomBytes(random));
            var signature = Sign(secret, Timestamp, body);
            Assert.Equal(SignatureVerdict.Valid, SlackSignature.Verify([secret], Timestamp, signature, body, Now));

            body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Equal(SignatureVerdict.Differs, SlackSignature.Verify([secret], Timestamp, signature, body, Now));
        }
    }

    [Fact]
    public void The_signature_covers_the_timestamp()
    {
        var later = Now.AddSeconds(60).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(SignatureVerdict.Differs, Verify(timestamp: later));
    }

    /// <summary>Signs as Slack does.</summary>
    internal static string Sign(string secret, string timestamp, string body) => Sign(secret, timestamp, Encoding.UTF8.GetBytes(body));

    internal static string Sign(string secret, string timestamp, byte[] body) =>
        "v0=" + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:").Concat(body).ToArray()));

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return bytes;
    }

    private static SignatureVerdict Verify(
        string[]? secrets = null, string timestamp = Timestamp, string signature = Signature, string body = Body,
        DateTimeOffset? now = null) =>
        SlackSignature.Verify(secrets ?? [Secret], timestamp, signature, Encoding.UTF8.GetBytes(body), now ?? Now);
}
