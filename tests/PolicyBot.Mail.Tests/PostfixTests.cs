using System.Text;
using PolicyBot.Application.Ports;
using PolicyBot.Mail.Inbound;
using static PolicyBot.Mail.Tests.AMail;

namespace PolicyBot.Mail.Tests;

/// <summary>The same through a server that people run: Debian's Postfix.</summary>
public sealed class PostfixTests
{
    [PostfixFact]
    public async Task Mail_arrives_a_refused_recipient_is_unreachable_and_others_domains_are_the_servers_refusal()
    {
        await using var postfix = await PostfixServer.StartAsync();
        var options = Options(postfix);

        Assert.IsType<SendOutcome.Sent>(await SendAsync(options));
        Assert.Equal(new SendOutcome.Unreachable("550 5.1.1"), await SendAsync(options, "nobody@contoso.example"));
        Assert.Equal(new SendOutcome.Later(TimeSpan.Zero, "554 5.7.1"), await SendAsync(options, "ana@elsewhere.example"));

        var message = Read(Assert.Single(await postfix.MailOfAsync("ana", 1)));
        Assert.Equal(View.Summary, message.Subject);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Contains("TLS", message.Headers["Received"]!, StringComparison.Ordinal);
    }

    [PostfixFact]
    public async Task What_comes_back_names_the_address_and_the_envelope_that_the_message_was_sent_with()
    {
        await using var postfix = await PostfixServer.StartAsync();

        var sent = Assert.IsType<SendOutcome.Sent>(await SendAsync(Options(postfix), "gone@contoso.example"));

        var report = Assert.Single(await postfix.MailOfAsync("policybot", 1));
        var failed = Assert.Single(new BounceReport().ReadReport(Encoding.UTF8.GetBytes(report))!);
        Assert.Equal(new FailedMail("gone@contoso.example", sent.Message.Message, failed.Code), failed);
        Assert.StartsWith("5.", failed.Code, StringComparison.Ordinal);
    }

    private static SmtpOptions Options(PostfixServer postfix) => new()
    {
        Host = "127.0.0.1",
        Port = postfix.Port,
        From = "policybot@contoso.example",
        CertificateSha256 = postfix.CertificateSha256,
    };
}
