using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>Reads what a person may see: help, their requests, one exception, its history.</summary>
public sealed class ExceptionPages(IEventStore store, IndexedExceptions indexed, ICatalog catalog, TimeProvider time)
{
    private const int MostLines = 15;

    /// <summary>What PolicyBot can do.</summary>
    public ListView Help(PersonId person) => HelpScreen.Render(catalog.Current, person);

    /// <summary>
    /// What the person asked for or owns: what waits for them first, then what is under review or in force, the newest first among each.
    /// </summary>
    /// <param name="person">Whose.</param>
    /// <param name="shown">How many of them were shown before.</param>
    public async Task<Answer> MineAsync(PersonId person, int shown, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = (await indexed.FindAsync(IndexHeading.ForPerson(person), IndexedExceptions.All, cancellationToken))
            .Where(state => state.IsParty(person))
            .OrderBy(state => state.WaitsFor(person) ? 0 : state.IsOpen || state.IsRunning || state.IsInForce(now) ? 1 : 2) // is stable
            .ToList();
        var before = shown < all.Count ? shown : 0;
        var states = all.Skip(before).Take(MostLines).ToList();
        return new Answer(new ListView
        {
            Summary = Words.MyRequests,
            Heading = ShowMore.Heading(Words.MyRequests, before, states.Count, all.Count),
            Intro = states.Count == 0 ? [TextPart.Paragraph(Words.NoRequests)] : [],
            Lines = [.. states.Select(state => Line(state, catalog.Current))],
            Actions =
            [
                .. ShowMore.Offer(ShowMore.Mine, before + states.Count, all.Count) is { } more ? [more] : Array.Empty<CardAction>(),
                new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, IgnoresInputs = true },
            ],
        });
    }

    /// <summary>How one exception stands; without an id, what the person has.</summary>
    public async Task<Answer> StatusAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        if (typedId.Length == 0)
        {
            return await MineAsync(person, 0, cancellationToken);
        }

        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        return ExceptionId.TryParse(typedId, out var id)
            && await store.ReadHeadAsync(id, cancellationToken) is { State: var state } head
            && ExceptionScreen.MaySee(state, asker)
                ? new Answer(ExceptionScreen.Render(state, asker) with { Fault = Broken(head) }, id)
                : NotFound();
    }

    /// <summary>Why the people who decide on one exception do.</summary>
    public async Task<Answer> WhyAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) =>
        await store.ReadHeadAsync(id, cancellationToken) is { State: var state }
        && ExceptionScreen.MaySee(state, new Asker(person, catalog.Current, time.GetUtcNow()))
            ? new Answer(WhyScreen.Render(state, catalog.Current))
            : NotFound();

    /// <summary>What happened to one exception; without an id, what the person has.</summary>
    public async Task<Answer> HistoryAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        if (typedId.Length == 0)
        {
            return await MineAsync(person, 0, cancellationToken);
        }

        return ExceptionId.TryParse(typedId, out var id)
            && await store.ReadAsync(id, cancellationToken) is { } record
            && ExceptionScreen.MaySee(record.Head.State, new Asker(person, catalog.Current, time.GetUtcNow()))
                ? new Answer(HistoryScreen.Of(record, catalog.Current) with { Fault = Broken(record.Head) })
                : NotFound();
    }

    private static string? Broken(StreamHead head) => head.BrokenAt > 0 ? Phrases.Refusal(new Refusal.RecordBroken()) : null;

    private static Answer NotFound() => new(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())));

    private static ListLine Line(ExceptionState state, PolicyCatalog catalog) => new(
        $"{state.Id} · {Phrases.Status(state)}",
        $"{Phrases.Sentence(state)}\n{Phrases.Policy(state, catalog)}",
        Phrases.Button(Verbs.Status, Words.Open, state));
}
