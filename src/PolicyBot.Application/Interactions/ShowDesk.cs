using System.Diagnostics;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>Shows how things stand: help, my requests, one exception, its history; and takes comments.</summary>
public sealed class ShowDesk(IEventStore register, IIndex index, ICatalog catalog, ExceptionCommits commits, AfterAnswer after, Digests digests, TimeProvider time)
{
    private const int MostLines = 15;

    /// <summary>A sentence and nothing else.</summary>
    public static ListView Plain(string sentence) => new() { Summary = sentence, Heading = sentence, Lines = [] };

    /// <summary>A refusal, above how the exception stands for somebody who may see it.</summary>
    internal static Answer Refused(CommitResult.Refused refused, PolicyCatalog catalog, Interaction turn, DateTimeOffset now) =>
        refused.State.Version == 0 || !Access.CanSee(refused.State, Subject.From(catalog, refused.State, turn.Person))
            ? new Answer(Plain(Phrases.Refusal(refused.State.Version == 0 ? refused.Why : new Refusal.NotFound())))
            : new Answer(StatusScreen.Of(refused.State, catalog, turn.Person, now) with { Fault = Phrases.Refusal(refused.Why) }, refused.State.Id);

    /// <summary>What PolicyBot can do.</summary>
    public ListView Help() => new()
    {
        Summary = Words.HelpHeading,
        Heading = Words.HelpHeading,
        Intro = [TextPart.Paragraph(Words.HelpText.With(catalog.Current.Organization))],
        Lines =
        [
            new ListLine("request", Words.HelpRequest, null),
            new ListLine("my requests", Words.HelpMine, null),
            new ListLine("approvals", Words.HelpApprovals, null),
            new ListLine("due", Words.HelpDue, null),
            new ListLine("delegate to EMAIL until DATE", Words.HelpDelegate, null),
            new ListLine("status PX-…", Words.HelpStatus, null),
            new ListLine("history PX-…", Words.HelpHistory, null),
        ],
        Actions =
        [
            new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, Look = ActionLook.Positive, IgnoresInputs = true },
            new CardAction { Verb = Verbs.Mine, Title = Words.MyRequests, IgnoresInputs = true },
        ],
    };

    /// <summary>What the person asked for or owns, newest first.</summary>
    public async Task<Answer> MineAsync(Interaction turn, CancellationToken cancellationToken)
    {
        var found = await index.FindAsync(IndexHeading.Of(turn.Person), MostLines, cancellationToken);
        var heads = await Task.WhenAll(found.Select(id => register.ReadHeadAsync(id, cancellationToken)));
        var states = heads.Select(head => head?.State).OfType<ExceptionState>().Where(state => state.IsParty(turn.Person)).ToList();
        return new Answer(new ListView
        {
            Summary = Words.MyRequests,
            Heading = Words.MyRequests,
            Intro = states.Count == 0 ? [TextPart.Paragraph(Words.NoRequests)] : [],
            Lines = [.. states.Select(state => new ListLine($"{state.Id} · {Phrases.Status(state)}", Phrases.Sentence(state), Phrases.Button(Verbs.Status, Words.Open, state)))],
            Actions = [new CardAction { Verb = Verbs.Request, Title = Words.NewRequest, IgnoresInputs = true }],
        });
    }

    /// <summary>What is due for the person today.</summary>
    public async Task<Answer> DueAsync(Interaction turn, CancellationToken cancellationToken) => new(await digests.DueListAsync(turn.Person, time.GetUtcNow(), cancellationToken));

    /// <summary>How one exception stands; without an id, what the person has.</summary>
    public async Task<Answer> StatusAsync(Interaction turn, string text, CancellationToken cancellationToken) =>
        text.Length == 0 ? await MineAsync(turn, cancellationToken)
        : await SeenAsync(turn, text, cancellationToken) is { } state ? Status(turn, state)
        : new Answer(Plain(Phrases.Refusal(new Refusal.NotFound())));

    /// <summary>What happened to one exception.</summary>
    public async Task<Answer> HistoryAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
        {
            return await MineAsync(turn, cancellationToken);
        }

        if (!ExceptionId.TryParse(text, out var id)
            || await register.ReadAsync(id, cancellationToken) is not { } record
            || !Access.CanSee(record.Head.State, Subject.From(catalog.Current, record.Head.State, turn.Person)))
        {
            return new Answer(Plain(Phrases.Refusal(new Refusal.NotFound())));
        }

        return new Answer(HistoryScreen.Of(record, catalog.Current));
    }

    /// <summary>Deals with a button that shows something, or takes a comment.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        switch (press.Verb)
        {
            case Verbs.Help:
                return new Answer(Help());
            case Verbs.Mine:
                return await MineAsync(turn, cancellationToken);
            case Verbs.History:
                return await HistoryAsync(turn, press.Id, cancellationToken);
            case Verbs.Status or Verbs.Details:
                return await SeenAsync(turn, press.Id, cancellationToken) is { } shown ? Status(turn, shown) : new Answer(Plain(Phrases.Refusal(new Refusal.NotFound())));
            case Verbs.AskComment:
                return await SeenAsync(turn, press.Id, cancellationToken) is { } about ? new Answer(CommentForm(about, null)) : new Answer(Plain(Phrases.Refusal(new Refusal.NotFound())));
            case Verbs.Comment:
                return await CommentAsync(turn, press, cancellationToken);
            default:
                throw new UnreachableException($"{press.Verb} shows nothing.");
        }
    }

    private async Task<Answer> CommentAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        var typed = press.Inputs.GetValueOrDefault(FieldIds.Comment) ?? "";
        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return new Answer(Plain(Phrases.Refusal(new Refusal.NotFound())));
        }

        switch (await commits.CommitAsync(
            id,
            _ => new ExceptionCommand.Remark(typed) { By = turn.Actor },
            null,
            cancellationToken))
        {
            case CommitResult.Committed committed:
                after.Settle(id, committed.Look);
                return Status(turn, committed.State);
            case CommitResult.Refused { Why: Refusal.TooShort or Refusal.TooLong } refused:
                return new Answer(ReasonForm.Faulty(CommentForm(refused.State, typed), refused.Why));
            case CommitResult.Refused refused:
                return Refused(refused, catalog.Current, turn, time.GetUtcNow());
            default:
                throw new UnreachableException();
        }
    }

    private async Task<ExceptionState?> SeenAsync(Interaction turn, string text, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(text, out var id)
        && await register.ReadHeadAsync(id, cancellationToken) is { } head
        && Access.CanSee(head.State, Subject.From(catalog.Current, head.State, turn.Person))
            ? head.State
            : null;

    // Whoever is asked to decide is shown what they decide on.
    private Answer Status(Interaction turn, ExceptionState state) => new(
        state.Review is { } review && review.Asked.Contains(turn.Person)
            ? ApprovalScreen.Of(state, catalog.Current)
            : StatusScreen.Of(state, catalog.Current, turn.Person, time.GetUtcNow()),
        state.Id);

    private static FormView CommentForm(ExceptionState state, string? typed) =>
        ReasonForm.Of(state, Words.CommentHeading, Words.CommentFieldLabel, Verbs.Comment, Words.Comment, ActionLook.Positive, 1, typed);
}
