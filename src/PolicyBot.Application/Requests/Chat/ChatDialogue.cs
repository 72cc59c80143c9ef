using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Goes on with a chat: keeps what was understood, and asks the next question or shows the preview.</summary>
public sealed class ChatDialogue(
    IDrafts drafts, ICatalog catalog, RequestPreparation preparation, DraftPages pages, PreviewRenewal previews,
    LivingPreviews living, TimeProvider time)
{
    private const int Remembered = 9;

    /// <summary>The instant (UTC).</summary>
    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Today in the catalog's time zone.</summary>
    internal DateOnly Today => CatalogTime.Today(Now, catalog.Current.TimeZone);

    /// <summary>Changes a draft that was read, and asks on.</summary>
    /// <param name="turn">Who said or pressed something.</param>
    /// <param name="read">The draft.</param>
    /// <param name="interpret">What it does to the draft; called again when the draft was changed meanwhile.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> ChangeAsync(
        Interaction turn, Draft read, Func<PolicyCatalog, Draft, DateOnly, Interpretation> interpret, CancellationToken cancellationToken)
    {
        while (true)
        {
            var heard = interpret(catalog.Current, read.Talk is null ? read with { Talk = new ChatState() } : read, Today);
            var (draft, view, ready) = await AskOnAsync(turn, heard, cancellationToken);
            if (await drafts.TryReplaceAsync(draft, cancellationToken))
            {
                living.Moved(turn, read);
                return AnswerWith(turn, draft, view, ready);
            }

            // Two messages at once: the answer to the other one stands, and this one is heard after it.
            if (await drafts.ReadAsync(read.Person, read.Id, cancellationToken) is not { } now)
            {
                return await FindGoneAsync(turn, read.Id, cancellationToken);
            }

            read = now;
        }
    }

    /// <summary>Keeps a new draft, and asks its first question.</summary>
    /// <param name="turn">Who began it.</param>
    /// <param name="heard">What was understood.</param>
    /// <param name="beforeAsync">What is done before it is kept.</param>
    /// <param name="also">What else the person is told; null for nothing.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> BeginAsync(
        Interaction turn, Interpretation heard, Func<Draft, Task> beforeAsync, string? also, CancellationToken cancellationToken)
    {
        var (draft, view, ready) = await AskOnAsync(turn, heard, cancellationToken);
        await beforeAsync(draft);
        await drafts.WriteAsync(draft, cancellationToken);
        var begun = also is null ? Words.TalkBegun.With(draft.Id) : $"{Words.TalkBegun.With(draft.Id)} {also}";
        return AnswerWith(turn, draft, view with { Done = view.Done is { } noted ? $"{begun} {noted}" : begun }, ready);
    }

    /// <summary>Goes on in the form.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> OpenFormAsync(Draft draft, CancellationToken cancellationToken)
    {
        await drafts.WriteAsync(draft.WithoutQuestion() with { Previewed = false, UpdatedAt = time.GetUtcNow() }, cancellationToken);
        return new Answer(await pages.FormAsync(draft, null, cancellationToken))
        {
            Sent = message => living.Answered(draft, message, () => { }),
        };
    }

    /// <summary>Answers a button of an older card: nothing is changed, and what stands is shown in its place.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task<Answer> ShowStandingAsync(Interaction turn, Draft draft, CancellationToken cancellationToken) =>
        ChangeAsync(
            turn,
            draft,
            (_, now, _) => Interpretation.AskAgain(now) with
            {
                // pressed twice, or the answer on its way: they see that themselves
                Fault = turn.Sender.Card?.IsSameAs(now.Living) == true ? null : Words.PressOutdated,
            },
            cancellationToken);

    /// <summary>Forgets a draft, and says so where it stood.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task DropAsync(Draft draft, CancellationToken cancellationToken)
    {
        await drafts.RemoveAsync(draft.Person, draft.Id, cancellationToken);
        living.Retire(draft, Words.Discarded.With(draft.Id));
    }

    /// <summary>What became of a draft that is gone.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> FindGoneAsync(Interaction turn, ExceptionId id, CancellationToken cancellationToken) =>
        await pages.SentAsync(turn.Person, id, null, cancellationToken) ?? new Answer(ListView.Sentence(Words.DraftGone.With(id)));

    /// <summary>The draft with its open question, and the words heard that were answered.</summary>
    /// <param name="turn">Who said them.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="open">The id of the field that is asked for; empty for none.</param>
    internal Draft Keep(Interaction turn, Draft draft, string open)
    {
        var (talk, said) = (draft.Talk!, turn.Sender.Said);
        var heard = said.Length == 0 ? talk.Heard : [.. talk.Heard.Where(known => known != said).TakeLast(Remembered), said];
        return draft with { Talk = talk with { Open = open, Heard = heard, Asked = talk.Asked + 1 }, UpdatedAt = time.GetUtcNow() };
    }

    /// <summary>Notes in the other drafts that a message was heard which drops one. Taken once more, it must not drop another.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task KeepHeardAsync(Interaction turn, IEnumerable<Draft> others, CancellationToken cancellationToken)
    {
        foreach (var other in others)
        {
            var kept = Keep(turn, other, other.Talk!.Open);
            await drafts.TryReplaceAsync(
                kept with { Talk = kept.Talk! with { Asked = other.Talk.Asked }, UpdatedAt = other.UpdatedAt }, cancellationToken);
        }
    }

    // A preview is redrawn when the model answers: in the card that was pressed, or in the message that answers typed words.
    private Answer AnswerWith(Interaction turn, Draft draft, CardView view, Prepared.Ready? ready)
    {
        if (turn.Sender is { Card: null, Dialog: null })
        {
            return new Answer(view)
            {
                Sent = message =>
                {
                    living.Answered(
                        draft,
                        message,
                        () =>
                        {
                            if (ready is not null)
                            {
                                previews.Start(turn with { Sender = turn.Sender with { Card = message } }, draft, ready, with: Said);
                            }
                        });
                },
            };
        }

        if (ready is not null)
        {
            previews.Start(turn, draft, ready, with: Said);
        }

        return new Answer(view);

        PreviewView Said(PreviewView preview) => preview with { Done = view.Done, Fault = view.Fault };
    }

    /// <summary>The draft as it is to be kept, and what to show: the next question, or the preview.</summary>
    private async Task<(Draft Draft, CardView View, Prepared.Ready? Ready)> AskOnAsync(
        Interaction turn, Interpretation heard, CancellationToken cancellationToken)
    {
        var today = Today;
        var (draft, field, wrong) = heard.Stays
            ? (heard.Draft, heard.Draft.Talk!.Open, null)
            : NextQuestion.Find(catalog.Current, heard.Draft, today);
        var fault = wrong is null ? null : FieldWords.Phrase(wrong);
        if (field.Length == 0)
        {
            var whole = LivingPreviews.PutInto(turn, Keep(turn, draft, "") with { Previewed = true });
            switch (await preparation.PrepareAsync(whole, cancellationToken))
            {
                case Prepared.Ready ready:
                    var noted = ChatScreen.Noted(catalog.Current, heard with { Draft = whole }, today);
                    return (whole.Shows(ready.Route), pages.Preview(whole, ready) with { Done = noted, Fault = heard.Fault }, ready);
                case Prepared.Refused { Why: Refusal.OwnerDecides why }:
                    (field, fault) = (FieldIds.Owner, Phrases.Refusal(why, catalog.Current));
                    break;
                case Prepared.Refused refused:
                    return (whole with { Previewed = false }, await pages.PreviewAsync(whole, refused, cancellationToken), null);
                case Prepared.Faulty faulty:
                    (field, fault) = (faulty.Faults.First().Key, FieldWords.Phrase(faulty.Faults.First().Value));
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        // The question takes the place of what was pressed, and what stood elsewhere is moved here.
        var asked = Keep(turn, draft, field) with { Previewed = false, Living = turn.Sender.Card is null ? draft.Living : null };
        asked = LivingPreviews.PutInto(turn, asked);
        return (asked, ChatScreen.Question(catalog.Current, heard with { Draft = asked }, fault, today), null);
    }
}
