using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Mail.Cards;

namespace PolicyBot.Mail.Outbound;

/// <summary>Sends notices by mail, one recipient a message. What was sent stays as it is.</summary>
internal sealed class MailChannel(MailClient client, SmtpOptions options) : IMailChannel
{
    /// <summary>The header that names the envelope, for servers whose reports leave its id out.</summary>
    public const string EnvelopeHeader = "X-PolicyBot-Envelope";

    private readonly MailboxAddress _from = MailboxAddress.Parse(options.From);

    public string Name => IMailChannel.ChannelName;

    public DrawnCard Draw(CardView view) => MailDrawing.Draw(view);

    public async Task<SendOutcome> SendAsync(
        KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        var address = recipient.Account.Id;
        if (!MailboxAddress.TryParse(address, out var to) || to.Address != address)
        {
            return new SendOutcome.Unreachable("noAddress");
        }

        var envelope = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)); // who does not know it can't report a failure
        using var message = Compose(to, drawn, noticeId, envelope);
        return await client.SendAsync(message, _from, to, envelope, cancellationToken) ?? new SendOutcome.Sent(
            new MessageRef(Name, "", address, envelope));
    }

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Sent(message));

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Never("noPlaces"));

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        Task.FromResult(new DirectoryAnswer(DirectoryVerdict.Unknown, "", "", ""));

    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
        Task.FromResult<FoundAccount>(new FoundAccount.NotHere("noDirectory"));

    private MimeMessage Compose(MailboxAddress to, DrawnCard drawn, string noticeId, string envelope)
    {
        var body = new BodyBuilder { TextBody = (string)drawn.Json[MailDrawing.Text]!, HtmlBody = (string)drawn.Json[MailDrawing.Html]! };
        var message = new MimeMessage { Subject = (string)drawn.Json[MailDrawing.Subject]!, Body = body.ToMessageBody() };
        message.From.Add(new MailboxAddress("PolicyBot", _from.Address));
        message.To.Add(to);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated"); // RFC 3834: no answering machine answers it
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ListId, $"PolicyBot <policybot.{_from.Domain}>");
        message.Headers.Add(HeaderId.ContentLanguage, drawn.Language);
        message.Headers.Add(EnvelopeHeader, envelope);
        message.MessageId = noticeId.Length == 0
            ? MimeUtils.GenerateMessageId(_from.Domain)
            : $"{Hash($"{noticeId}|{to.Address}")}@{_from.Domain}"; // the same for every try: receivers drop the second
        if (ExceptionId.TryParse(noticeId.Split('|')[0], out var about))
        {
            var root = $"{Hash($"thread|{about}")}@{_from.Domain}"; // of a message that there never was: what all of a thread answer
            message.InReplyTo = root;
            message.References.Add(root);
        }

        return message;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
