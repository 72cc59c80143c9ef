using System.Text;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>What came in, in memory.</summary>
public sealed class FakeSeen : IInboundDeduplication
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string? Payload, DateTimeOffset At)> taken = new(StringComparer.Ordinal);

    public Task<bool> TryTakeAsync(string key, string payload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(taken.TryAdd(key, (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(payload)), now)));
        }
    }

    public Task<string?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(taken.GetValueOrDefault(key).Payload);
        }
    }

    public Task DoneAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (taken.TryGetValue(key, out var stands))
            {
                taken[key] = (null, stands.At);
            }

            return Task.CompletedTask;
        }
    }

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            foreach (var key in taken.Where(pair => pair.Value.At < before).Select(pair => pair.Key).ToList())
            {
                taken.Remove(key);
            }

            return Task.CompletedTask;
        }
    }
}
