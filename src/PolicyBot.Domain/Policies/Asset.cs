namespace PolicyBot.Domain.Policies;

/// <summary>
/// A thing that scanners know, as a configuration database (CMDB) exports it. Of a column that the file lacks, the value is empty.
/// </summary>
/// <param name="Id">Its id there; in any letter case.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Owner">Who looks after it, as the file says: an address or a name.</param>
/// <param name="Criticality">How bad it is when it fails, in the file's own word, such as <c>high</c>.</param>
/// <param name="Exposure">From where it can be reached, in the file's own word, such as <c>internet</c>.</param>
public sealed record Asset(string Id, string Name, string Owner, string Criticality, string Exposure);

/// <summary>The assets of an organisation, from the file that the catalog names.</summary>
public sealed class AssetList
{
    /// <summary>What a rule or a fact asks for: the criticality of any asset that a request names.</summary>
    public const string Criticality = "asset.criticality";

    /// <summary>What a rule or a fact asks for: the exposure of any asset that a request names.</summary>
    public const string Exposure = "asset.exposure";

    private const int MostSuggested = 3;
    private static readonly char[] Breaks = [' ', '\t', '\r', '\n', ',', ';', '!', '?', '(', ')', '"', '\'', '/', '\u00a0'];

    private readonly IReadOnlyDictionary<string, Asset> _byId;
    private readonly ILookup<string, Asset> _byName;

    /// <summary>Makes a list.</summary>
    /// <param name="assets">Each id once, in any letter case.</param>
    public AssetList(IEnumerable<Asset> assets)
    {
        _byId = assets.ToDictionary(asset => asset.Id, StringComparer.OrdinalIgnoreCase);
        _byName = _byId.Values.Where(asset => asset.Name.Length > 0).ToLookup(asset => asset.Name, StringComparer.OrdinalIgnoreCase);
        Criticalities = Values(asset => asset.Criticality);
        Exposures = Values(asset => asset.Exposure);
    }

    /// <summary>No list: no asset is known, and none is said to be unknown.</summary>
    public static AssetList None { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>Every asset, as the file has them.</summary>
    public IEnumerable<Asset> All => _byId.Values;

    /// <summary>Every criticality that an asset has.</summary>
    public IReadOnlySet<string> Criticalities { get; }

    /// <summary>Every exposure that an asset has.</summary>
    public IReadOnlySet<string> Exposures { get; }

    /// <summary>Whether a rule's or a fact's field is one of assets and no policy's own.</summary>
    public static bool Has(string field) => field is Criticality or Exposure;

    /// <summary>Finds an asset by its id, or by its name where no other has that; null: there is none.</summary>
    public Asset? Find(string text) =>
        _byId.GetValueOrDefault(text.Trim()) ?? (_byName[text.Trim()].ToArray() is [var only] ? only : null);

    /// <summary>The ids of assets that are words of a text. Only ids with a digit: a plain word may mean anything.</summary>
    public IReadOnlyList<string> FindIn(string text) => _byId.Count == 0 ? [] :
    [
        .. text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => _byId.GetValueOrDefault(word) ?? _byId.GetValueOrDefault(word.Trim('.', ':', '-')))
            .OfType<Asset>().Select(asset => asset.Id).Where(id => id.Length > 1 && id.Any(char.IsDigit)).Distinct(),
    ];

    /// <summary>
    /// Assets whose id or name contains a text: first those whose id is it, then those whose id or name begins with it, the shortest first.
    /// </summary>
    public IEnumerable<Asset> Search(string text) => text.Trim() is not { Length: > 0 } part ? []
        : _byId.Values.Where(asset => Contains(asset, part))
            .OrderBy(asset => asset.Id.Equals(part, StringComparison.OrdinalIgnoreCase) ? 0
                : asset.Id.StartsWith(part, StringComparison.OrdinalIgnoreCase)
                    || asset.Name.StartsWith(part, StringComparison.OrdinalIgnoreCase) ? 1 : 2)
            .ThenBy(asset => asset.Id.Length).ThenBy(asset => asset.Id, StringComparer.Ordinal);

    /// <summary>What may have been meant by a text that names no asset: ids and names that contain it, the shortest first.</summary>
    public IReadOnlyList<Asset> Suggest(string text) =>
    [
        .. _byId.Values.Where(asset => text.Trim() is { Length: > 1 } part
                && (Contains(asset, part) || part.Contains(asset.Id, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(asset => asset.Id.Length).ThenBy(asset => asset.Id, StringComparer.Ordinal).Take(MostSuggested),
    ];

    /// <summary>
    /// The answers of a request, with what is known of its assets among them under <see cref="Criticality"/> and <see cref="Exposure"/>:
    /// a line for each value that one of them has.
    /// </summary>
    /// <param name="fields">Answers by field id, without <c>field.</c>.</param>
    /// <param name="assets">What the request names.</param>
    public IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> assets)
    {
        var known = assets.Select(Find).OfType<Asset>().ToArray();
        return known.Length == 0 ? fields : new Dictionary<string, string>(fields)
        {
            [Criticality] = Lines(known.Select(asset => asset.Criticality)),
            [Exposure] = Lines(known.Select(asset => asset.Exposure)),
        };
    }

    private static bool Contains(Asset asset, string part) =>
        asset.Id.Contains(part, StringComparison.OrdinalIgnoreCase) || asset.Name.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Lines(IEnumerable<string> values) =>
        string.Join('\n', values.Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase));

    private HashSet<string> Values(Func<Asset, string> value) =>
        _byId.Values.Select(value).Where(word => word.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
