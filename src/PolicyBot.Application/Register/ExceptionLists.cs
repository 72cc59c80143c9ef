using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>
/// Finds what a person asks for among what they may see. One beginning of the rows' keys drives, or a few side by side; everything else is
/// applied to what is read, and no more than <see cref="MostRead"/> rows are read for an answer.
/// </summary>
public sealed class ExceptionLists(IListings listings, IDrafts drafts, ICounts counts, ICatalog catalog, TimeProvider time)
{
    /// <summary>How many rows are looked through for one answer.</summary>
    public const int MostRead = 500;

    private const int MostRanges = 8;
    private const int MostAsked = 20;
    private const int MostCountedRanges = 3;

    /// <summary>What a person has begun and not sent, in no order.</summary>
    internal Task<IReadOnlyList<Draft>> FindDraftsAsync(PersonId person, CancellationToken cancellationToken) =>
        drafts.OfAsync(person, cancellationToken);

    /// <summary>What is found, as a view.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="query">What for.</param>
    /// <param name="after">The place after which an earlier answer goes on; empty for the beginning.</param>
    /// <param name="shown">How many of what is found there were shown before.</param>
    public async Task<ListView> ShowAsync(
        PersonId person, ListQuery query, string after, int shown, CancellationToken cancellationToken) =>
        FoundScreen.Render(await FindAsync(person, query, after, cancellationToken), shown, catalog.Current);

    /// <summary>The same as data.</summary>
    internal Task<FoundExceptions> FindAsync(PersonId person, ListQuery query, string after, CancellationToken cancellationToken) =>
        FindAsync(new Asker(person, catalog.Current, time.GetUtcNow()), query, after, cancellationToken);

    /// <summary>The same as data, for a person or a machine.</summary>
    internal async Task<FoundExceptions> FindAsync(Asker asker, ListQuery query, string after, CancellationToken cancellationToken)
    {
        var current = asker.Catalog;
        var ranges = FindRanges(asker, query);
        var read = await ReadAsync(ranges, query, after, asker.Now, cancellationToken);
        var end = read.Where(range => range.IsCut).Select(range => range.Rows[^1].Place).Min(StringComparer.Ordinal) ?? "";
        var seen = read.SelectMany(range => range.Rows).Where(row => end.Length == 0 || string.CompareOrdinal(row.Place, end) <= 0)
            .Select(row => (row.Place, State: row.Row.State.Resolve(current.Directory))).DistinctBy(row => row.State.Id)
            .Where(row => ExceptionScreen.MaySee(row.State, asker))
            .Select(row => (row.Place, row.State, Words: ListingKey.WordsOf(row.State, current)))
            .ToList();

        // A place names an exception and its end: where there is one, it is of one that the person sees.
        var next = end.Length == 0 ? "" : seen.Select(row => row.Place).Max(StringComparer.Ordinal) ?? end;
        var found = seen
            .Where(one => IsFound(one.State, one.Words, query, asker))
            .Select(one => one.State)
            .OrderBy(query.BySubmission ? ListingKey.SentPlace : ListingKey.Place, StringComparer.Ordinal)
            .ToList();
        IReadOnlyList<string> unknown = found.Count > 0 || next.Length > 0 || after.Length > 0 ? []
            : [.. query.Words.Where(word => !seen.Any(one => ListQuery.Has(one.Words, word)))];
        if (unknown.Count > 0 && query.Words.Count > 1 && ranges is [var range] && IsOfWord(range))
        {
            unknown = await FindUnknownAsync(unknown, asker, cancellationToken); // only what has the longest word was looked through
        }

        var of = next.Length > 0 && after.Length == 0 ? await CountAsync(read, query, asker, cancellationToken) : 0;
        return new FoundExceptions(query, found, unknown, seen.Count, after, next) { Of = of };
    }

    // How many there are to look through, of what the person may see: of ranges that were not read to their end by the counts, which know
    // everything, areas and policies. 0: it is not known.
    private async Task<int> CountAsync(
        IReadOnlyList<ReadRange> read, ListQuery query, Asker asker, CancellationToken cancellationToken)
    {
        var (everywhere, everything) = (Access.CanLookEverywhere(asker.Subject), Access.CanExportEverything(asker.Subject));
        var cut = read.Where(range => range.IsCut).Select(range => range.Beginning).ToList();
        if (read.Count > MostCountedRanges || (query.States is [ListState.Expiring] && !query.BySubmission)
            || !cut.TrueForAll(range => range == ListingKey.Everything ? everywhere : IsOfAreaOrPolicy(range)))
        {
            return 0;
        }

        var numbers = await counts.ReadAsync([.. cut.Select(ScopeOf)], cancellationToken);
        string[] buckets =
        [
            .. query.IsEnded && !query.BySubmission ? [] : new[] { CountKey.Live },
            .. query.IsLive && !query.BySubmission ? [] : new[] { CountKey.Ended },
        ];
        var counted = cut.Sum(range => buckets.Sum(bucket =>
            numbers.GetValueOrDefault(ScopeOf(range))?.GetValueOrDefault(bucket) is not { } number ? 0
                : everything ? number.All : number.Open));
        return counted + read.Where(range => !range.IsCut).SelectMany(range => range.Rows)
            .Select(row => row.Row.State.Resolve(asker.Catalog.Directory)).DistinctBy(state => state.Id)
            .Count(state => ExceptionScreen.MaySee(state, asker)
                && (state.Content!.Confidential || !cut.Exists(range => StandsUnder(state, range, asker.Catalog))));
    }

    private static bool IsOfAreaOrPolicy(string range) =>
        range.StartsWith(ListingKey.Areas, StringComparison.Ordinal) || range.StartsWith(ListingKey.Policies, StringComparison.Ordinal);

    private static string ScopeOf(string range) => range.TrimEnd('|');

    private static bool StandsUnder(ExceptionState state, string range, PolicyCatalog current) =>
        range == ListingKey.OfPolicy(state.Content!.PolicyId)
        || ((current.Policy(state.Content.PolicyId)?.AreaId ?? state.AreaId) is { } area && range == ListingKey.OfArea(area));

    /// <summary>Whether an exception is what a person asks for; whether they may see it is not looked at.</summary>
    internal static bool IsFound(ExceptionState state, ListQuery query, Asker asker) =>
        state.Content is not null && IsFound(state, ListingKey.WordsOf(state, asker.Catalog), query, asker);

    private static bool IsFound(ExceptionState state, IReadOnlyList<string> words, ListQuery query, Asker asker) =>
        query.Fits(state, asker.Person, asker.Now) && query.Words.All(word => ListQuery.Has(words, word))
        && IsInArea(state, query, asker.Catalog);

    private static bool IsInArea(ExceptionState state, ListQuery query, PolicyCatalog current) =>
        query.Area.Length == 0
        || query.Area.Equals(current.Policy(state.Content!.PolicyId)?.AreaId ?? state.AreaId, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<string>> FindUnknownAsync(
        IReadOnlyList<string> words, Asker asker, CancellationToken cancellationToken)
    {
        var known = await Task.WhenAll(words.Take(MostRanges).Select(async word =>
            (await listings.FindAsync(
                ListingKey.OfWord(word), ListingKey.Beyond(ListingKey.OfWord(word)), MostAsked, cancellationToken))
            .Any(row => ExceptionScreen.MaySee(row.State.Resolve(asker.Catalog.Directory), asker))));
        return [.. words.Take(MostRanges).Where((_, at) => !known[at])];
    }

    // The rows of a word are in the order of the words first.
    private static bool IsOfWord(string range) => !range.EndsWith('|');

    // The beginnings of the keys that lead to all that the person may see and asks for; perhaps to more.
    private static string[] FindRanges(Asker asker, ListQuery query)
    {
        var (person, current) = (asker.Person, asker.Catalog);
        string[] own = [.. current.Directory.IdentitiesOf(person).Select(ListingKey.OfPerson)];
        var everything = query.Words.MaxBy(word => word.Length) is { Length: > 1 } longest
            ? ListingKey.OfWord(longest)
            : ListingKey.Everything;
        if (query.Mine)
        {
            return own;
        }

        if (Access.CanLookEverywhere(asker.Subject))
        {
            return everything != ListingKey.Everything ? [everything]
                : query.Person is { } one ? [.. current.Directory.IdentitiesOf(one).Select(ListingKey.OfPerson)]
                : query.Policies.Count is > 0 and <= MostRanges
                ? [.. query.Policies.Select(policy => ListingKey.OfPolicy(policy.Id))]
                : query.Area.Length > 0 ? [ListingKey.OfArea(query.Area)]
                : [everything];
        }

        var areas = current.Areas.Where(area => area.Owner == person).Select(area => area.Id).ToList();
        string[] ranges =
        [
            .. own,
            .. query.Policies.Count > 0
                ? query.Policies.Where(policy => policy.Owner == person || areas.Contains(policy.AreaId))
                    .Select(policy => ListingKey.OfPolicy(policy.Id))
                : areas.Select(ListingKey.OfArea).Concat(current.Policies
                    .Where(policy => policy.Owner == person && !areas.Contains(policy.AreaId))
                    .Select(policy => ListingKey.OfPolicy(policy.Id))),
        ];
        return ranges.Length <= MostRanges ? ranges : [everything];
    }

    // Read side by side, as far as all of them were read: what is beyond is read when the person goes on.
    private async Task<IReadOnlyList<ReadRange>> ReadAsync(
        string[] ranges, ListQuery query, string after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var most = MostRead / ranges.Length;
        return await Task.WhenAll(ranges.Select(async range =>
        {
            var (isWord, isSent) = (IsOfWord(range), query.BySubmission && !IsOfWord(range));
            var from = after.Length > 0 ? after : query.IsEnded && !isWord && !isSent ? ListingKey.Ended : "";
            var to = isWord || isSent || !query.IsLive ? ListingKey.Beyond("")
                : query.States is [ListState.Expiring] ? ListingKey.Beyond(ListingKey.PlaceOf(now.AddDays(ListQuery.SoonDays)))
                : ListingKey.Ended;
            var beginning = isSent ? ListingKey.Sent + range : range;
            var rows = await listings.FindAsync(beginning + from, beginning + to, most, cancellationToken);
            return new ReadRange(range, [.. rows.Select(row => (row.Key[beginning.Length..], row))], rows.Count == most);
        }));
    }

    // The rows of one beginning, and whether there may be more.
    private sealed record ReadRange(string Beginning, IReadOnlyList<(string Place, ListingRow Row)> Rows, bool IsCut);
}
