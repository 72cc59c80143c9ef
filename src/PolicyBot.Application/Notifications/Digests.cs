using System.Collections.Concurrent;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Limits messages: a person with more than three items due on a day gets one list, and a policy owner gets three approvals, revocations
/// and ends a day at once and of the others in one list on the morning of the next working day.
/// </summary>
public sealed class Digests(IndexedExceptions indexed, IIndex index, IPeople people, DirectMessages direct, ICatalog catalog)
{
    /// <summary>How many things of one day are told one by one.</summary>
    public const int MostAlone = 3;

    private const int MostLines = 40;
    private static readonly TimeSpan CountHolds = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(PersonId Person, DateOnly Day), (DateTimeOffset Until, bool Many)> _counted = new();

    /// <summary>Says how a message is told that is about to go out for the first time.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="notice">The message, as it is claimed.</param>
    /// <param name="now">The instant (UTC).</param>
    public async Task<DeliveryMode> TellAsync(
        ExceptionState state, OutboxMessage notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = notice.Key;
        if (notice.Digest.Length > 0)
        {
            return await NewsAsync(notice, now, cancellationToken);
        }

        if (key.Kind is NotificationKind.Asked asked)
        {
            return await DueAsync(state, notice, asked, now, cancellationToken);
        }

        var news = key.Kind == NotificationKind.PolicyOwner
            || (key.Kind == NotificationKind.Ended && state.Status is Status.Revoked or Status.Expired && !state.IsParty(key.Person));
        // later it was told alone already, and a channel could not take it: where it was busy, that counts as no try
        return news && notice is { Attempts: 1, NextTry.Ticks: 0, FailingSince.Ticks: 0 }
            ? await NewsOfTodayAsync(state, key.Person, now, cancellationToken)
            : new DeliveryMode.Alone();
    }

    /// <summary>What is due for a person today, as a list.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="shown">How many of it were shown before.</param>
    public async Task<ListView> DueListAsync(PersonId person, DateTimeOffset now, int shown, CancellationToken cancellationToken) =>
        DueList(
            await DueOnAsync(person, CatalogTime.Today(now, catalog.Current.TimeZone), now, cancellationToken),
            now,
            await ProofsForAsync(person, cancellationToken),
            shown);

    private async Task<DeliveryMode> DueAsync(
        ExceptionState state, OutboxMessage notice, NotificationKind.Asked asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var person = notice.Key.Person;
        // The day it fell due, which is not today after an outage: what fell due together is told together then too.
        var current = catalog.Current;
        var fell = state.Grant is { } grant
            ? OwnerAgenda.At(asked.Question, grant.ExpiresOn.AddDays(-asked.DaysBefore), state, current) : now;
        var day = CatalogTime.Today(fell, current.TimeZone);
        IReadOnlyList<(ExceptionState State, OwnerAsk Ask)>? due = null;
        if (!_counted.TryGetValue((person, day), out var counted) || counted.Until <= now)
        {
            due = await DueOnAsync(person, day, now, cancellationToken);
            counted = (now + CountHolds, due.Count > MostAlone && due.DistinctBy(one => one.State.Id).Skip(1).Any());
            Remember((person, day), counted);
        }

        if (!counted.Many)
        {
            return new DeliveryMode.Alone();
        }

        // The host that claims it tells all of it, what others leave to it included. If it dies over that, the message it came for is still
        // to be sent and leads here again.
        var claim = $"digest|{day:yyyy-MM-dd}";
        return await OnceAsync(
            notice,
            claim,
            async () =>
            {
                due ??= await DueOnAsync(person, day, now, cancellationToken);
                return await SendAsync(person, () => DueList(due, now, []), "", now, cancellationToken);
            },
            now,
            cancellationToken);
    }

    private async Task<DeliveryMode> NewsOfTodayAsync(
        ExceptionState state, PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (calendar, zone) = (catalog.Current.Calendar, catalog.Current.TimeZone);
        var today = CatalogTime.Today(now, zone);
        for (var slot = 1; slot <= MostAlone; slot++)
        {
            var claim = $"news|{today:yyyy-MM-dd}|{slot}";
            if (await people.OnceAsync(
                person, claim, () => Task.FromResult(true), happened => happened, otherwise: false, cancellationToken))
            {
                return new DeliveryMode.Alone();
            }
        }

        var digest = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await index.ProjectAsync([new IndexEntry(IndexHeading.NewsOf(person, digest), state.SubmittedAt, state.Id)], [], cancellationToken);
        return new DeliveryMode.Later(calendar.Morning(calendar.OnOrAfter(today.AddDays(1)), zone), digest);
    }

    private async Task<DeliveryMode> NewsAsync(OutboxMessage notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (person, digest) = (notice.Key.Person, notice.Digest);
        return await OnceAsync(
            notice,
            $"newsDigest|{digest}",
            async () =>
            {
                var news = await NewsOfAsync(person, digest, cancellationToken);
                return await SendAsync(person, () => NewsList(news, digest), digest, now, cancellationToken);
            },
            now,
            cancellationToken);
    }

    /// <summary>What a policy owner was told of in the digest of a day, as a list.</summary>
    /// <param name="person">The policy owner.</param>
    /// <param name="day">The day, <c>2027-02-15</c>.</param>
    /// <param name="shown">How many of it were shown before.</param>
    public async Task<ListView> NewsListAsync(PersonId person, string day, int shown, CancellationToken cancellationToken) =>
        NewsList(await NewsOfAsync(person, day, cancellationToken), day, shown);

    private Task<IReadOnlyList<ExceptionState>> NewsOfAsync(PersonId person, string day, CancellationToken cancellationToken) =>
        indexed.FindAsync(
            IndexHeading.NewsOf(person, day), IndexedExceptions.All, cancellationToken,
            keep: state => Access.CanSee(state, Subject.From(catalog.Current, state, person)));

    private static ListView NewsList(IReadOnlyList<ExceptionState> news, string day, int shown = 0) => List(
        Words.NewsDigestHeading.With(Phrases.Count(news.Count)),
        Words.NewsDigestText,
        news.Select(state => Line(state, Phrases.Sentence(state))),
        ShowMore.News(day),
        shown);

    // A host that tries a message again may have died over the digest: whether the digest is out is known once its claim has run out.
    private Task<DeliveryMode> OnceAsync(
        OutboxMessage notice, string claim, Func<Task<DeliveryMode>> sendAsync, DateTimeOffset now, CancellationToken cancellationToken) =>
        people.OnceAsync(
        notice.Key.Person,
        claim,
        sendAsync,
        mode => mode is DeliveryMode.Told,
        otherwise: notice.Attempts > 1 ? new DeliveryMode.Later(now + IPeople.ClaimHolds, notice.Digest) : new DeliveryMode.Told(),
        cancellationToken);

    private async Task<DeliveryMode> SendAsync(
        PersonId person, Func<ListView> render, string digest, DateTimeOffset now, CancellationToken cancellationToken) =>
        await direct.NotifyAsync(person, render, cancellationToken) switch
        {
            { Sent: true } => new DeliveryMode.Told(),
            { Again: { } pause } => new DeliveryMode.Later(now + pause, digest),
            _ => new DeliveryMode.Alone(),
        };

    private async Task<IReadOnlyList<(ExceptionState State, OwnerAsk Ask)>> DueOnAsync(
        PersonId person, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        return
        [
            .. (await indexed.FindAsync(
                IndexHeading.ForPerson(person), IndexedExceptions.All, cancellationToken,
                keep: state => state.Owner == person && OwnerAgenda.Due(state, current, now).Any()))
                .SelectMany(
                    state => OwnerAgenda.Due(state, current, now).Where(ask => CatalogTime.Today(ask.At, current.TimeZone) == day),
                    (state, ask) => (state, ask))
                .OrderBy(due => Phrases.LastDay(due.state)).ThenBy(due => due.state.Id.Value, StringComparer.Ordinal),
        ];
    }

    // What owners showed and the person is to look at, the oldest first.
    private async Task<IReadOnlyList<ExceptionState>> ProofsForAsync(PersonId person, CancellationToken cancellationToken) =>
    [
        .. (await indexed.FindAsync(
            IndexHeading.WaitingFor(person), IndexedExceptions.All, cancellationToken,
            keep: state => Access.WhyNotJudgeProof(state, Subject.From(catalog.Current, state, person)) is null))
            .OrderBy(state => state.ProofSince),
    ];

    private ListView DueList(
        IReadOnlyList<(ExceptionState State, OwnerAsk Ask)> due, DateTimeOffset now, IReadOnlyList<ExceptionState> proofs,
        int shown = 0) => due.Count + proofs.Count == 0
        ? List(Words.DueNothing, null, [])
        : List(
            due.Count + proofs.Count == 1 ? Words.DueHeadingOne : Words.DueHeading.With(Phrases.Count(due.Count + proofs.Count)),
            Words.DueText,
            due.GroupBy(one => one.State.Id)
                .Select(one => Line(
                    one.First().State,
                    string.Join("\n", one.Select(thing => OwnerScreens.What(thing.State, thing.Ask, catalog.Current, now)))))
                .Concat(proofs.Select(state => Line(
                    state, Words.DueProof.With(CatalogTime.Say(state.ProofSince!.Value, catalog.Current.TimeZone))))),
            ShowMore.Due,
            shown);

    private static ListLine Line(ExceptionState state, string text) =>
        new($"{state.Id} · {state.Content!.Title}", $"{Phrases.Status(state)}. {text}", Phrases.Button(Verbs.Status, Words.Open, state))
        {
            IsConfidential = state.Content.Confidential,
        };

    private static ListView List(string heading, string? text, IEnumerable<ListLine> lines, string? list = null, int shown = 0)
    {
        var all = lines.ToList();
        var before = shown < all.Count ? shown : 0;
        var some = all.Skip(before).Take(MostLines).ToList();
        return new ListView
        {
            Summary = heading,
            Heading = ShowMore.Heading(heading, before, some.Count, all.Count),
            Intro = text is null ? [] : [TextPart.Paragraph(text)],
            Lines = some,
            Actions = list is not null && ShowMore.Offer(list, before + some.Count, all.Count) is { } more ? [more] : [],
        };
    }

    private void Remember((PersonId Person, DateOnly Day) key, (DateTimeOffset Until, bool Many) counted)
    {
        if (_counted.Count > 10_000)
        {
            _counted.Clear(); // it costs a count each, nothing else
        }

        _counted[key] = counted;
    }
}

/// <summary>How a message is told.</summary>
public abstract record DeliveryMode
{
    private DeliveryMode()
    {
    }

    /// <summary>As a message of its own.</summary>
    public sealed record Alone : DeliveryMode;

    /// <summary>As a line of a digest that is out.</summary>
    public sealed record Told : DeliveryMode;

    /// <summary>Not yet.</summary>
    /// <param name="At">When (UTC) to look again.</param>
    /// <param name="Digest">The day whose digest tells it; empty for none.</param>
    public sealed record Later(DateTimeOffset At, string Digest) : DeliveryMode;
}
