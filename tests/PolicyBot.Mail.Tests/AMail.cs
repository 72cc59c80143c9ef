using System.Text;
using MimeKit;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Lab.Mail;
using PolicyBot.Mail.Outbound;
using TextPart = PolicyBot.Application.Views.TextPart;

namespace PolicyBot.Mail.Tests;

/// <summary>What the tests of mail share.</summary>
internal static class AMail
{
    public const string Ana = "ana@contoso.example";

    public static StatusView View { get; } = new()
    {
        Summary = "PX-7K2M9QRT: approved until 15 Feb 2027 – Größe geprüft",
        Heading = "PX-7K2M9QRT is approved",
        Tone = Tone.Good,
        Parts = [new TextPart("What", "MFA off on svc-build", Quoted: true), TextPart.Paragraph("It ends on 15 Feb 2027.")],
        Actions = [new CardAction { Verb = Verbs.Status, Title = "Show it" }],
    };

    public static SmtpOptions Options(MailServer server, string? security = null) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        From = "policybot@contoso.example",
        User = MailServer.User,
        Password = server.Password,
        Security = security ?? SmtpOptions.StartTls,
        CertificateSha256 = server.CertificateSha256,
    };

    public static MailChannel Channel(SmtpOptions options) => new(new MailClient(options), options);

    public static async Task<SendOutcome> SendAsync(SmtpOptions options, string to = Ana, string notice = "", CardView? view = null)
    {
        var channel = Channel(options);
        return await channel.SendAsync(
            new KnownAccount { Account = MailAccounts.AccountOf(to) }, channel.Draw(view ?? View), notice, CancellationToken.None);
    }

    public static MimeMessage Read(string raw) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(raw)));
}
