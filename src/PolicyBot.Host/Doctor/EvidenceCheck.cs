using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Doctor;

/// <summary>Whether there is a key that signs evidence.</summary>
internal sealed class EvidenceCheck(IOptions<AuditOptions> settings) : IInstallationCheck
{
    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        using var key = settings.Value.ReadKey().Key;
        return Task.FromResult<IReadOnlyList<Finding>>(
        [
            key is null
                ? new Finding("evidence", FindingKind.Off, "Audit:SigningKeyPath is not set: no checkpoints are made.")
                : new Finding("evidence", FindingKind.Right, $"Checkpoints and bundles are signed by the key {key.Public.Thumbprint()}."),
        ]);
    }
}
