using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>Reads what a person may see: help, their requests, lists in their words, one exception, its history.</summary>
public sealed class ExceptionPages(
    IEventStore store,
    IndexedExceptions indexed,
    ExceptionLists lists,
    RetiredExceptions retired,
    ICatalog catalog,
    IRegisterOffer register,
    TimeProvider time)
{
    private const int MostLines = 15;

    /// <summary>What PolicyBot can do.</summary>
    public ListView Help(PersonId person) => HelpScreen.Render(catalog.Current, person, register.IsOffered(person));

    /// <summary>
    /// What the person has begun and not sent, and what they asked for or own: what waits for them first, then what is under review or in
    /// force, the newest first among each.
    /// </summary>
    /// <param name="person">Whose.</param>
    /// <param name="shown">How many of them were shown before.</param>
    public async Task<Answer> MineAsync(PersonId person, int shown, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await indexed.FindAsync(
            IndexHeading.ForPerson(person), IndexedExceptions.All, cancellationToken, keep: state => state.IsParty(person));
        var all = found
            .OrderBy(state => state.WaitsFor(person) ? 0 : state.IsOpen || state.IsRunning || state.IsInForce(now) ? 1 : 2) // is stable
            .ToList();
        var before = shown < all.Count ? shown : 0;
        var begun = before > 0 ? []
            : (await lists.FindDraftsAsync(person, cancellationToken)).Where(draft => draft.IsBegun)
                .OrderByDescending(draft => draft.UpdatedAt).ThenByDescending(draft => draft.Id.Value, StringComparer.Ordinal).ToList();
        var states = all.Skip(before).Take(MostLines).ToList();
        return new Answer(new ListView
        {
            Summary = Words.MyRequests,
            Heading = ShowMore.Heading(Words.MyRequests, before, states.Count, all.Count),
            Intro = states.Count + begun.Count == 0 ? [TextPart.Paragraph(Words.NoRequests)] : [],
            Lines =
            [
                .. begun.Take(MostLines).Select(draft => UnsentScreen.Line(catalog.Current, draft)),
                .. states.Select(state => Line(state, catalog.Current)),
            ],
            Actions =
            [
                .. ShowMore.Offer(ShowMore.Mine, before + states.Count, all.Count) is { } more ? [more] : Array.Empty<CardAction>(),
                new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, IgnoresInputs = true },
            ],
        });
    }

    /// <inheritdoc cref="ExceptionLists.ShowAsync"/>
    public async Task<ListView> ListAsync(
        PersonId person, ListQuery query, string after, int shown, CancellationToken cancellationToken) =>
        await retired.SayAsync(person, query.Text.Split(' ')[^1], cancellationToken) is { } sentence
            ? ListView.Sentence(sentence)
            : await lists.ShowAsync(person, query, after, shown, cancellationToken);

    /// <summary>How one exception stands; without an id, what the person has.</summary>
    public async Task<Answer> StatusAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        if (typedId.Length == 0)
        {
            return await MineAsync(person, 0, cancellationToken);
        }

        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        if (!ExceptionId.TryParse(typedId, out var id)
            || await store.ReadHeadAsync(id, cancellationToken) is not { State: var state } head
            || !ExceptionScreen.MaySee(state, asker))
        {
            return await NotFoundAsync(person, typedId, cancellationToken);
        }

        var warning = RecordWarning.IsFor(asker) && await store.ReadAsync(id, cancellationToken) is { } record
            ? RecordWarning.For(record, asker) : RecordWarning.For(head, asker);
        var shown = await store.ShowToAsync(state, asker.WithRoles, cancellationToken);
        return new Answer(ExceptionScreen.Render(shown, asker) with { Fault = warning }, id);
    }

    /// <summary>Why the people who decide on one exception do.</summary>
    public async Task<Answer> WhyAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) =>
        await store.ReadHeadAsync(id, cancellationToken) is { State: var state }
        && ExceptionScreen.MaySee(state, new Asker(person, catalog.Current, time.GetUtcNow()))
            ? new Answer(WhyScreen.Render(state, catalog.Current))
            : await NotFoundAsync(person, id.Value, cancellationToken);

    /// <summary>What happened to one exception; without an id, what the person has.</summary>
    public async Task<Answer> HistoryAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        if (typedId.Length == 0)
        {
            return await MineAsync(person, 0, cancellationToken);
        }

        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        return ExceptionId.TryParse(typedId, out var id)
            && await store.ReadAsync(id, cancellationToken) is { } record
            && ExceptionScreen.MaySee(record.Head.State, asker)
                ? new Answer(
                    HistoryScreen.Render(await store.ShowToAsync(record, asker.WithRoles, cancellationToken), catalog.Current) with
                    {
                        Fault = RecordWarning.For(record, asker),
                    })
                : await NotFoundAsync(person, typedId, cancellationToken);
    }

    /// <summary>What a person asked for or owns that offers them a button.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="verb">What the button does, as they said it.</param>
    /// <param name="policies">The ids of the policies that they named; none: all.</param>
    internal async Task<IReadOnlyList<(ExceptionState State, CardAction Button)>> PressableAsync(
        PersonId person, string verb, IReadOnlyList<string> policies, CancellationToken cancellationToken)
    {
        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        var theirs = await indexed.FindAsync(
            IndexHeading.ForPerson(person), IndexedExceptions.All, cancellationToken, keep: state => state.IsParty(person)
                && (policies.Count == 0 || policies.Contains(state.Content!.PolicyId, StringComparer.OrdinalIgnoreCase)));
        return
        [
            .. theirs.Select(state => (state, StatusButtons.Offered(state, asker).FirstOrDefault(action => IsOf(action, verb))!))
                .Where(one => one.Item2 is not null),
        ];
    }

    /// <summary>The card of what was found, with its button, or which of several is meant: words alone change nothing.</summary>
    internal async Task<Answer> ToPressAsync(
        PersonId person, IReadOnlyList<(ExceptionState State, CardAction Button)> found, string verb, IReadOnlyList<string> policies,
        CancellationToken cancellationToken)
    {
        if (found is not [var (state, button)])
        {
            return new Answer(AnswerScreen.Which(found, 0, verb, policies));
        }

        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        var shown = await store.ShowToAsync(state, asker.WithRoles, cancellationToken);
        return new Answer(
            StatusScreen.Render(shown, asker.Catalog, person, asker.Now) with { Done = Words.AnswerPress.With(button.Title) }, state.Id);
    }

    /// <summary>
    /// Whether a button does what a person said: what is in force is closed, what is not decided withdrawn, and people say both of both.
    /// </summary>
    internal static bool IsOf(CardAction action, string verb) =>
        action.Verb == verb || verb is Verbs.AskClose or Verbs.AskWithdraw && action.Verb is Verbs.AskClose or Verbs.AskWithdraw;

    private async Task<Answer> NotFoundAsync(PersonId person, string typedId, CancellationToken cancellationToken) =>
        new(ListView.Sentence(await retired.SayAsync(person, typedId, cancellationToken) ?? Words.RefusedNotFound));

    internal static ListLine Line(ExceptionState state, PolicyCatalog catalog) => new(
        $"{state.Id} · {Phrases.Status(state)}{Phrases.Mark(state.Content!)}",
        $"{Phrases.Listed(state, catalog)}\n{Phrases.Policy(state, catalog)}",
        Phrases.Button(Verbs.Status, Words.Open, state));
}
