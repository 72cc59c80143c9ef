using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>Tells a new administrator which people PolicyBot cannot reach.</summary>
public sealed class WelcomeReport(CatalogReach reach, ICatalog catalog)
{
    private const int MostUnreached = 15;

    /// <summary>The people who cannot be reached; null: all can, or the viewer is no administrator.</summary>
    internal async Task<TextPart?> UnreachedAsync(PersonId person, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        return Access.CanLookAfterInstallation(Subject.From(current, person))
            && await reach.OfAsync("catalog", current, cancellationToken) is { Nowhere.Count: > 0 } report
            ? new TextPart(Words.WelcomeUnreached, Lines(report))
            : null;
    }

    private static string Lines(ReachReport report)
    {
        var lines = report.Warnings.Select(warning => warning.Message).Concat(report.Nowhere).ToList();
        return string.Join(
            "\n", lines.Count > MostUnreached
                ? [.. lines.Take(MostUnreached), Words.WelcomeMore.With(lines.Count - MostUnreached)] : lines);
    }
}
