using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Evaluation;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Tests.Risk;

/// <summary>
/// The labelled requests in <c>Samples</c>. A third, fixed by the hash of its ids, is held out: it is not used while words are chosen.
/// </summary>
internal static class SampleCases
{
    public static PolicyCatalog Catalog { get; } =
        Assert.IsType<CatalogReading.Good>(CatalogReader.Read("catalog.yaml", Read("catalog.yaml"))).Catalog;

    public static IReadOnlyList<AssessmentCase> All { get; } = CaseFiles.Cases(Read("cases.jsonl"));

    public static IReadOnlyDictionary<string, CaseLabel> Labels { get; } = CaseFiles.Labels(Read("labels.jsonl"))
        .Concat(CaseFiles.Labels(Read("hurried-labels.jsonl")))
        .ToDictionary(label => label.Id);

    /// <summary>Requests in hurried words.</summary>
    public static IReadOnlyList<AssessmentCase> Hurried { get; } = CaseFiles.Cases(Read("hurried-cases.jsonl"));

    /// <summary>What a careful reader finds in each, by fact id.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Facts { get; } = Read("facts.jsonl")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(
            line => line.GetProperty("id").GetString()!,
            line => (IReadOnlyDictionary<string, string>)line.GetProperty("facts").EnumerateObject()
                .ToDictionary(fact => fact.Name, fact => fact.Value.GetString()!));

    public static bool IsHeldOut(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[0] % 3 == 0;

    /// <summary>Every fourth of the hurried ones, by its number.</summary>
    public static bool IsHurriedHeldOut(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture) % 4 == 0;

    public static async Task<Agreement> AgreementAsync(Func<string, bool> of) => Agreement.Measure(await PairsAsync(All, of));

    /// <summary>What the rubric finds without a model, beside the labels of people.</summary>
    public static async Task<IReadOnlyList<(CaseLabel Reference, CaseLabel Found)>> PairsAsync(
        IEnumerable<AssessmentCase> cases, Func<string, bool> of)
    {
        var pairs = new List<(CaseLabel, CaseLabel)>();
        foreach (var one in cases.Where(one => of(one.Id)))
        {
            pairs.Add((Labels[one.Id], (await CaseRun.AssessAsync(Catalog, one, assessor: null, CancellationToken.None))!));
        }

        return pairs;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "Samples", name));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
