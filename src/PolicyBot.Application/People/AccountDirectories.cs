using PolicyBot.Application.Ports;

namespace PolicyBot.Application.People;

/// <summary>Asks the channels' own directories who an account is, and says how long their answers hold.</summary>
public sealed class AccountDirectories(IEnumerable<IChannel> channels, TimeProvider time)
{
    /// <summary>How long a directory's answer is taken for true.</summary>
    public static readonly TimeSpan AnswerHolds = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>Whether what is known of an account is to be asked for again.</summary>
    public bool IsToBeAsked(KnownAccount known) =>
        known.Directory is null or { Verdict: DirectoryVerdict.Unavailable } || time.GetUtcNow() - known.DirectoryAskedAt >= AnswerHolds;

    /// <summary>The account with what its directory says now; that it does not answer where its channel is switched off.</summary>
    public async Task<KnownAccount> AskAsync(KnownAccount known, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var answer = _channels.TryGetValue(known.Account.Channel, out var channel)
            ? await channel.LookUpAsync(known, cancellationToken)
            : new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", "");
        return known with
        {
            Directory = answer,
            DirectoryAskedAt = now,
            Locale = answer.Locale.Length > 0 ? answer.Locale : known.Locale,
        };
    }
}
