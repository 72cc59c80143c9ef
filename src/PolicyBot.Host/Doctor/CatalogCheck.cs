using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Doctor;

/// <summary>Whether the catalog file would be taken up at a start.</summary>
internal sealed class CatalogCheck(IConfiguration configuration) : IInstallationCheck
{
    private const string Part = "catalog";
    private const int MostFaults = 10;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var path = configuration.GetSection(PolicyBotOptions.Section)[nameof(PolicyBotOptions.CatalogPath)];
        if (!File.Exists(path))
        {
            return []; // a fault of the settings
        }

        var file = new CatalogFile(path, TimeProvider.System, (_, _) => Task.FromResult(true));
        return await file.LookAsync(cancellationToken) switch
        {
            CatalogReading.Good(var catalog, var warnings) =>
            [
                new Finding(Part, FindingKind.Right,
                    FormattableString.Invariant(
                        $"It loads: {catalog.Policies.Count} policies, {catalog.Groups.Count} groups, {catalog.Rules.Count} rules.")),
                .. warnings.Take(MostFaults).Select(warning => new Finding(Part, FindingKind.Doubtful, warning.ToString())),
            ],
            CatalogReading.Bad(var faults) =>
            [
                .. faults.Take(MostFaults).Select(fault => new Finding(
                    Part, FindingKind.Wrong, fault.ToString(), "Mend the file; policybot catalog check FILE says the same.")),
            ],
            _ => throw new InvalidOperationException("A first look always reads."),
        };
    }
}
