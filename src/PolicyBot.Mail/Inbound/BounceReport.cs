using System.Text.RegularExpressions;
using MimeKit;
using PolicyBot.Application.Ports;
using PolicyBot.Mail.Outbound;

namespace PolicyBot.Mail.Inbound;

/// <summary>Reads reports of delivery (RFC 3464).</summary>
internal sealed partial class BounceReport : IInboundMail
{
    public IReadOnlyList<FailedMail>? ReadReport(byte[] message)
    {
        MimeMessage parsed;
        try
        {
            parsed = MimeMessage.Load(new MemoryStream(message, writable: false));
        }
        catch (FormatException)
        {
            return null;
        }

        using (parsed)
        {
            return parsed.Body is MultipartReport report && report.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status
                ? Read(report, status) : null;
        }
    }

    // The first group is about the message, each other one about a recipient.
    private static IReadOnlyList<FailedMail> Read(MultipartReport report, MessageDeliveryStatus status)
    {
        var groups = status.StatusGroups;
        var envelope = groups.Count > 0 ? groups[0]["Original-Envelope-Id"]?.Trim() : null;
        envelope = string.IsNullOrEmpty(envelope) ? ReturnedEnvelope(report) : envelope;
        return
        [
            .. from fields in groups.Skip(1)
               where string.Equals(fields["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase)
               let address = AddressOf(fields["Original-Recipient"]) ?? AddressOf(fields["Final-Recipient"])
               where address is not null
               let code = Status().Match(fields["Status"] ?? "")
               select new FailedMail(address, envelope, code.Success ? code.Value : "5.0.0"),
        ];
    }

    // The headers of what was sent, as servers return them.
    private static string ReturnedEnvelope(MultipartReport report)
    {
        foreach (var part in report)
        {
            if (part is MessagePart { Message.Headers: { } headers })
            {
                return headers[MailChannel.EnvelopeHeader]?.Trim() ?? "";
            }

            if (part is TextPart text && text.ContentType.IsMimeType("text", "rfc822-headers"))
            {
                return Envelope().Match(text.Text) is { Success: true } found ? found.Groups[1].Value : "";
            }
        }

        return "";
    }

    // rfc822; ana@contoso.example
    private static string? AddressOf(string? field) =>
        field?.Split(';', 2) is [_, var address] && address.Trim().Trim('<', '>') is { Length: > 0 } trimmed ? trimmed : null;

    [GeneratedRegex(@"\b[45]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Status();

    [GeneratedRegex(@"(?im)^X-PolicyBot-Envelope:\s*([0-9a-f]{32})\s*$")]
    private static partial Regex Envelope();
}
