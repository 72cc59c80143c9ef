using System.Net;
using System.Net.Sockets;
using MimeKit;
using PolicyBot.Application.Ports;
using PolicyBot.Lab.Mail;
using SmtpServer.Protocol;
using static PolicyBot.Mail.Tests.AMail;

namespace PolicyBot.Mail.Tests;

/// <summary>Sends over a real socket to the Lab's server.</summary>
public sealed class MailChannelTests : IAsyncLifetime
{
    private readonly MailServer server = MailServer.Start(DateTimeOffset.UtcNow);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData(SmtpOptions.StartTls)]
    [InlineData(SmtpOptions.Tls)]
    public async Task A_message_arrives_over_TLS_as_text_and_as_HTML(string security)
    {
        await using var other = MailServer.Start(DateTimeOffset.UtcNow, isTlsAtOnce: security == SmtpOptions.Tls);

        var outcome = await SendAsync(Options(other, security));

        var sent = Assert.IsType<SendOutcome.Sent>(outcome);
        var received = Assert.Single(other.Received);
        var message = Read(received.Raw);
        Assert.Equal([Ana], received.To);
        Assert.Equal(new MessageRef("mail", "", Ana, message.Headers["X-PolicyBot-Envelope"]!), sent.Message);
        Assert.Equal("PX-7K2M9QRT: approved until 15 Feb 2027 – Größe geprüft", message.Subject);
        Assert.Contains("> MFA off on svc-build", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("MFA off on svc-build", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answering_machine_answers_it_and_it_says_which_list_it_belongs_to()
    {
        await SendAsync(Options(server));

        var message = Read(Assert.Single(server.Received).Raw);
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("All", message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("PolicyBot <policybot.contoso.example>", message.Headers[HeaderId.ListId]);
        Assert.Equal("policybot@contoso.example", Assert.Single(message.From.Mailboxes).Address);
    }

    [Fact]
    public async Task All_messages_about_one_exception_are_one_thread_and_a_repeated_one_has_its_id_again()
    {
        await SendAsync(Options(server), notice: "PX-7K2M9QRT|3|policyOwner|ana@contoso.example");
        await SendAsync(Options(server), notice: "PX-7K2M9QRT|3|policyOwner|ana@contoso.example");
        await SendAsync(Options(server), notice: "PX-7K2M9QRT|5|ended|ana@contoso.example");
        await SendAsync(Options(server), notice: "PX-00000002|5|ended|ana@contoso.example");

        var all = server.Received.Select(one => Read(one.Raw)).ToList();
        Assert.Equal(all[0].MessageId, all[1].MessageId);
        Assert.Equal(3, all.Select(one => one.MessageId).Distinct().Count());
        Assert.Equal(all[0].References, all[2].References);
        Assert.Equal(all[0].InReplyTo, Assert.Single(all[0].References));
        Assert.NotEqual(all[0].InReplyTo, all[3].InReplyTo);
    }

    [Fact]
    public async Task A_recipient_who_is_refused_for_good_is_unreachable_and_for_now_is_tried_again()
    {
        server.Refused["gone@contoso.example"] = SmtpReplyCode.MailboxUnavailable;
        server.Refused["busy@contoso.example"] = SmtpReplyCode.ServiceUnavailable;

        var gone = await SendAsync(Options(server), "gone@contoso.example");
        var busy = await SendAsync(Options(server), "busy@contoso.example");

        Assert.Equal(new SendOutcome.Unreachable("550"), gone);
        Assert.Equal("421", Assert.IsType<SendOutcome.Later>(busy).Code);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_message_that_is_refused_for_good_is_never_tried_again()
    {
        server.OnMessage = SmtpReplyCode.TransactionFailed;

        Assert.Equal(new SendOutcome.Never("554"), await SendAsync(Options(server)));
    }

    [Theory]
    [InlineData("not an address at all @@")]
    [InlineData("ana@contoso.example,bo@contoso.example")]
    [InlineData("ana>@contoso.example")]
    public async Task What_is_not_one_address_is_never_handed_to_the_server(string address)
    {
        Assert.IsType<SendOutcome.Unreachable>(await SendAsync(Options(server), address));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_wrong_password_is_trouble_that_administrators_mend()
    {
        var options = Options(server);
        options.Password = "wrong";

        Assert.Equal(new SendOutcome.Later(TimeSpan.Zero, "signInRefused"), await SendAsync(options));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_message_and_no_password()
    {
        var options = Options(server);
        options.CertificateSha256 = "";

        Assert.Equal(new SendOutcome.Later(TimeSpan.Zero, "certificate"), await SendAsync(options));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var options = Options(server);
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        options.Port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Equal(new SendOutcome.Later(TimeSpan.Zero, "connection"), await SendAsync(options));
    }

    [Fact]
    public async Task A_server_without_TLS_gets_nothing()
    {
        await using var plain = new ScriptedServer("220 hello", "250-hello\r\n250 SIZE 1000000");
        var options = Options(server);
        options.Port = plain.Port;

        Assert.Equal(new SendOutcome.Later(TimeSpan.Zero, "notSupported"), await SendAsync(options));
        Assert.DoesNotContain(plain.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_may_have_arrived()
    {
        await using var silent = new ScriptedServer(
            ScriptedServer.Certificate(), "220 hello", "250 hello", "250 ok", "250 ok", "354 go on", ScriptedServer.HangUpAfterDot);
        var options = Options(server, SmtpOptions.Tls);
        (options.Port, options.User, options.CertificateSha256) = (silent.Port, "", silent.CertificateSha256);

        Assert.Equal(new SendOutcome.Unsure(TimeSpan.Zero, "connection"), await SendAsync(options));
        Assert.Contains(silent.Heard, line => line == ".");
    }

    [Theory]
    [InlineData("550 5.1.1 <ana@contoso.example>: no such user", "550 5.1.1", true)]
    [InlineData("554 5.7.1 <ana@contoso.example>: Relay access denied", "554 5.7.1", false)]
    [InlineData("451 4.3.0 try again", "451 4.3.0", false)]
    public async Task Only_what_the_server_says_of_the_recipient_makes_them_unreachable(string answer, string code, bool unreachable)
    {
        await using var strict = new ScriptedServer(ScriptedServer.Certificate(), "220 hello", "250 hello", "250 ok", answer, "250 ok");
        var options = Options(server, SmtpOptions.Tls);
        (options.Port, options.User, options.CertificateSha256) = (strict.Port, "", strict.CertificateSha256);

        SendOutcome expected = unreachable ? new SendOutcome.Unreachable(code) : new SendOutcome.Later(TimeSpan.Zero, code);
        Assert.Equal(expected, await SendAsync(options));
    }

    [Fact]
    public async Task What_was_sent_stays_as_it_is()
    {
        var channel = Channel(Options(server));
        var there = new MessageRef("mail", "", Ana, "1");

        Assert.Equal(new SendOutcome.Sent(there), await channel.UpdateAsync(there, channel.Draw(View), default));
        Assert.Empty(server.Received);
    }
}
