using PolicyBot.Core.Channels;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Views;

namespace PolicyBot.Core.Tests.Settling.Interleaving;

internal sealed class RegisterInTurns(IRegister register, TurnTaker host) : IRegister
{
    public Task<Head?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        host.CallAsync("reads the head", writes: false, () => register.ReadHeadAsync(id, cancellationToken));

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        host.CallAsync("reads the record", writes: false, () => register.ReadAsync(id, cancellationToken));

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        host.CallAsync($"commits {commit.Id}, which leads to {commit.Next.Status}", writes: true, () => register.TryCommitAsync(commit, cancellationToken));

    public Task<Notice?> TryWriteAsync(ExceptionId id, Notice notice, CancellationToken cancellationToken) =>
        host.CallAsync($"writes the notice {notice.Key.Kind} of {notice.Key.Person}", writes: true, () => register.TryWriteAsync(id, notice, cancellationToken));

    public Task RemoveAsync(ExceptionId id, NoticeKey key, CancellationToken cancellationToken) =>
        host.CallAsync($"removes the notice {key.Kind} of {key.Person}", writes: true, () => register.RemoveAsync(id, key, cancellationToken));

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);
}

internal sealed class WorkInTurns(IWork work, TurnTaker host) : IWork
{
    public Task AddAsync(WorkItem item, CancellationToken cancellationToken) => host.CallAsync($"adds the work row {item.Tag}", writes: true, () => work.AddAsync(item, cancellationToken));

    public Task RemoveAsync(WorkItem item, CancellationToken cancellationToken) =>
        host.CallAsync($"removes the work row {item.Tag}", writes: true, () => work.RemoveAsync(item, cancellationToken));

    public Task<IReadOnlyList<WorkItem>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        host.CallAsync("reads what is due", writes: false, () => work.DueAsync(now, most, cancellationToken));
}

internal sealed class IndexInTurns(IIndex index, TurnTaker host) : IIndex
{
    public Task ProjectAsync(IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken) =>
        host.CallAsync("projects the index", writes: true, () => index.ProjectAsync(wanted, unwanted, cancellationToken));

    public Task<IReadOnlyList<ExceptionId>> FindAsync(string heading, int most, CancellationToken cancellationToken) =>
        host.CallAsync("looks into the index", writes: false, () => index.FindAsync(heading, most, cancellationToken));
}

internal sealed class ChatInTurns(IChannel chat, TurnTaker host) : IChannel
{
    public string Name => chat.Name;

    public string Draw(CardView view) => chat.Draw(view);

    public Task<SendOutcome> SendAsync(KnownAccount recipient, string drawn, string noticeId, CancellationToken cancellationToken) =>
        CallAsync($"sends to {recipient.Person}", () => chat.SendAsync(recipient, drawn, noticeId, cancellationToken));

    public Task<SendOutcome> UpdateAsync(MessageRef message, string drawn, CancellationToken cancellationToken) =>
        CallAsync($"redraws message {message.Message}", () => chat.UpdateAsync(message, drawn, cancellationToken));

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) => chat.LookUpAsync(account, cancellationToken);

    private async Task<SendOutcome> CallAsync(string call, Func<Task<SendOutcome>> port)
    {
        var turn = await host.NextAsync(call, writes: true);
        var outcome = turn == Turn.Fails ? new SendOutcome.Later(TimeSpan.FromSeconds(5), "busy") : await port();
        return turn == Turn.LosesItsAnswer ? new SendOutcome.Unsure(TimeSpan.FromSeconds(5), "timeout") : outcome;
    }
}
