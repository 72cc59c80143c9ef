using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks what rules and examples say of assets.</summary>
/// <param name="isNamed">Whether the catalog names a file of assets.</param>
internal sealed class AssetLint(PolicyCatalog catalog, CatalogNotes notes, bool isNamed)
{
    /// <summary>Checks one of them.</summary>
    /// <param name="field">One of those that <see cref="AssetList.Has"/>.</param>
    /// <param name="values">What the assets must have.</param>
    /// <param name="path">Where it stands.</param>
    public void Check(string field, IReadOnlyList<string> values, params ReadOnlySpan<object> path)
    {
        if (!isNamed)
        {
            notes.Fault("no-assets", $"{field} needs a file of assets: name it in `assets`.", path);
            return;
        }

        var known = field == AssetList.Criticality ? catalog.Assets.Criticalities : catalog.Assets.Exposures;
        if (catalog.Assets.Count > 0 && values.Where(value => !known.Contains(value)).ToArray() is { Length: > 0 } unknown)
        {
            notes.Warn("unknown-choice", $"No asset has the {field["asset.".Length..]} {string.Join(" or ", unknown)}.", path);
        }
    }
}
