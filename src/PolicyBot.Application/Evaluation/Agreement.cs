using System.Globalization;

namespace PolicyBot.Application.Evaluation;

/// <summary>How well labels agree with reference labels.</summary>
/// <param name="Cases">How many cases both have.</param>
/// <param name="Exact">Share with the same risk.</param>
/// <param name="WithinOne">Share with the same or a neighbouring risk.</param>
/// <param name="UnderByTwo">Share rated two or more too low: the costly error.</param>
/// <param name="Kappa">Quadratic weighted kappa: 1 for the same labels, 0 for what chance would give.</param>
/// <param name="Precision">Of the elements found missing, the share that is.</param>
/// <param name="Recall">Of the elements that are missing, the share that was found.</param>
/// <param name="F1">Of both.</param>
public sealed record Agreement(
    int Cases, double Exact, double WithinOne, double UnderByTwo, double Kappa, double Precision, double Recall, double F1)
{
    private const int Labels = 4;

    /// <summary>Compares labels of the same cases.</summary>
    /// <param name="pairs">Reference first.</param>
    public static Agreement Measure(IReadOnlyCollection<(CaseLabel Reference, CaseLabel Found)> pairs)
    {
        var count = (double)Math.Max(1, pairs.Count);
        double Share(Func<int, bool> holds) => pairs.Count(pair => holds((int)pair.Reference.Risk - (int)pair.Found.Risk)) / count;
        var both = pairs.Sum(pair => pair.Reference.Missing.Intersect(pair.Found.Missing).Count());
        var demanded = pairs.Sum(pair => pair.Reference.Missing.Distinct().Count());
        var found = pairs.Sum(pair => pair.Found.Missing.Distinct().Count());
        return new Agreement(
            pairs.Count,
            Share(difference => difference == 0),
            Share(difference => Math.Abs(difference) <= 1),
            Share(difference => difference >= 2),
            KappaOf(pairs),
            both / (double)Math.Max(1, found),
            both / (double)Math.Max(1, demanded),
            2 * both / (double)Math.Max(1, demanded + found));
    }

    /// <summary>The figures as lines, three digits after the point.</summary>
    public IEnumerable<string> Lines =>
    [
        string.Create(CultureInfo.InvariantCulture, $"cases {Cases}"),
        string.Create(CultureInfo.InvariantCulture, $"exact {Exact:0.000}"),
        string.Create(CultureInfo.InvariantCulture, $"within one label {WithinOne:0.000}"),
        string.Create(CultureInfo.InvariantCulture, $"two or more too low {UnderByTwo:0.000}"),
        string.Create(CultureInfo.InvariantCulture, $"quadratic weighted kappa {Kappa:0.000}"),
        string.Create(CultureInfo.InvariantCulture, $"missing precision {Precision:0.000} recall {Recall:0.000} f1 {F1:0.000}"),
    ];

    private static double KappaOf(IReadOnlyCollection<(CaseLabel Reference, CaseLabel Found)> pairs)
    {
        var (observed, expected) = (0.0, 0.0);
        for (var reference = 0; reference < Labels; reference++)
        {
            for (var found = 0; found < Labels; found++)
            {
                var weight = Math.Pow(reference - found, 2) / Math.Pow(Labels - 1, 2);
                observed += weight * pairs.Count(pair => (int)pair.Reference.Risk == reference && (int)pair.Found.Risk == found);
                expected += weight * pairs.Count(pair =>
                    (int)pair.Reference.Risk == reference) * pairs.Count(pair => (int)pair.Found.Risk == found) / Math.Max(1, pairs.Count);
            }
        }

        return expected == 0 ? 1 : 1 - (observed / expected);
    }
}
