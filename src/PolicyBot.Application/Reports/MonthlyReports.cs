using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Reports;

/// <summary>
/// Tells each policy owner once a month how their policies fared, and auditors how groups decided: on the first working day of the next
/// month, within working hours.
/// </summary>
/// <remarks>
/// It reads the rows of lists, the heads of what is counted, and how many were retired. A store that does not answer is asked at the next
/// look.
/// </remarks>
public sealed class MonthlyReports(
    IListings listings, ICounts counts, IndexedExceptions exceptions, IPeople people, DirectMessages direct, ICatalog catalog,
    TimeProvider time)
{
    /// <summary>How many requests of a policy, or of all in a month, are looked at; the newest.</summary>
    public const int MostRead = 500;

    private const int MonthsOfDecisions = 2;

    private DateOnly _told;

    /// <summary>Tells what is due and was not told yet.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var (current, now) = (catalog.Current, time.GetUtcNow());
        var today = CatalogTime.Today(now, current.TimeZone);
        var month = new DateOnly(today.Year, today.Month, 1);
        if (month == _told || now < current.Calendar.Morning(current.Calendar.OnOrAfter(month), current.TimeZone)
            || current.Calendar.WithinHours(now, current.TimeZone) != now)
        {
            return;
        }

        var first = month.AddMonths(-1);
        var all = true;
        foreach (var owner in current.Policies.Select(policy => policy.Owner).Distinct())
        {
            all &= await TellOnceAsync(
                owner, "policies", first, async () => await OfPoliciesAsync(current, owner, first, cancellationToken), cancellationToken);
        }

        foreach (var auditor in current.Roles.Auditors)
        {
            all &= await TellOnceAsync(
                auditor, "groups", first, async () => await OfGroupsAsync(current, first, cancellationToken), cancellationToken);
        }

        _told = all ? month : _told;
    }

    /// <summary>The first day of the last month that is over, where the organisation is.</summary>
    public DateOnly LastMonth
    {
        get
        {
            var today = CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);
            return new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        }
    }

    /// <summary>The reports of a month, for who asks for them: owners of policies theirs, auditors that on groups.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="first">The first day of the month.</param>
    /// <returns>A sentence for others, and where nothing is to be told.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ListView> ShowAsync(PersonId person, DateOnly first, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var owns = current.Policies.Any(policy => policy.Owner == person);
        var audits = Access.CanExportEverything(Subject.From(current, person));
        if (!owns && !audits)
        {
            return ListView.Sentence(Words.ReportNotYours);
        }

        var policies = owns ? await OfPoliciesAsync(current, person, first, cancellationToken) : null;
        var groups = audits ? await OfGroupsAsync(current, first, cancellationToken) : null;
        return ReportScreens.Both(first, policies?.Invoke(), groups?.Invoke());
    }

    // True also where there is nothing to tell, and where no channel reaches the person.
    private Task<bool> TellOnceAsync(
        PersonId person, string what, DateOnly first, Func<Task<Func<ListView>?>> reportAsync, CancellationToken cancellationToken) =>
        people.OnceAsync(
            person,
            $"told|report|{what}|{first:yyyy-MM}",
            async () => await reportAsync() is not { } render || render().Lines.Count == 0
                || await direct.NotifyAsync(person, render, cancellationToken) is { Sent: true } or { Again: null },
            told => told,
            otherwise: true,
            cancellationToken);

    private async Task<Func<ListView>?> OfPoliciesAsync(
        PolicyCatalog current, PersonId owner, DateOnly first, CancellationToken cancellationToken)
    {
        var (reports, isPart) = (new List<PolicyReport>(), false);
        var policies = current.Policies.Where(policy => policy.Owner == owner).ToList();
        foreach (var policy in policies)
        {
            var since = first.AddMonths(1 - PolicyReport.MonthsBack);
            var (states, some) = await ReadAsync(
                ListingKey.OfPolicy(policy.Id), since, state => state.IsActive || DayOf(state.EndedAt) >= first, isAll: true,
                cancellationToken);
            var seen = states.Where(state => Access.CanSee(state, Subject.From(current, state, owner))).ToList();
            reports.Add(PolicyReport.From(current, policy, first, seen));
            isPart |= some;
        }

        reports.RemoveAll(report => !report.HasNews);
        if (reports.Count == 0 && !isPart)
        {
            return null;
        }

        var retired = await RetiredAsync([.. policies.Select(policy => CountKey.OfPolicy(policy.Id))], cancellationToken);
        return () => ReportScreens.ToOwner(first, reports, isPart, retired.Open);
    }

    private async Task<Func<ListView>?> OfGroupsAsync(PolicyCatalog current, DateOnly first, CancellationToken cancellationToken)
    {
        var (states, isPart) = await ReadAsync(
            ListingKey.Everything, first.AddMonths(1 - MonthsOfDecisions), _ => false, isAll: false, cancellationToken, first.AddMonths(1));
        var reports = GroupReport.From(current, first, states);
        if (reports.Count == 0 && !isPart)
        {
            return null;
        }

        var retired = await RetiredAsync([CountKey.Everything], cancellationToken);
        return () => ReportScreens.ToAuditor(first, reports, isPart, retired.All);
    }

    private async Task<Count> RetiredAsync(IReadOnlyCollection<string> scopes, CancellationToken cancellationToken) =>
        (await counts.ReadAsync(scopes, cancellationToken)).Values
            .Aggregate(default(Count), (sum, scope) => sum + scope.GetValueOrDefault(CountKey.Retired));

    // What was sent since a day, and of what was sent before it what counts all the same; the newest first. It is a part where more may
    // count: of all that was ever sent, or of what was sent since the day.
    private async Task<(IReadOnlyList<ExceptionState> States, bool IsPart)> ReadAsync(
        string beginning, DateOnly since, Func<ExceptionState, bool> keep, bool isAll, CancellationToken cancellationToken,
        DateOnly? before = null)
    {
        var under = ListingKey.Sent + beginning;
        var from = before is { } day
            ? under + ListingKey.SentBefore(CatalogTime.At(day, TimeOnly.MinValue, catalog.Current.TimeZone)) : under;
        var rows = await listings.FindAsync(from, ListingKey.Beyond(under), MostRead + 1, cancellationToken);
        var ids = rows.Take(MostRead).Select(row => row.State)
            .Where(state => DayOf(state.SubmittedAt) >= since || keep(state))
            .Select(state => state.Id).ToList();
        var isPart = rows.Count > MostRead && (isAll || DayOf(rows[^1].State.SubmittedAt) >= since);
        return (await exceptions.ReadAsync(ids, cancellationToken), isPart);
    }

    private DateOnly? DayOf(DateTimeOffset? instant) =>
        instant is { } at ? CatalogTime.Today(at, catalog.Current.TimeZone) : null;
}
