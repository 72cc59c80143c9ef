using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>What a request says of assets, with what is known of each; a line an asset.</summary>
internal static class AssetLines
{
    // the whole list is gone through for each
    private const int MostSuggestions = 5;

    /// <summary>As the list of now has them. What it does not have is said, with what may have been meant.</summary>
    public static string Now(PolicyCatalog catalog, RequestContent content) => string.Join(
        '\n',
        content.Assets.Select((text, index) => catalog.Assets.Find(text) is { } asset ? Known(asset)
            : catalog.Assets.Count == 0 ? text
            : index < MostSuggestions && catalog.Assets.Suggest(text) is [_, ..] likely
            ? Words.AssetUnknownLikely.With(text, RouteExplanation.Or(likely.Select(Name))) : Words.AssetUnknown.With(text)));

    /// <summary>As they stood when the request was routed.</summary>
    /// <param name="content">What is asked for.</param>
    /// <param name="known">Those that were known; null for none.</param>
    public static string Frozen(RequestContent content, IReadOnlyList<Asset>? known) => string.Join(
        '\n',
        content.Assets.Select(text =>
            known?.FirstOrDefault(asset => string.Equals(asset.Id, text, StringComparison.OrdinalIgnoreCase)) is { } asset
                ? Known(asset) : text));

    private static string Known(Asset asset)
    {
        string[] parts =
        [
            Name(asset),
            asset.Criticality.Length > 0 ? Words.AssetCriticality.With(asset.Criticality) : "",
            asset.Exposure.Length > 0 ? Words.AssetExposure.With(asset.Exposure) : "",
            asset.Owner.Length > 0 ? Words.AssetOwner.With(asset.Owner) : "",
        ];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    public static string Name(Asset asset) => asset.Name.Length > 0 ? $"{asset.Id} ({asset.Name})" : asset.Id;
}
