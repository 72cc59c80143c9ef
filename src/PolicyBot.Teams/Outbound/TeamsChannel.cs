using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Outbound;

/// <summary>Teams as PolicyBot writes to it: one card a message, to one person's chat with the bot.</summary>
internal sealed class TeamsChannel(TeamsClient connector, TeamsDirectory directory, IOptions<TeamsOptions> options) : IChannel
{
    /// <summary>The channel's name in accounts and messages.</summary>
    public const string ChannelName = "teams";

    /// <summary>How long a message waits that is refused for a reason which may pass.</summary>
    private static readonly TimeSpan PauseUntilMended = TimeSpan.FromMinutes(1);

    private readonly TeamsOptions _options = options.Value;
    private readonly ConditionalWeakTable<CardView, DrawnCard> _drawn = [];
    private volatile string _heardAt = ConversationAddress.GlobalServiceUrl;

    public string Name => ChannelName;

    /// <summary>
    /// Notes where Teams serves this tenant now. Messages to a shared channel need it: no person's service URL is known for them.
    /// </summary>
    /// <param name="serviceUrl">Of an activity that was proven to be Teams' own.</param>
    /// <param name="tenant">The activity's tenant.</param>
    public void HeardAt(string? serviceUrl, string? tenant)
    {
        if (serviceUrl is { Length: > 0 } && tenant == _options.HomeTenant)
        {
            _heardAt = serviceUrl;
        }
    }

    public DrawnCard Draw(CardView view) => _drawn.GetValue(view, anew => TeamsCards.Draw(anew, _options.Buttons));

    public async Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        var tenant = recipient.Account.Tenant.Length > 0 ? recipient.Account.Tenant : _options.HomeTenant;
        var serviceUrl = recipient.ServiceUrl.Length > 0 ? recipient.ServiceUrl : ConversationAddress.GlobalServiceUrl;
        var conversation = recipient.Conversation;
        if (conversation.Length == 0)
        {
            var member = recipient.MemberId.Length > 0 ? recipient.MemberId : recipient.Account.Id;
            switch (await connector.CreateConversationAsync(
                serviceUrl, ConversationParameters.Personal(_options.MicrosoftAppId, member, tenant), cancellationToken))
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

        var of = new ConversationAddress(message.ServiceUrl, message.Conversation, _options.HomeTenant);
        var outcome = await connector.UpdateActivityAsync(of, message.Message, Message(drawn), cancellationToken);
        var redrawn = outcome is ConnectorOutcome<ResourceResponse>.Done ? new SendOutcome.Sent(message)
            : outcome is ConnectorOutcome<ResourceResponse>.Never { IsForGood: false } ? Outcome(outcome)
            : await OutcomeAsync(
                outcome, drawn, sentence => connector.UpdateActivityAsync(of, message.Message, sentence, cancellationToken));
        return redrawn is SendOutcome.Never { IsTold: false, Code: var code }
            ? new SendOutcome.Later(PauseUntilMended, code, PauseReason.Refused) // what stands there is alive
            : redrawn;
    }

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        SendAsync(new ConversationAddress(_heardAt, place, _options.HomeTenant), drawn, cancellationToken);

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        directory.LookUpAsync(account, cancellationToken);

    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
        Task.FromResult(directory.Find(person, listed));

    /// <summary>
    /// Sends a sentence to the conversation where a person wrote. It may be a group, so nothing of a request belongs there.
    /// </summary>
    public async Task SayAsync(string serviceUrl, string conversation, string sentence, CancellationToken cancellationToken) =>
        await connector.SendToConversationAsync(
            new ConversationAddress(serviceUrl, conversation, _options.HomeTenant),
                OutgoingActivity.PlainText(_options.MicrosoftAppId, sentence), cancellationToken);

    private async Task<SendOutcome> SendAsync(ConversationAddress to, DrawnCard drawn, CancellationToken cancellationToken)
    {
        var activity = Message(drawn);
        var outcome = await connector.SendToConversationAsync(to, activity, cancellationToken);
        if (outcome is ConnectorOutcome<ResourceResponse>.Never { Fault: ConnectorFault.WrongHost }
            && to.ServiceUrl != ConversationAddress.GlobalServiceUrl)
        {
            to = to with { ServiceUrl = ConversationAddress.GlobalServiceUrl };
            outcome = await connector.SendToConversationAsync(to, activity, cancellationToken);
        }

        return outcome is ConnectorOutcome<ResourceResponse>.Done done
            ? new SendOutcome.Sent(new MessageRef(ChannelName, to.ServiceUrl, to.ConversationId, done.Value.Id ?? ""))
            : await OutcomeAsync(outcome, drawn, sentence => connector.SendToConversationAsync(to, sentence, cancellationToken));
    }

    // What Teams refuses as it is leaves a sentence in its place.
    private async Task<SendOutcome> OutcomeAsync(
        ConnectorOutcome<ResourceResponse> outcome, DrawnCard drawn, Func<Activity, Task<ConnectorOutcome<ResourceResponse>>> sayAsync)
    {
        if (outcome is not ConnectorOutcome<ResourceResponse>.Never { Fault: ConnectorFault.TooLarge or ConnectorFault.BadRequest } refused)
        {
            return Outcome(outcome);
        }

        var said = await sayAsync(OutgoingActivity.PlainText(_options.MicrosoftAppId, Instead(drawn, refused.Code)));
        return new SendOutcome.Never(refused.Code, said is ConnectorOutcome<ResourceResponse>.Done);
    }

    /// <summary>The sentence that a person gets in place of a card that Teams refuses.</summary>
    /// <param name="code">Why it does: its own code.</param>
    public static string Instead(DrawnCard drawn, string code)
    {
        using var language = Languages.Use(drawn.Language);
        var summary = Summary(drawn);
        var named = summary.Contains(drawn.About, StringComparison.Ordinal) ? summary : $"{drawn.About}: {summary}";
        return string.Format(CultureInfo.InvariantCulture, TeamsWords.CardRefused, named, code);
    }

    private Activity Message(DrawnCard drawn) => OutgoingActivity.Card(_options.MicrosoftAppId, drawn.Json, Summary(drawn));

    private static string Summary(DrawnCard drawn) => drawn.Json["speak"]?.GetValue<string>() ?? "PolicyBot";

    private static SendOutcome Outcome<T>(ConnectorOutcome<T> outcome)
        where T : class => outcome switch
        {
            ConnectorOutcome<T>.Later later => new SendOutcome.Later(later.After, later.Code, later.Because),
            ConnectorOutcome<T>.MaybeDelivered unsure => new SendOutcome.Unsure(unsure.After, unsure.Code),
            ConnectorOutcome<T>.Never { Fault: ConnectorFault.Unreachable or ConnectorFault.MemberNotFound } dead =>
                new SendOutcome.Unreachable(dead.Code),
            ConnectorOutcome<T>.Never { Fault: ConnectorFault.MessageGone } gone => new SendOutcome.Gone(gone.Code),
            // a registration can be corrected
            ConnectorOutcome<T>.Never { Fault: ConnectorFault.Unauthorized } no => new SendOutcome.Later(PauseUntilMended, no.Code),
            ConnectorOutcome<T>.Never never => new SendOutcome.Never(never.Code),
            _ => new SendOutcome.Never("NoId"),
        };
}
