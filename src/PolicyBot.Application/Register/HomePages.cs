using System.Collections.Concurrent;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>
/// Each person's own page, in channels that have one: drawn when it is opened, and kept current as things move. Nothing waits for it.
/// </summary>
public sealed class HomePages(
    IndexedExceptions indexed,
    WaitingApprovals waiting,
    ICatalog catalog,
    IPeople people,
    IEnumerable<IHome> homes,
    IBackgroundTasks background,
    TimeProvider time)
{
    /// <summary>How long after an event the pages of those concerned are drawn again: reconciling once more changes no page.</summary>
    public static readonly TimeSpan EventIsNews = TimeSpan.FromMinutes(10);

    private const int MostRemembered = 20_000;

    private readonly List<IHome> _homes = [.. homes];
    private readonly ConcurrentDictionary<PersonId, bool> _waiting = new();
    private readonly ConcurrentDictionary<ChannelAccount, string> _shown = new();

    /// <summary>A person's page as it should be now.</summary>
    public async Task<HomeView> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var queue = waiting.OfAsync(person, cancellationToken);
        var theirs = await indexed.FindAsync(
            IndexHeading.ForPerson(person), IndexedExceptions.All, cancellationToken, keep: state => state.IsParty(person));
        return HomeScreen.Render(await queue, theirs, catalog.Current, time.GetUtcNow());
    }

    /// <summary>The pages of those whom an exception concerns follow, soon and once, however many exceptions moved.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="moved">When (UTC) it changed last.</param>
    public void Follow(ExceptionState state, DateTimeOffset moved)
    {
        if (_homes.Count == 0 || time.GetUtcNow() - moved >= EventIsNews)
        {
            return;
        }

        var concerned = state.Approvers.Append(state.Requester).Append(state.Owner).Distinct();
        foreach (var person in concerned.Where(person => _waiting.TryAdd(person, true)))
        {
            background.Run(async cancellationToken =>
            {
                _waiting.TryRemove(person, out _); // before the read: later changes are read again
                await ShowAsync(person, cancellationToken);
            });
        }
    }

    private async Task ShowAsync(PersonId person, CancellationToken cancellationToken)
    {
        var accounts = (await people.OfAsync(person, cancellationToken)).Where(account => account.DeadBecause.Length == 0).ToList();
        var pages = _homes.Join(accounts, home => home.Channel, account => account.Account.Channel, (home, account) => (home, account));
        foreach (var (home, account) in pages)
        {
            using var language = Languages.Use(account.Language);
            var drawn = home.Draw(await OfAsync(person, cancellationToken));
            if (_shown.GetValueOrDefault(account.Account) == drawn.Hash)
            {
                continue;
            }

            if (_shown.Count >= MostRemembered)
            {
                _shown.Clear(); // it costs a call each, nothing else
            }

            _shown[account.Account] = drawn.Hash;
            await home.ShowAsync(account, drawn, cancellationToken);
        }
    }
}
