using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Screens;

/// <summary>
/// The choice of assets out of the catalog's list, beside the field into which others are typed. The two are one answer of the request:
/// what is in the list stands in the choice, all else in the field.
/// </summary>
internal static class AssetPicker
{
    /// <summary>What is looked up while it is typed; stored in cards.</summary>
    public const string Lookup = "assets";

    /// <summary>From how many letters on it is looked up.</summary>
    public const int FewestLetters = 2;

    /// <summary>How many assets a form lists; where there are more, they are looked up while their ids or names are typed.</summary>
    private const int MostListed = 60;

    private const int LongestValue = 75; // what an option of Slack carries

    /// <summary>The inputs for the assets: the choice and the field, or the field alone where there is no list.</summary>
    /// <param name="typed">The field, with what was answered in it.</param>
    public static IEnumerable<FormField> Fields(PolicyCatalog catalog, FormField typed)
    {
        if (catalog.Assets.Count == 0)
        {
            return [typed];
        }

        var (picked, others) = Split(catalog.Assets, typed.Value ?? "");
        var listed = catalog.Assets.All.Where(CanPick).Take(MostListed + 1).ToList();
        var looksUp = listed.Count > MostListed;
        return
        [
            new()
            {
                Id = FieldIds.AssetsPicked,
                Label = Words.FieldAssetsPicked,
                Kind = FieldKind.Several,
                Lookup = looksUp ? Lookup : null,
                Placeholder = looksUp ? Words.FieldAssetsLookup : null,
                Choices = [.. (looksUp ? picked : listed).Select(Choice)],
                Value = string.Join(',', picked.Select(asset => asset.Id)),
                ErrorMessage = Words.NotAChoice,
            },
            typed with { Label = Words.FieldAssetsOther, Value = string.Join('\n', others) },
        ];
    }

    /// <summary>Makes one answer of what was chosen and what was typed.</summary>
    /// <param name="merged">The answers of the draft, which are changed.</param>
    /// <param name="typed">What came back from the form.</param>
    public static void Merge(PolicyCatalog catalog, Dictionary<string, string> merged, IReadOnlyDictionary<string, string> typed)
    {
        if (catalog.Assets.Count > 0 && typed.TryGetValue(FieldIds.AssetsPicked, out var picked))
        {
            var others = typed.TryGetValue(FieldIds.Assets, out var written)
                ? written.Split('\n') : Split(catalog.Assets, merged.GetValueOrDefault(FieldIds.Assets) ?? "").Others;
            merged[FieldIds.Assets] = string.Join(
                '\n', picked.Split(',').Concat(others).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct());
        }
    }

    /// <summary>What may be meant by a beginning, best first; none for fewer than <see cref="FewestLetters"/>.</summary>
    /// <param name="most">How many at the most.</param>
    public static IReadOnlyList<FieldChoice> Find(PolicyCatalog catalog, string typed, int most) =>
        typed.Trim().Length < FewestLetters ? [] : [.. catalog.Assets.Search(typed).Where(CanPick).Take(most).Select(Choice)];

    private static FieldChoice Choice(Asset asset) => new(asset.Id, AssetLines.Name(asset));

    // Several answers come back joined by commas.
    private static bool CanPick(Asset asset) => asset.Id.Length <= LongestValue && !asset.Id.Contains(',', StringComparison.Ordinal);

    private static (IReadOnlyList<Asset> Picked, IReadOnlyList<string> Others) Split(AssetList assets, string answer)
    {
        var (picked, others) = (new List<Asset>(), new List<string>());
        foreach (var line in answer.Split('\n'))
        {
            if (assets.Find(line) is { } asset && CanPick(asset))
            {
                picked.Add(asset);
            }
            else
            {
                others.Add(line);
            }
        }

        return ([.. picked.Distinct()], others);
    }
}
