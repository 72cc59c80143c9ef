using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Screens;

/// <summary>What was decided before on the same policy and a similar scope: the first on the card, all of them on demand.</summary>
internal static class PrecedentScreen
{
    private const int MostLines = 15;

    /// <summary>Those that are shown on the card, and how many there are besides.</summary>
    /// <param name="id">The exception that is to be decided on.</param>
    /// <param name="policy">What was frozen with its review.</param>
    /// <param name="catalog">The catalog that serves.</param>
    public static IEnumerable<TextPart> Parts(ExceptionId id, ReviewPolicy policy, PolicyCatalog catalog)
    {
        foreach (var earlier in policy.Precedents ?? [])
        {
            yield return new(Outcome(earlier, catalog), Text(earlier), Quoted: true);
        }

        switch (policy)
        {
            case { PrecedentsFound: > Precedent.Most and var found }:
                yield return TextPart.Paragraph(Words.PrecedentsCutOf.With(Precedent.Most, Phrases.Count(found), id));
                break;
            case { PrecedentsFound: null, Precedents.Count: Precedent.Most }: // from before they were counted
                yield return TextPart.Paragraph(Words.PrecedentsCut.With(id));
                break;
        }
    }

    /// <summary>All of them, some at a time.</summary>
    /// <param name="id">The exception that is to be decided on.</param>
    /// <param name="alike">The earlier ones, in order.</param>
    /// <param name="shown">How many of them were shown before.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="latest">How many of the latest decisions were compared; null: all.</param>
    public static ListView Render(
        ExceptionId id, IReadOnlyList<Precedent> alike, int shown, PolicyCatalog catalog, int? latest = null)
    {
        var before = shown < alike.Count ? shown : 0;
        var lines = alike.Skip(before).Take(MostLines).ToList();
        var heading = ShowMore.Heading(Words.PrecedentsHeading.With(id), before, lines.Count, alike.Count);
        return new ListView
        {
            Summary = heading,
            Heading = heading,
            Intro =
            [
                .. alike.Count == 0 ? [TextPart.Paragraph(Words.PrecedentsNone)] : Array.Empty<TextPart>(),
                .. latest is { } most ? [TextPart.Paragraph(Words.PrecedentsLatest.With(most))] : Array.Empty<TextPart>(),
            ],
            Lines = [.. lines.Select(earlier => new ListLine(Outcome(earlier, catalog), Text(earlier), Open: null))],
            Actions = ShowMore.Offer(ShowMore.Precedents(id), before + lines.Count, alike.Count) is { } more ? [more] : [],
        };
    }

    private static string Outcome(Precedent earlier, PolicyCatalog catalog) =>
        (earlier.Outcome != DecisionKind.Approved ? Words.PrecedentRejected : earlier.Since switch
        {
            Status.Revoked => Words.PrecedentRevoked,
            Status.Suspended => Words.PrecedentSuspended,
            _ => Words.PrecedentApproved,
        }).With(earlier.Id, CatalogTime.Say(earlier.At, catalog.TimeZone));

    private static string Text(Precedent earlier) => $"{earlier.Title}: {earlier.Comment}";
}
