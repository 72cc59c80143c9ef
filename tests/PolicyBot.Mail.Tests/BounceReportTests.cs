using System.Text;
using PolicyBot.Application.Ports;
using PolicyBot.Mail.Inbound;

namespace PolicyBot.Mail.Tests;

/// <summary>Reports of what was not delivered, as servers write them.</summary>
public sealed class BounceReportTests
{
    private const string Envelope = "00112233445566778899aabbccddeeff";

    private const string Ana = """
        Original-Recipient: rfc822; ana@contoso.example
        Final-Recipient: rfc822; ana-old@contoso.example
        Action: failed
        Status: 5.1.1 (user unknown)
        """;

    private const string Bo = """
        Final-Recipient: utf-8; bö@contoso.example
        Action: Failed
        Status: 5.2.2
        """;

    private const string Late = """
        Final-Recipient: rfc822; late@contoso.example
        Action: delayed
        Status: 4.4.1
        """;

    [Fact]
    public void Every_group_that_failed_is_read_under_the_address_that_the_message_was_sent_to() => Assert.Equal(
        [new FailedMail("ana@contoso.example", Envelope, "5.1.1"), new FailedMail("bö@contoso.example", Envelope, "5.2.2")],
        Read(Report($"Original-Envelope-Id: {Envelope}", "", Ana, Bo, Late)));

    [Fact]
    public void Where_the_server_leaves_the_envelope_out_the_returned_headers_name_it() => Assert.Equal(
        [new FailedMail("ana@contoso.example", Envelope, "5.1.1")],
        Read(Report("X-Nothing: here", $"Subject: News\nX-PolicyBot-Envelope: {Envelope}\nTo: ana@contoso.example", Ana)));

    [Fact]
    public void A_report_of_a_delay_has_nothing_that_failed() => Assert.Empty(Read(Report("", "", Late))!);

    [Theory]
    [InlineData("")]
    [InlineData("Subject: hello\n\nPlease approve PX-7K2M9QRT.\n")]
    [InlineData("Subject: vacation\nAuto-Submitted: auto-replied\n\nI am away.\n")]
    [InlineData("no header at all")]
    public void What_is_no_report_is_none(string message) => Assert.Null(Read(message));

    private static IReadOnlyList<FailedMail>? Read(string message) =>
        new BounceReport().ReadReport(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")));

    private static string Report(string about, string returned, params string[] recipients) => $"""
        From: MAILER-DAEMON@mail.contoso.example
        To: policybot@contoso.example
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It did not arrive.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.contoso.example
        {about}

        {string.Join("\n\n", recipients)}

        --b
        Content-Type: text/rfc822-headers

        {returned}

        --b--

        """;
}
