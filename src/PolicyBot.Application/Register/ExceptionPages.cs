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
    public ListView Help() => HelpScreen.Render(catalog.Current);

    /// <summary>What the person asked for or owns, newest first.</summary>
    public async Task<Answer> MineAsync(PersonId person, CancellationToken cancellationToken)
    {
        var found = await indexed.FindAsync(IndexHeading.Of(person), MostLines, cancellationToken);
        var states = found.Where(state => state.IsParty(person)).ToList();
        return new Answer(new ListView
        {
            Summary = Words.MyRequests,
            Heading = Words.MyRequests,
            Intro = states.Count == 0 ? [TextPart.Paragraph(Words.NoRequests)] : [],
            Lines = [.. states.Select(Line)],
            Actions = [new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, IgnoresInputs = true }],
        });
    }

    /// <summary>How one exception stands; without an id, what the person has.</summary>
    public async Task<Answer> StatusAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        if (typedId.Length == 0)
        {
            return await MineAsync(person, cancellationToken);
        }

        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        return ExceptionId.TryParse(typedId, out var id)
            && await store.ReadHeadAsync(id, cancellationToken) is { State: var state }
            && ExceptionScreen.MaySee(state, asker)
                ? new Answer(ExceptionScreen.Render(state, asker), id)
                : NotFound();
    }

    /// <summary>What happened to one exception; without an id, what the person has.</summary>
    public async Task<Answer> HistoryAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        if (typedId.Length == 0)
        {
            return await MineAsync(person, cancellationToken);
        }

        return ExceptionId.TryParse(typedId, out var id)
            && await store.ReadAsync(id, cancellationToken) is { } record
            && ExceptionScreen.MaySee(record.Head.State, new Asker(person, catalog.Current, time.GetUtcNow()))
                ? new Answer(HistoryScreen.Of(record, catalog.Current))
                : NotFound();
    }

    private static Answer NotFound() => new(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())));

    private static ListLine Line(ExceptionState state) =>
        new($"{state.Id} · {Phrases.Status(state)}", Phrases.Sentence(state), Phrases.Button(Verbs.Status, Words.Open, state));
}
