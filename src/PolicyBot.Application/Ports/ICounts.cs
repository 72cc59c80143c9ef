using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Ports;

/// <summary>How many exceptions stand in which bucket, for pictures only and never for rules: kept by reconciling, and rebuilt.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface ICounts
{
    /// <summary>
    /// Makes one thing count as in a version: it leaves the buckets it stood in, and joins those it stands in now. An older version
    /// changes nothing, and neither does the same again.
    /// </summary>
    Task PutAsync(Counted counted, CancellationToken cancellationToken);

    /// <summary>What is counted.</summary>
    /// <param name="scopes">Of what: as <see cref="CountKey"/> makes them.</param>
    /// <returns>For each scope in which anything is counted its buckets.</returns>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Count>>> ReadAsync(
        IReadOnlyCollection<string> scopes, CancellationToken cancellationToken);

    /// <summary>Counts anew from where each thing stands, and corrects what differs, while others go on counting.</summary>
    /// <returns>How many buckets were wrong.</returns>
    Task<int> MendAsync(CancellationToken cancellationToken);
}

/// <summary>A number, with those that not everybody may count set apart.</summary>
/// <param name="Open">How many are not confidential.</param>
/// <param name="Confidential">How many are.</param>
public readonly record struct Count(int Open, int Confidential)
{
    /// <summary>Both.</summary>
    public int All => Open + Confidential;

    /// <summary>The sum.</summary>
    public static Count operator +(Count one, Count other) => new(one.Open + other.Open, one.Confidential + other.Confidential);

    /// <inheritdoc cref="op_Addition"/>
    public Count Add(Count other) => this + other;

    /// <summary>As many of one exception.</summary>
    /// <param name="times">1, or -1 where it leaves.</param>
    /// <param name="confidential">Whether it is confidential.</param>
    public Count Plus(int times, bool confidential) =>
        confidential ? this with { Confidential = Confidential + times } : this with { Open = Open + times };
}

/// <summary>Where one thing counts: an exception, or a request that was spared.</summary>
/// <param name="Key">What it is known by: letters, digits and hyphens.</param>
/// <param name="Version">Which version of it; of an exception that of its stream.</param>
/// <param name="Scopes">Of what.</param>
/// <param name="Buckets">In which buckets.</param>
/// <param name="Confidential">Whether it is confidential.</param>
public sealed record Counted(
    string Key, long Version, IReadOnlyList<string> Scopes, IReadOnlyList<string> Buckets, bool Confidential)
{
    /// <summary>Whether another version counts as this one does.</summary>
    public bool CountsAs(Counted other) =>
        Confidential == other.Confidential && Scopes.SequenceEqual(other.Scopes) && Buckets.SequenceEqual(other.Buckets);
}

/// <summary>The scopes and buckets of <see cref="ICounts"/>. They are stored: they never change.</summary>
public static class CountKey
{
    /// <summary>The scope of all exceptions.</summary>
    public const string Everything = "all";

    /// <summary>Not ended.</summary>
    public const string Live = "live";

    /// <summary>Ended, however.</summary>
    public const string Ended = "ended";

    /// <summary>By status: <c>state|inreview</c>.</summary>
    public const string State = "state";

    /// <summary>In force, by area and label: <c>force|SECURITY|high</c>.</summary>
    public const string InForce = "force";

    /// <summary>In force, by the last day: <c>end|2027-02-15</c>.</summary>
    public const string EndsOn = "end";

    /// <summary>In force, by the Monday of the week of submission: <c>week|2026-11-16</c>.</summary>
    public const string SentIn = "week";

    /// <summary>In force, by policy: <c>active|SEC-MFA</c>.</summary>
    public const string Active = "active";

    /// <summary>Ever granted, by policy: <c>granted|SEC-MFA</c>.</summary>
    public const string Granted = "granted";

    /// <summary>Ever granted, by how often it had been renewed: <c>renewal|0</c>.</summary>
    public const string Renewal = "renewal";

    /// <summary>Decided, by days from submission to the last decision: up to one of <see cref="DecidedWithin"/>, or the greatest for more.
    /// </summary>
    public const string Decided = "decided";

    /// <summary>Requests that an answer spared, by policy: <c>spared|SEC-MFA</c>.</summary>
    public const string Spared = "spared";

    /// <summary>Moved out of the register: what is in it is in no other bucket.</summary>
    public const string Retired = "retired";

    /// <summary>The days within which decisions are counted.</summary>
    public static IReadOnlyList<int> DecidedWithin { get; } = [1, 3, 7, 14, 1_000];

    /// <summary>How many renewals are told apart; more count with this.</summary>
    public const int MostRenewals = 3;

    /// <summary>The scope of an area.</summary>
    public static string OfArea(string id) => $"area|{id.ToUpperInvariant()}";

    /// <summary>The scope of a policy.</summary>
    public static string OfPolicy(string id) => $"policy|{id.ToUpperInvariant()}";

    /// <summary>Where an exception counts.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="catalog">Knows areas, and where days begin.</param>
    public static Counted ToCounted(this ExceptionState state, PolicyCatalog catalog)
    {
        var content = state.Content!;
        var policy = content.PolicyId.ToUpperInvariant();
        var area = (catalog.Policy(policy)?.AreaId ?? state.AreaId)?.ToUpperInvariant();
        var buckets = new List<string> { state.HasEnded ? Ended : Live, $"{State}|{state.Status.ToString().ToLowerInvariant()}" };
        if (state.IsActive)
        {
            var label = state.Risk?.ToString().ToLowerInvariant() ?? "";
            buckets.Add($"{InForce}|{area}|{label}");
            var started = state.Emergency is { } emergency
                ? CatalogTime.Today(emergency.HoldsUntil.AddTicks(-1), catalog.TimeZone) : content.ExpiresOn;
            buckets.Add($"{EndsOn}|{Text(state.Grant?.ExpiresOn ?? started)}");
            buckets.Add($"{SentIn}|{Text(MondayOf(CatalogTime.Today(state.SubmittedAt, catalog.TimeZone)))}");
            buckets.Add($"{Active}|{policy}");
        }

        if (state.Grant is not null || state.IsActive)
        {
            buckets.Add($"{Granted}|{policy}"); // an emergency start is in force without a grant
        }

        if (state.Grant is not null)
        {
            buckets.Add($"{Renewal}|{Math.Min(state.Renewal, MostRenewals)}");
        }

        if (!state.IsOpen && state.FinalDecision is { } decision)
        {
            var took = decision.At - state.SubmittedAt;
            var within = DecidedWithin.FirstOrDefault(days => took <= TimeSpan.FromDays(days), DecidedWithin[^1]);
            buckets.Add(string.Create(CultureInfo.InvariantCulture, $"{Decided}|{within}"));
        }

        return new Counted(
            state.Id.Value, state.Version,
            [Everything, .. area is null ? Array.Empty<string>() : [OfArea(area)], OfPolicy(policy)],
            buckets, content.Confidential);
    }

    /// <summary>Where an exception counts that was moved out of the register: for good, whichever version a late host counts.</summary>
    /// <param name="state">The exception as it ended.</param>
    /// <param name="catalog">As in <see cref="ToCounted"/>.</param>
    public static Counted ToRetired(this ExceptionState state, PolicyCatalog catalog) =>
        state.ToCounted(catalog) with { Version = long.MaxValue, Buckets = [Retired] };

    /// <summary>Where a request counts that an answer spared: once for a person, a policy and a day, however often it is said.</summary>
    /// <param name="policy">The policy that was asked about.</param>
    /// <param name="person">Who needs no exception; what is stored does not name them.</param>
    /// <param name="day">The day, in the catalog's time zone.</param>
    public static Counted CountSpared(Policy policy, PersonId person, DateOnly day)
    {
        var id = policy.Id.ToUpperInvariant();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}|{person}|{Text(day)}")))[..32];
        return new Counted($"{Spared}-{hash}", 1, [Everything, OfArea(policy.AreaId), OfPolicy(id)], [$"{Spared}|{id}"], false);
    }

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
