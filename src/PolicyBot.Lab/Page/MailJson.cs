using System.Text;
using System.Text.Json.Nodes;
using MimeKit;
using PolicyBot.Lab.Mail;

namespace PolicyBot.Lab.Page;

/// <summary>The mails that came, as JSON.</summary>
internal static class MailJson
{
    /// <summary>The newest first.</summary>
    public static JsonArray Received(MailServer server) => new([.. server.Received.Reverse().Select(Read)]);

    private static JsonObject Read(ReceivedMail mail)
    {
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(mail.Raw));
        using var message = MimeMessage.Load(raw);
        return new JsonObject
        {
            ["to"] = string.Join(", ", mail.To),
            ["subject"] = message.Subject,
            ["text"] = message.TextBody,
        };
    }
}
