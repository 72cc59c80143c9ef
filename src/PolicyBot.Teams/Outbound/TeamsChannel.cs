using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Teams.Cards;

namespace PolicyBot.Teams.Outbound;

/// <summary>Teams as PolicyBot writes to it: one card a message, to one person's chat with the bot.</summary>
internal sealed partial class TeamsChannel(ConnectorClient connector, IOptions<TeamsOptions> options, ILogger<TeamsChannel> logger) : IChannel
{
    /// <summary>The channel's name in accounts and messages.</summary>
    public const string ChannelName = "teams";

    private readonly TeamsOptions _options = options.Value;
    private readonly ConditionalWeakTable<CardView, DrawnCard> _drawn = [];
    private volatile string _heardAt = ConversationAddress.GlobalServiceUrl;

    public string Name => ChannelName;

    private string HomeTenant => _options.Tenants.Count > 0 ? _options.Tenants[0] : "";

    /// <summary>Notes where Teams serves this tenant now: a place belongs to nobody whose own address would be known.</summary>
    /// <param name="serviceUrl">Of an activity that was proven to be Teams' own.</param>
    /// <param name="tenant">The activity's tenant.</param>
    public void HeardAt(string? serviceUrl, string? tenant)
    {
        if (serviceUrl is { Length: > 0 } && tenant == HomeTenant)
        {
            _heardAt = serviceUrl;
        }
    }

    public DrawnCard Draw(CardView view) => _drawn.GetValue(view, anew => TeamsCards.Draw(anew, _options.Buttons));

    public async Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        var tenant = recipient.Account.Tenant.Length > 0 ? recipient.Account.Tenant : HomeTenant;
        var serviceUrl = recipient.ServiceUrl.Length > 0 ? recipient.ServiceUrl : ConversationAddress.GlobalServiceUrl;
        var conversation = recipient.Conversation;
        if (conversation.Length == 0)
        {
            var member = recipient.MemberId.Length > 0 ? recipient.MemberId : recipient.Account.Id;
            switch (await connector.CreateConversationAsync(serviceUrl, ConversationParameters.Personal(_options.MicrosoftAppId, member, tenant), cancellationToken))
            {
                case ConnectorOutcome<ConversationResourceResponse>.Done { Value: { Id: { Length: > 0 } id } created }:
                    conversation = id;
                    serviceUrl = created.ServiceUrl is { Length: > 0 } moved ? moved : serviceUrl;
                    break;
                case var other:
                    return Outcome(other);
            }
        }

        return await SendAsync(new ConversationAddress(serviceUrl, conversation, tenant), drawn, cancellationToken);
    }

    public async Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken)
    {
        if (message.Message.Length == 0)
        {
            return new SendOutcome.Sent(message); // the connector gave no id when it was sent: it can't be replaced
        }

        var outcome = await connector.UpdateActivityAsync(
            new ConversationAddress(message.ServiceUrl, message.Conversation, HomeTenant), message.Message, Message(drawn), cancellationToken);
        return outcome is ConnectorOutcome<ResourceResponse>.Done ? new SendOutcome.Sent(message) : Outcome(outcome);
    }

    public async Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken)
    {
        if (account.Conversation.Length == 0 || account.ServiceUrl.Length == 0)
        {
            return new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", account.Name);
        }

        var of = new ConversationAddress(account.ServiceUrl, account.Conversation, account.Account.Tenant);
        var member = account.MemberId.Length > 0 ? account.MemberId : account.Account.Id;
        var outcome = await connector.GetConversationMemberAsync(of, member, cancellationToken);
        if (outcome is ConnectorOutcome<TeamsChannelAccount>.Later { After: var pause } && pause <= ConnectorError.ShortPause)
        {
            // Somebody waits for the answer, but not knowing who they are is no answer.
            await Task.Delay(pause, cancellationToken);
            outcome = await connector.GetConversationMemberAsync(of, member, cancellationToken);
        }

        switch (outcome)
        {
            case ConnectorOutcome<TeamsChannelAccount>.Done { Value: var found }:
                var verdict = found.UserRole switch { "guest" or "anonymous" => DirectoryVerdict.Guest, _ => DirectoryVerdict.Member };
                return new DirectoryAnswer(verdict, found.Email ?? "", found.UserPrincipalName ?? "", found.Name ?? account.Name);
            case ConnectorOutcome<TeamsChannelAccount>.Never { Fault: ConnectorFault.MemberNotFound }:
                return new DirectoryAnswer(DirectoryVerdict.Unknown, "", "", account.Name);
            case ConnectorOutcome<TeamsChannelAccount>.Never never:
                LookUpFailed(never.Code);
                return new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", account.Name);
            default:
                return new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", account.Name);
        }
    }

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        SendAsync(new ConversationAddress(_heardAt, place, HomeTenant), drawn, cancellationToken);

    /// <summary>Teams has no look-up by address: only an account that the catalog lists can be written to before it was met.</summary>
    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) => Task.FromResult<FoundAccount>(
        _options.MicrosoftAppId.Length == 0 ? new FoundAccount.NotHere("off") // nothing can be sent first without a registration
        : listed is { Length: > 0 }
            ? new FoundAccount.Here(new KnownAccount { Account = new ChannelAccount(ChannelName, HomeTenant, listed), Person = person })
            : new FoundAccount.NotHere("neverMet"));

    /// <summary>Says a sentence where somebody spoke, which may be a group: nothing of a request belongs there.</summary>
    public async Task SayAsync(string serviceUrl, string conversation, string sentence, CancellationToken cancellationToken) =>
        await connector.SendToConversationAsync(
            new ConversationAddress(serviceUrl, conversation, HomeTenant), OutgoingActivity.PlainText(_options.MicrosoftAppId, sentence), cancellationToken);

    private async Task<SendOutcome> SendAsync(ConversationAddress to, DrawnCard drawn, CancellationToken cancellationToken)
    {
        var activity = Message(drawn);
        var outcome = await connector.SendToConversationAsync(to, activity, cancellationToken);
        if (outcome is ConnectorOutcome<ResourceResponse>.Never { Fault: ConnectorFault.WrongHost } && to.ServiceUrl != ConversationAddress.GlobalServiceUrl)
        {
            to = to with { ServiceUrl = ConversationAddress.GlobalServiceUrl };
            outcome = await connector.SendToConversationAsync(to, activity, cancellationToken);
        }

        return outcome is ConnectorOutcome<ResourceResponse>.Done done
            ? new SendOutcome.Sent(new MessageRef(ChannelName, to.ServiceUrl, to.ConversationId, done.Value.Id ?? ""))
            : Outcome(outcome);
    }

    private Inbound.Activity Message(DrawnCard drawn) =>
        OutgoingActivity.Card(_options.MicrosoftAppId, drawn.Json, drawn.Json["speak"]?.GetValue<string>() ?? "PolicyBot");

    private static SendOutcome Outcome<T>(ConnectorOutcome<T> outcome)
        where T : class => outcome switch
        {
            ConnectorOutcome<T>.Later later => new SendOutcome.Later(later.After, later.Code, later.IsHeld),
            ConnectorOutcome<T>.MaybeDelivered unsure => new SendOutcome.Unsure(unsure.After, unsure.Code),
            ConnectorOutcome<T>.Never { Fault: ConnectorFault.Unreachable or ConnectorFault.MemberNotFound } dead => new SendOutcome.Unreachable(dead.Code),
            ConnectorOutcome<T>.Never { Fault: ConnectorFault.MessageGone } gone => new SendOutcome.Gone(gone.Code),
            ConnectorOutcome<T>.Never { Fault: ConnectorFault.Unauthorized } no => new SendOutcome.Later(TimeSpan.FromMinutes(1), no.Code), // a registration can be mended
            ConnectorOutcome<T>.Never never => new SendOutcome.Never(never.Code),
            _ => new SendOutcome.Never("NoId"),
        };

    [LoggerMessage(EventId = 620, Level = LogLevel.Warning, Message = "The roster could not be asked: {Code}.")]
    private partial void LookUpFailed(string code);
}
