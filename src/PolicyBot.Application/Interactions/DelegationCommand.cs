using System.Text.RegularExpressions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Interactions;

/// <summary>
/// Takes <c>delegate to EMAIL until DATE</c>, with a day as people say it ("until Friday", "bis Ende Januar", "for two weeks"),
/// and <c>delegate off</c>: an approver who is away hands their reviews over.
/// </summary>
public sealed partial class DelegationCommand(
    IDelegations delegations, Reachability reachability, WaitingReviews waiting, ICatalog catalog, TimeProvider time)
{
    /// <summary>How far ahead reviews may be handed over: longer is a change of the catalog's groups.</summary>
    private const int MostDays = 366;

    /// <summary>Answers what follows the word <c>delegate</c>.</summary>
    public async Task<Answer> SayAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var standing = await delegations.OfAsync(turn.Person, cancellationToken);
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            await delegations.RemoveAsync(turn.Person, cancellationToken);
            await waiting.WakeAsync(turn.Person, cancellationToken);
            return new Answer(ListView.Sentence(Words.DelegationOff));
        }

        if (text.Length == 0)
        {
            return new Answer(ListView.Sentence(standing is { } one && one.Until > time.GetUtcNow()
                ? Words.DelegationStands.With(catalog.Current.NameOf(one.To), CatalogTime.Say(LastDay(one)))
                : Words.DelegationNone));
        }

        return Wish().Match(text) is { Success: true } wish
            ? await DelegateAsync(turn, wish.Groups["to"].Value, wish.Groups["until"].Value.Trim(), cancellationToken)
            : new Answer(ListView.Sentence(Words.DelegationHow));
    }

    private async Task<Answer> DelegateAsync(Interaction turn, string to, string until, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var now = time.GetUtcNow();
        var today = CatalogTime.Today(now, current.TimeZone);
        var read = DateWords.InAnswer(until, today);
        if (read is DayReading.OneOf two)
        {
            return new Answer(
                ListView.Sentence(Words.DelegationWhichDay.With(until, CatalogTime.Say(two.First), CatalogTime.Say(two.Second))));
        }

        if (read is DayReading.NoSuchDay { Nearest: { } nearest })
        {
            return new Answer(ListView.Sentence(Words.TalkNoSuchDayBut.With(CatalogTime.SayWithWeekday(nearest))));
        }

        if (!PersonId.TryParse(to, out var person) || read is not DayReading.Day { Value: var day })
        {
            return new Answer(ListView.Sentence(Words.DelegationHow));
        }

        person = current.Directory.FindHolder(person);
        if (person == turn.Person)
        {
            return new Answer(ListView.Sentence(Words.DelegationSelf));
        }

        if (day < today || day > today.AddDays(MostDays))
        {
            return new Answer(
                ListView.Sentence(Words.DelegationDay.With(CatalogTime.Say(today), CatalogTime.Say(today.AddDays(MostDays)))));
        }

        if (!(await reachability.AmongAsync([person], cancellationToken)).Contains(person))
        {
            return new Answer(ListView.Sentence(Words.DelegationUnreachable.With(current.NameOf(person))));
        }

        await delegations.WriteAsync(new Delegation(turn.Person, person, CatalogTime.EndOf(day, current.TimeZone), now), cancellationToken);
        await waiting.WakeAsync(turn.Person, cancellationToken);
        return new Answer(ListView.Sentence(Words.DelegationSet.With(current.NameOf(person), CatalogTime.Say(day))));
    }

    private DateOnly LastDay(Delegation standing) => CatalogTime.Today(standing.Until.AddTicks(-1), catalog.Current.TimeZone);

    // Channels make links of addresses that are typed: <mailto:bo@contoso.example|bo@contoso.example>.
    [GeneratedRegex(
        @"^to\s+(?:<mailto:)?(?<to>[^\s<>|]+@[^\s<>|]+)(?:\|[^>]*)?>?\s+(?<until>(?:until|till?|bis|for|für)\s.+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wish();
}
