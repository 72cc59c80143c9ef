using System.Globalization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Ports;

/// <summary>
/// The keys of <see cref="IListings"/>: a beginning that says by what an exception is found, then its place (<see cref="Place"/>).
/// They are stored: they never change.
/// </summary>
public static class ListingKey
{
    /// <summary>What every exception stands under.</summary>
    public const string Everything = "all|";

    /// <summary>How many words of an exception lead to it; the title's come before the scope's.</summary>
    public const int MostWords = 40;

    /// <summary>How much of a word leads to an exception, in UTF-16 code units.</summary>
    public const int LongestWord = 20;

    /// <summary>The place where what has ended begins, the newest first.</summary>
    public const string Ended = "1";

    /// <summary>Before what every exception stands under, its policy, area and people: the same in the order of submission.</summary>
    public const string Sent = "sent|";

    /// <summary>The beginning of <see cref="OfPolicy"/>.</summary>
    public const string Policies = "policy|";

    /// <summary>The beginning of <see cref="OfArea"/>.</summary>
    public const string Areas = "area|";

    private const string Live = "0";

    /// <summary>What stands under a policy.</summary>
    public static string OfPolicy(string id) => $"{Policies}{id.ToUpperInvariant()}|";

    /// <summary>What stands under a policy of an area.</summary>
    public static string OfArea(string id) => $"{Areas}{id.ToUpperInvariant()}|";

    /// <summary>What a person asked for, owns, was asked to decide or is asked to own.</summary>
    public static string OfPerson(PersonId person) => $"person|{person}|";

    /// <summary>What has a word that begins like this.</summary>
    /// <param name="start">Letters and digits, as <see cref="WordsIn"/> finds them.</param>
    public static string OfWord(string start) => $"word|{Cut(start)}";

    /// <summary>Beyond every key that begins like this.</summary>
    public static string Beyond(string beginning) => beginning + '\uffff';

    /// <summary>Where an instant stands among what has not ended.</summary>
    public static string PlaceOf(DateTimeOffset instant) => Live + Sortable(instant.UtcTicks);

    /// <summary>Where an exception stands: what ends or lapses first comes first, what has ended comes after, the newest first.</summary>
    public static string Place(ExceptionState state) =>
        $"{(state.HasEnded ? Ended + Sortable(long.MaxValue - (state.EndedAt ?? state.HoldsUntil).UtcTicks)
            : PlaceOf(state.IsOpen ? state.LapsesAt : state.HoldsUntil))}|{state.Id}";

    /// <summary>Where those begin, behind <see cref="Sent"/>, that were sent before an instant (UTC).</summary>
    public static string SentBefore(DateTimeOffset instant) => Sortable(long.MaxValue - instant.UtcTicks + 1);

    /// <summary>Where an exception stands behind <see cref="Sent"/>: what was sent last comes first.</summary>
    public static string SentPlace(ExceptionState state) => $"{Sortable(long.MaxValue - state.SubmittedAt.UtcTicks)}|{state.Id}";

    /// <summary>What lists show of an exception, under every key by which it is found.</summary>
    /// <param name="state">The exception, with people as they are stored.</param>
    /// <param name="catalog">Knows areas and names.</param>
    public static Listing ToListing(this ExceptionState state, PolicyCatalog catalog)
    {
        var (content, place) = (state.Content!, Place(state));
        var area = catalog.Policy(content.PolicyId)?.AreaId ?? state.AreaId;
        var people = state.Approvers.Append(state.Requester).Append(state.Owner)
            .Concat(state.HandOver is { } asked ? [asked.To] : Array.Empty<PersonId>());
        string[] drivers =
        [
            Everything, OfPolicy(content.PolicyId),
            .. area is null ? Array.Empty<string>() : [OfArea(area)],
            .. people.Select(OfPerson).Distinct(),
        ];
        var words = WordsOf(state, catalog).Select(Cut).Distinct().Take(MostWords).Select(word => $"{OfWord(word)}|");
        return new Listing(
            Shorten(state), state.Version,
            [
                .. drivers.Concat(words).Select(beginning => beginning + place),
                .. drivers.Select(beginning => Sent + beginning + SentPlace(state)),
            ]);
    }

    /// <summary>The words by which an exception is found: of number, policy, people, title, assets and scope, in this order.</summary>
    public static IReadOnlyList<string> WordsOf(ExceptionState state, PolicyCatalog catalog)
    {
        var content = state.Content!;
        return
        [
            .. new[]
                {
                    state.Id.Value[3..], content.PolicyId, state.RequesterName, catalog.NameOf(state.Owner), BeforeAt(state.Requester),
                    BeforeAt(state.Owner), content.Title,
                }
                .Concat(content.Assets).Append(content.Scope).SelectMany(WordsIn).Distinct(),
        ];
    }

    /// <summary>The words of a text: runs of letters and digits, in lower case.</summary>
    public static IEnumerable<string> WordsIn(string text) =>
        string.Concat(text.Select(character => char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Without texts, decisions and routes: what a list shows, and what <see cref="Access"/> looks at.</summary>
    public static ExceptionState Shorten(ExceptionState state) => new()
    {
        Id = state.Id,
        Version = 1, // there is an exception; which version is said beside
        Status = state.Status,
        Revision = state.Revision,
        Requester = state.Requester,
        RequesterName = state.RequesterName,
        SubmittedAt = state.SubmittedAt,
        HoldsUntil = state.HoldsUntil,
        DecideBy = state.DecideBy,
        AreaId = state.AreaId,
        OwnerConfirmed = state.OwnerConfirmed,
        Grant = state.Grant,
        Emergency = state.Emergency,
        Promises =
        [
            .. state.Promises.Select(promise => promise with
            {
                Text = "",
                Proof = promise.Proof is { } proof ? proof with { Comment = "", Link = "", ReturnedBecause = "" } : null,
            }),
        ],
        HandOver = state.HandOver,
        EndAnswer = state.EndAnswer is { } answer ? answer with { How = "" } : null,
        Approvers = state.Approvers,
        EndedBy = state.EndedBy,
        EndedAt = state.EndedAt,
        Assessment = state.Assessment is { } assessment
            ? new Assessment(
                assessment.Label, assessment.DecidedBy, "",
                assessment.Rubric with { Reasons = [], Facts = [], Missing = [], Known = null, Because = null }, null, null, [])
            : null,
        Origin = state.Origin is { } origin
            ? origin with { Register = "", File = "", FileHash = "", ExternalId = "", Key = "", ApprovedBy = "" }
            : null,
        Review = state.Review is { Passed: true } review
            ? new Review
            {
                Revision = review.Revision,
                Passed = true,
                Policy = review.Policy with
                {
                    Stages = [],
                    Explanation = null,
                    Reasons = null,
                    Hours = null,
                    Precedents = null,
                    PrecedentsFound = null,
                    Assets = null,
                },
            }
            : null,
        Content = new RequestContent
        {
            PolicyId = state.Content!.PolicyId,
            Title = state.Content.Title,
            Justification = "",
            Scope = state.Content.Scope,
            ExpiresOn = state.Content.ExpiresOn,
            OwnerEmail = state.Content.OwnerEmail,
            Assets = state.Content.Assets,
            ReasonKind = state.Content.ReasonKind,
            Confidential = state.Content.Confidential,
        },
    };

    private static string Cut(string word) => word.Length <= LongestWord ? word : word[..LongestWord];

    private static string BeforeAt(PersonId person) => person.Value.Split('@')[0];

    private static string Sortable(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);
}
