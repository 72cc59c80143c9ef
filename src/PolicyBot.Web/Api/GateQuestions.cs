using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;

namespace PolicyBot.Web.Api;

/// <summary>Asks the gate, whichever way a machine came: what is misspelt must not look like something that nothing covers.</summary>
internal sealed class GateQuestions(ActiveExceptions active, ICatalog catalog)
{
    private const int LongestAsset = 300;

    /// <summary>Asks whether something covers a thing now.</summary>
    /// <returns>The answer; else what is wrong with a field, or, where none is named, why it can't be said now.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<(ActiveDocument? Answer, string Field, string Why)> AskAsync(
        DoorCaller caller, string? policyId, string? asset, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(policyId) && string.IsNullOrWhiteSpace(asset))
        {
            return (null, "policyId", "Name a policy (policyId), a thing (asset), or both.");
        }

        if (asset is { Length: > LongestAsset })
        {
            return (null, "asset", $"It is longer than {LongestAsset} characters.");
        }

        var answer = await active.FindAsync(caller, policyId?.Trim() ?? "", asset?.Trim() ?? "", cancellationToken);
        if (answer.States.Count == 0 && answer.HasMore)
        {
            return (null, "", "Too many exceptions name it: ask with policyId and asset.");
        }

        // One that left the catalog may still have some.
        return WhyUnknown(policyId) is { } why && answer.States.Count == 0
            ? (null, "policyId", why)
            : (ApiMapping.ToActive(answer, NameOf(policyId)), "", "");
    }

    /// <summary>Why a policy can't be asked about; null: it can.</summary>
    public string? WhyUnknown(string? policyId) =>
        string.IsNullOrWhiteSpace(policyId) || catalog.Current.Policy(policyId.Trim()) is not null
            ? null : $"The catalog has no policy \"{policyId}\".";

    private string? NameOf(string? policyId) =>
        string.IsNullOrWhiteSpace(policyId) ? null : catalog.Current.Policy(policyId.Trim())?.Id ?? policyId.Trim();
}
