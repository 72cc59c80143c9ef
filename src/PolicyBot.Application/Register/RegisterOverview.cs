using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Register;

/// <summary>The numbers behind the pictures of the register: of what a person may see, from counts that reconciling keeps.</summary>
public sealed class RegisterOverview(ICounts counts, ICatalog catalog, TimeProvider time)
{
    /// <summary>How many weeks ahead ends are counted.</summary>
    public const int Weeks = 13;

    /// <summary>How many policies are named.</summary>
    public const int MostPolicies = 10;

    /// <summary>The ages that are told apart, in days since submission; what is older counts with the last.</summary>
    public static IReadOnlyList<int> Ages { get; } = [30, 90, 180, 365, int.MaxValue];

    /// <summary>The numbers.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<OverviewNumbers> ReadAsync(PersonId person, CancellationToken cancellationToken)
    {
        var (current, now) = (catalog.Current, time.GetUtcNow());
        var everything = Access.CanExportEverything(Subject.From(current, person));
        var scopes = everything ? [CountKey.Everything] : ScopesOf(person, current);
        var read = scopes.Count == 0 ? [] : (await counts.ReadAsync(scopes, cancellationToken)).Where(scope => scopes.Contains(scope.Key))
            .SelectMany(scope => scope.Value)
            .GroupBy(bucket => bucket.Key, bucket => everything ? bucket.Value.All : bucket.Value.Open, StringComparer.Ordinal)
            .ToDictionary(bucket => bucket.Key, bucket => bucket.Sum(), StringComparer.Ordinal);
        var today = CatalogTime.Today(now, current.TimeZone);
        return new OverviewNumbers(
            everything, Of(read, CountKey.Live), Of(read, CountKey.Ended), ByArea(read, current), EndsOf(read, today), AgesOf(read, today),
            [.. CountKey.DecidedWithin.Select(days => (days, Of(read, CountKey.Decided, Text(days))))],
            [.. Enumerable.Range(0, CountKey.MostRenewals + 1).Select(times => (times, Of(read, CountKey.Renewal, Text(times))))],
            PoliciesOf(read, current), StatesOf(read),
            [
                .. Under(read, CountKey.Spared)
                    .OrderByDescending(policy => policy.Number).ThenBy(policy => policy.Name, StringComparer.Ordinal)
                    .Take(MostPolicies).Select(policy => (NameOf(policy.Name, current), policy.Number)),
            ],
            Of(read, CountKey.Retired));
    }

    // What they look after: their areas, and their policies in other areas. Nothing is counted twice.
    private static List<string> ScopesOf(PersonId person, PolicyCatalog current)
    {
        var areas = current.Areas.Where(area => area.Owner == person).Select(area => area.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. areas.Select(CountKey.OfArea),
            .. current.Policies.Where(policy => policy.Owner == person && !areas.Contains(policy.AreaId))
                .Select(policy => CountKey.OfPolicy(policy.Id)),
        ];
    }

    private static List<AreaNumbers> ByArea(Dictionary<string, int> read, PolicyCatalog current) =>
    [
        .. Under(read, CountKey.InForce).Select(bucket => (Parts: bucket.Name.Split('|'), bucket.Number))
            .GroupBy(bucket => bucket.Parts[0], StringComparer.Ordinal)
            .Select(area => new AreaNumbers(
                current.FindArea(area.Key)?.Name ?? area.Key,
                Enum.GetValues<RiskLabel>().ToDictionary(
                    label => label,
                    label => area.Where(bucket => label.ToString().Equals(bucket.Parts[1], StringComparison.OrdinalIgnoreCase))
                        .Sum(bucket => bucket.Number)),
                area.Where(bucket => bucket.Parts[1].Length == 0).Sum(bucket => bucket.Number)))
            .OrderByDescending(area => area.All).ThenBy(area => area.Name, StringComparer.Ordinal),
    ];

    // By weeks from today on; what should have ended by now is as good as over.
    private static List<(DateOnly From, int Number)> EndsOf(Dictionary<string, int> read, DateOnly today)
    {
        var ends = Under(read, CountKey.EndsOn)
            .Select(bucket => (Week: CatalogTime.Days(today, Day(bucket.Name)) / 7.0, bucket.Number)).ToList();
        return
        [
            .. Enumerable.Range(0, Weeks).Select(week => (
                today.AddDays(7 * week), ends.Where(end => end.Week >= week && end.Week < week + 1).Sum(end => end.Number))),
        ];
    }

    private static List<(int Days, int Number)> AgesOf(Dictionary<string, int> read, DateOnly today)
    {
        var ages = Under(read, CountKey.SentIn).Select(bucket => (Days: CatalogTime.Days(Day(bucket.Name), today), bucket.Number)).ToList();
        return
        [
            .. Ages.Select((most, at) => (
                most, ages.Where(age => age.Days <= most && (at == 0 || age.Days > Ages[at - 1])).Sum(age => age.Number))),
        ];
    }

    private static List<PolicyNumbers> PoliciesOf(Dictionary<string, int> read, PolicyCatalog current) =>
    [
        .. Under(read, CountKey.Granted)
            .Select(bucket => new PolicyNumbers(
                NameOf(bucket.Name, current), bucket.Name, Of(read, CountKey.Active, bucket.Name), bucket.Number))
            .OrderByDescending(policy => policy.Granted).ThenByDescending(policy => policy.InForce)
            .ThenBy(policy => policy.Id, StringComparer.Ordinal)
            .Take(MostPolicies),
    ];

    // As the list's filter tells states apart: it waits for people from the first day to the decision.
    private static List<(ListState State, int Number)> StatesOf(Dictionary<string, int> read)
    {
        int In(params Status[] some) => some.Sum(status => Of(read, CountKey.State, status.ToString().ToLowerInvariant()));
        return
        [
            (ListState.Open, In(Status.Submitted, Status.InReview, Status.ChangesRequested)),
            (ListState.InForce, In(Status.Approved)), (ListState.Suspended, In(Status.Suspended)),
            (ListState.Rejected, In(Status.Rejected)), (ListState.Withdrawn, In(Status.Withdrawn)),
            (ListState.Lapsed, In(Status.Lapsed)), (ListState.Expired, In(Status.Expired)), (ListState.Closed, In(Status.Closed)),
            (ListState.Revoked, In(Status.Revoked)), (ListState.Renewed, In(Status.Renewed)),
        ];
    }

    private static string NameOf(string id, PolicyCatalog current) =>
        current.Policy(id) is { } policy ? $"{policy.Name} ({policy.Id})" : id;

    private static IEnumerable<(string Name, int Number)> Under(Dictionary<string, int> read, string kind) => read
        .Where(bucket => bucket.Value > 0 && bucket.Key.StartsWith($"{kind}|", StringComparison.Ordinal))
        .Select(bucket => (bucket.Key[(kind.Length + 1)..], bucket.Value));

    private static int Of(Dictionary<string, int> read, string kind, string? rest = null) =>
        read.GetValueOrDefault(rest is null ? kind : $"{kind}|{rest}");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The numbers behind the pictures.</summary>
/// <param name="WithConfidential">Whether confidential ones are counted.</param>
/// <param name="Live">How many have not ended.</param>
/// <param name="Ended">How many have.</param>
/// <param name="ByArea">In force by area and label.</param>
/// <param name="Ends">In force, by the week in which they end, from today on.</param>
/// <param name="Ages">In force, by days since submission: up to each.</param>
/// <param name="Decided">Decided ones, by days to the decision: up to each.</param>
/// <param name="Renewals">Granted ones, by how often they had been renewed; the last stands for more.</param>
/// <param name="Policies">What was excepted most.</param>
/// <param name="States">All, by how they stand.</param>
/// <param name="Spared">Requests that an answer spared, by policy.</param>
/// <param name="Retired">How many were moved out of the register: no other number counts them.</param>
public sealed record OverviewNumbers(
    bool WithConfidential, int Live, int Ended, IReadOnlyList<AreaNumbers> ByArea, IReadOnlyList<(DateOnly From, int Number)> Ends,
    IReadOnlyList<(int Days, int Number)> Ages, IReadOnlyList<(int Days, int Number)> Decided,
    IReadOnlyList<(int Times, int Number)> Renewals, IReadOnlyList<PolicyNumbers> Policies,
    IReadOnlyList<(ListState State, int Number)> States, IReadOnlyList<(string Policy, int Number)> Spared, int Retired)
{
    /// <summary>How many are in force.</summary>
    public int InForce => ByArea.Sum(area => area.All);
}

/// <summary>What is in force in an area.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="ByRisk">How many, by label.</param>
/// <param name="Unlabelled">How many have no label.</param>
public sealed record AreaNumbers(string Name, IReadOnlyDictionary<RiskLabel, int> ByRisk, int Unlabelled)
{
    /// <summary>All of them.</summary>
    public int All => ByRisk.Values.Sum() + Unlabelled;
}

/// <summary>How often a policy was excepted.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Id">Its id.</param>
/// <param name="InForce">How many exceptions are in force.</param>
/// <param name="Granted">How many ever were.</param>
public sealed record PolicyNumbers(string Name, string Id, int InForce, int Granted);
