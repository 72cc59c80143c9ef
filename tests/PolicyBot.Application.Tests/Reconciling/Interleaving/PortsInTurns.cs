using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Interleaving;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

internal sealed class RegisterInTurns(IEventStore register, TurnTaker host) : IEventStore
{
    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Reads, "reads the head"), () => register.ReadHeadAsync(id, cancellationToken));

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Reads, "reads the record"), () => register.ReadAsync(id, cancellationToken));

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Writes, $"commits {commit.Id}, which leads to {commit.Next.Status}"), () =>
            register.TryCommitAsync(commit, cancellationToken));

    public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", notices.Select(notice => $"{notice.Key.Kind} of {notice.Key.Person}"));
        return host.CallAsync(
            new(CallKind.Writes, $"writes the notices {names}"), () => register.TryWriteAsync(id, notices, cancellationToken));
    }

    public Task<bool> TryMendAsync(
        ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken) =>
        host.CallAsync(
            new(CallKind.Writes, $"mends the head of {id}"),
            () => register.TryMendAsync(id, etag, folded, brokenAt, cancellationToken));

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Writes, $"removes the notice {key.Kind} of {key.Person}"), () =>
            register.RemoveAsync(id, key, cancellationToken));

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);
}

internal sealed class WorkInTurns(IWork work, TurnTaker host, TimeProvider time) : IWork
{
    public Task AddAsync(WakeUp item, CancellationToken cancellationToken) =>
        host.CallAsync(new(KindOf(item), $"adds the work row {item.Tag}"), () => work.AddAsync(item, cancellationToken));

    public Task<bool> RemoveAsync(WakeUp item, CancellationToken cancellationToken) =>
        host.CallAsync(new(KindOf(item), $"removes the work row {item.Tag}"), () => work.RemoveAsync(item, cancellationToken));

    public Task<IReadOnlyList<WakeUp>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Reads, "reads what is due"), () => work.DueAsync(now, most, cancellationToken));

    public Task<IReadOnlyList<WakeUp>> DueInboundAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Reads, "reads what came in and is due"), () => work.DueInboundAsync(now, most, cancellationToken));

    // No other host touches the row of a commit, and it falls due long after the run.
    private CallKind KindOf(WakeUp item) =>
        item.Tag != WakeUp.Wake && item.Due > time.GetUtcNow() ? CallKind.WritesUnseen : CallKind.Writes;
}

internal sealed class IndexInTurns(IIndex index, TurnTaker host) : IIndex
{
    public Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Writes, "projects the index"), () => index.ProjectAsync(wanted, unwanted, cancellationToken));

    public Task<IReadOnlyList<ExceptionId>> FindAsync(
        string heading, int most, DateTimeOffset since, CancellationToken cancellationToken) =>
        host.CallAsync(new(CallKind.Reads, "looks into the index"), () => index.FindAsync(heading, most, since, cancellationToken));
}

internal sealed class ChatInTurns(IChannel chat, TurnTaker host) : IChannel
{
    public string Name => chat.Name;

    public DrawnCard Draw(CardView view) => chat.Draw(view);

    public Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        CallAsync($"sends to {recipient.Person}", () => chat.SendAsync(recipient, drawn, noticeId, cancellationToken));

    public Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken) =>
        CallAsync($"redraws message {message.Message}", () => chat.UpdateAsync(message, drawn, cancellationToken));

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        CallAsync($"posts in {place}", () => chat.PostAsync(place, drawn, noticeId, cancellationToken));

    public Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken) =>
        chat.FindAsync(person, listed, cancellationToken);

    public Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken) =>
        chat.LookUpAsync(account, cancellationToken);

    private async Task<SendOutcome> CallAsync(string call, Func<Task<SendOutcome>> port)
    {
        var turn = await host.NextAsync(new(CallKind.WritesUnseen, call));
        var outcome = turn == Turn.Fails ? new SendOutcome.Later(TimeSpan.FromSeconds(5), "busy") : await port();
        return turn == Turn.LosesItsAnswer ? new SendOutcome.Unsure(TimeSpan.FromSeconds(5), "timeout") : outcome;
    }
}
