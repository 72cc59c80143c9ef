using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Begins requests by chat: one draft for each exception that a sentence asks for, and one after the other.</summary>
public sealed class ChatBeginning(
    IDrafts drafts, AbandonedDrafts abandoned, DraftFactory factory, ICatalog catalog, ChatDialogue dialogue, Reachability reachability,
    IBackgroundTasks background)
{
    /// <summary>Begins what a text asks for, and asks the first question.</summary>
    /// <param name="turn">Who wrote it.</param>
    /// <param name="text">The text.</param>
    /// <param name="proposal">What a model reads in it; null for nothing.</param>
    /// <param name="policy">The policy that was chosen; null where the text says which.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> BeginAsync(
        Interaction turn, string text, RequestProposal? proposal, Policy? policy, CancellationToken cancellationToken)
    {
        var (asked, isConfidential) = ConfidentialWords.TakeLead(text);
        var parts = policy is null ? SeveralRequests.Split(asked, catalog.Current, dialogue.Today) : [new RequestPart(asked, policy)];
        var defaults = await factory.DefaultsAsync(turn.Person, cancellationToken);
        var begun = parts.Select(part => Begin(
            turn, text, part with { IsConfidential = isConfidential }, parts.Count == 1 ? proposal : null, defaults)).ToList();
        for (var later = 1; later < begun.Count; later++)
        {
            var draft = begun[later].Draft;
            draft = draft with
            {
                Talk = draft.Talk! with { After = begun[later - 1].Draft.Id.Value, Open = "" },
                UpdatedAt = draft.UpdatedAt.AddMilliseconds(-later), // the first one is the one that is talked about
            };
            await abandoned.ExpectAsync(draft, cancellationToken);
            await drafts.WriteAsync(draft, cancellationToken);
        }

        return await dialogue.BeginAsync(
            turn,
            begun[0],
            draft => abandoned.ExpectAsync(draft, cancellationToken),
            begun.Count == 1 ? null
                : Words.TalkSeveralBegun.With(begun.Count, string.Join(", ", begun.Skip(1).Select(one => NameOf(one.Draft)))),
            cancellationToken);
    }

    /// <summary>Goes on with the request that waits for one that was sent or dropped.</summary>
    /// <returns>Null: none waits.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer?> GoOnAfterAsync(Interaction turn, ExceptionId done, string? said, CancellationToken cancellationToken)
    {
        var open = await drafts.TalksAsync(turn.Person, cancellationToken);
        if (open.Any(draft => draft.Id == done) || open.FirstOrDefault(draft => draft.Talk?.After == done.Value) is not { } next)
        {
            return null;
        }

        var answer = await dialogue.ChangeAsync(
            turn,
            next,
            (_, now, _) => Interpretation.AskAgain(now with { Talk = now.Talk! with { After = null } }),
            cancellationToken);
        var words = Words.TalkNextBegun.With(NameOf(next));
        return answer with { View = answer.View with { Done = said is null ? words : $"{said} {words}" } };
    }

    /// <summary>Asks on with the request that waits for one that was sent, in a message of its own.</summary>
    internal void OfferAfter(Interaction turn, ExceptionId sent)
    {
        var spoken = Languages.Current;
        background.Run(async cancellationToken =>
        {
            using var language = Languages.Use(spoken);
            var to = turn.Sender.Account;
            var by = turn with { Sender = new Sender(to, Private: true, null) };
            if (await GoOnAfterAsync(by, sent, null, cancellationToken) is { } next
                && reachability.ChannelOf(to.Account.Channel) is { } channel
                && await channel.SendAsync(to, channel.Draw(next.View), "", cancellationToken) is SendOutcome.Sent message)
            {
                next.Arrived(message.Message);
            }
        });
    }

    private Interpretation Begin(
        Interaction turn, string text, RequestPart part, RequestProposal? proposal, Dictionary<string, string> defaults)
    {
        var (current, today) = (catalog.Current, dialogue.Today);
        var empty = new Draft
        {
            Id = factory.NewId(),
            Person = turn.Person,
            Purpose = DraftPurpose.New,
            Inputs = defaults,
            Talk = new ChatState { Said = text },
            UpdatedAt = dialogue.Now,
        };
        var byRules = RequestWords.Read(part.Text, current, today);
        var (rest, changes) = SeveralChanges.TakeNamed(
            current, empty, EarlyAnswers.WithoutLabelled(part.Text, byRules.Policies is [var named] ? named : null), today);
        if (rest != part.Text)
        {
            byRules = RequestWords.Read(rest, current, today) with { Policies = byRules.Policies, AsksForOne = byRules.AsksForOne };
        }

        var understood = proposal?.MergeWith(byRules, part.Text, current, today) ?? byRules;
        understood = understood with { IsConfidential = understood.IsConfidential || part.IsConfidential };
        understood = part.Policy is null ? understood : understood with { Policies = [part.Policy], AsksForOne = true };
        return MessageInterpreter.Begin(
            current,
            changes.Aggregate(new Interpretation(empty), (heard, change) => SeveralChanges.Fill(current, heard, change, today)),
            understood,
            part.Text,
            today);
    }

    private string NameOf(Draft draft) =>
        MessageInterpreter.PolicyOf(catalog.Current, draft) is { } policy ? $"{draft.Id} ({policy.Name})" : draft.Id.Value;
}
