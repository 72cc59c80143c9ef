using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Fakes;

/// <summary>Claims, in memory.</summary>
public sealed class FakeDoorClaims : IDoorClaims
{
    private readonly Lock gate = new();
    private readonly List<DoorClaim> claims = [];

    public Task<DoorClaim> ClaimAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            claims.RemoveAll(one => one.KeyId == claim.KeyId && one.At < claim.At - DoorClaim.KeptFor);
            if (claims.Find(one => one.KeyId == claim.KeyId && one.Call == claim.Call) is { } stands)
            {
                return Task.FromResult(stands);
            }

            claims.Add(claim);
            return Task.FromResult(claim);
        }
    }

    public Task WriteAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            claims.RemoveAll(one => one.KeyId == claim.KeyId && one.Call == claim.Call);
            claims.Add(claim);
            return Task.CompletedTask;
        }
    }

    public Task RemoveAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            claims.RemoveAll(one => one.KeyId == claim.KeyId && one.Call == claim.Call);
            return Task.CompletedTask;
        }
    }

    public Task<DoorClaim?> FindCallAsync(string keyId, string named, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(claims.Find(one => one.KeyId == keyId && one.Call == named));
        }
    }

    public Task<DoorClaim?> FindAsync(string keyId, ExceptionId id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(claims.Find(one => one.KeyId == keyId && one.Id == id));
        }
    }
}
