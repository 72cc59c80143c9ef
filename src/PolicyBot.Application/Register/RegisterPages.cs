using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Register;

/// <summary>What the register page shows a person: the same as the chat, and no more than they may see.</summary>
public sealed class RegisterPages(
    IEventStore store, ExceptionLists lists, RetiredExceptions retired, ICatalog catalog, TimeProvider time)
{
    /// <summary>How many lines a page has.</summary>
    public const int MostRows = 50;

    /// <summary>A list.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="query">What for.</param>
    /// <param name="after">The place after which an earlier page goes on; empty for the beginning.</param>
    /// <param name="shown">How many of what is found there were shown before.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<RegisterList> ListAsync(
        PersonId person, ListQuery query, string after, int shown, CancellationToken cancellationToken)
    {
        var found = await lists.FindAsync(person, query, after, cancellationToken);
        var before = shown < found.States.Count ? shown : 0; // fewer may be found than when the address was made
        return new RegisterList(
            [.. found.States.Skip(before).Take(MostRows).Select(RowOf)],
            before, found.States.Count, FoundScreen.Understood(query), found.Unknown, found.LookedThrough, found.Of, found.Next)
        {
            HasEnded = !query.IsLive,
        };
    }

    /// <summary>Says of an exception whether a list would show it to who asks, provided that they may see it: for an export.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="query">What for.</param>
    public Func<ExceptionState, bool> Filter(PersonId person, ListQuery query)
    {
        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        return state => ExceptionLists.IsFound(state, query, asker);
    }

    /// <summary>One exception, with all that was frozen with it.</summary>
    /// <returns>Null: there is none, or the person may not see it; which of these it is they are not told.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<RegisterRecord?> ReadAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        var asker = new Asker(person, catalog.Current, time.GetUtcNow());
        if (!ExceptionId.TryParse(typedId, out var id)
            || await store.ReadAsync(id, cancellationToken) is not { } record
            || !ExceptionScreen.MaySee(record.Head.State, asker))
        {
            return null;
        }

        var shown = await store.ShowToAsync(record, asker.WithRoles, cancellationToken);
        var state = shown.Head.State;
        return new RegisterRecord(
            RowOf(state),
            StatusScreen.Render(state, asker.Catalog, person, asker.Now) with
            {
                Fault = RecordWarning.For(record, asker),
            },
            WhyScreen.Render(state, asker.Catalog),
            HistoryScreen.Render(shown, asker.Catalog));
    }

    /// <inheritdoc cref="RetiredExceptions.SayAsync"/>
    public Task<string?> SayRetiredAsync(PersonId person, string typedId, CancellationToken cancellationToken) =>
        retired.SayAsync(person, typedId, cancellationToken);

    // The day by which the list is in order.
    private string Ends(ExceptionState state)
    {
        var day = CatalogTime.Say(Phrases.EndDay(state, catalog.Current));
        return state.IsOpen ? Words.EndsUnlessDecided.With(day) : day;
    }

    private RegisterRow RowOf(ExceptionState state)
    {
        var content = state.Content!;
        return new RegisterRow(
            state.Id, content.Title, Phrases.Status(state), state.Risk,
            state.Risk?.InWords() ?? (state.Origin is null ? "" : Words.RiskNotAssessed),
            Phrases.Policy(state, catalog.Current), state.RequesterName, catalog.Current.NameOf(state.Owner),
            Ends(state), CatalogTime.Say(CatalogTime.Today(state.SubmittedAt, catalog.Current.TimeZone)),
            content.Confidential);
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Rows">Its lines.</param>
/// <param name="Before">How many of what was found come before them.</param>
/// <param name="Found">How many were found among what was looked through.</param>
/// <param name="Understood">What was looked for, in words.</param>
/// <param name="Unknown">Words that lead to nothing.</param>
/// <param name="LookedThrough">How many that the person may see were looked through.</param>
/// <param name="Of">How many of them there are, from the beginning; 0: it is not known.</param>
/// <param name="Next">The place after which there may be more; empty: there is none.</param>
public sealed record RegisterList(
    IReadOnlyList<RegisterRow> Rows, int Before, int Found, string Understood, IReadOnlyList<string> Unknown, int LookedThrough, int Of,
    string Next)
{
    /// <summary>What has ended is asked for: those that were moved out are not among it.</summary>
    public bool HasEnded { get; init; }
}

/// <summary>A line of a list, in words.</summary>
/// <param name="Id">The exception.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Risk">The label; null: there is none yet.</param>
/// <param name="RiskWords">The label in words, or why there will be none; empty: there is none yet.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Requester">Who asked.</param>
/// <param name="Owner">Who is accountable.</param>
/// <param name="Ends">The day on which it ended, ends, or lapses unless it is decided.</param>
/// <param name="Sent">The day it was sent.</param>
/// <param name="Confidential">Whether it is confidential.</param>
public sealed record RegisterRow(
    ExceptionId Id, string Title, string Status, RiskLabel? Risk, string RiskWords, string Policy, string Requester, string Owner,
    string Ends, string Sent, bool Confidential);

/// <summary>One exception, as views.</summary>
/// <param name="Row">What a list shows of it.</param>
/// <param name="Status">How it stands, and what was decided on.</param>
/// <param name="Why">Why these people decide.</param>
/// <param name="History">What happened, oldest first.</param>
public sealed record RegisterRecord(RegisterRow Row, StatusView Status, StatusView Why, StatusView History);
