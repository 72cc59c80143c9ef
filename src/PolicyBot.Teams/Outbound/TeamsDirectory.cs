using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Teams.Outbound;

/// <summary>The tenant's directory, as far as a bot may ask it: the roster of a chat that it is in.</summary>
internal sealed partial class TeamsDirectory(TeamsClient connector, IOptions<TeamsOptions> options, ILogger<TeamsDirectory> logger)
{
    private readonly TeamsOptions _options = options.Value;

    /// <summary>Asks the roster of a chat that the account was heard in who it is.</summary>
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
            // A person waits, but "unknown" is no answer: wait out a short pause and try once more.
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

    /// <summary>Teams has no look-up by address: only an account that the catalog lists can be written to before it was met.</summary>
    public FoundAccount Find(PersonId person, string? listed) =>
        _options.MicrosoftAppId.Length == 0 ? new FoundAccount.NotHere("off") // nothing can be sent first without a registration
        : listed is { Length: > 0 }
            ? new FoundAccount.Here(
                new KnownAccount
                {
                    Account = new Domain.Policies.ChannelAccount(TeamsChannel.ChannelName, _options.HomeTenant, listed),
                    Person = person
                })
            : new FoundAccount.NotHere("neverMet");

    [LoggerMessage(EventId = 620, Level = LogLevel.Warning, Message = "Teams roster look-up failed: {Code}.")]
    private partial void LookUpFailed(string code);
}
