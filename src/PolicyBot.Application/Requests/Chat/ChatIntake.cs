using System.Diagnostics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// A request by talking: free text begins a draft with what could be understood, then one question comes at a time, and the end is the preview that the form has too.
/// It is the form's draft: whoever talks can go on in the form, and back. Nothing is kept here between two messages.
/// </summary>
public sealed class ChatIntake(
    IDrafts drafts,
    AbandonedDrafts left,
    IIdSource ids,
    ICatalog catalog,
    RequestDesk requests,
    RequestSubmission submission,
    DraftScreens screens,
    PreviewRenewal renewal,
    RequestUnderstanding reading,
    TimeProvider time) : IButtonHandler
{
    /// <inheritdoc />
    public IReadOnlyList<string> Handled { get; } = [Verbs.TalkAnswer, Verbs.TalkBack, Verbs.TalkWith];

    /// <summary>How long words are taken to be about the request that was talked about last, where there are several.</summary>
    public static readonly TimeSpan StaysWith = TimeSpan.FromMinutes(30);

    private const int LongEnoughToKeep = 60;
    private const int Remembered = 9;

    private DateOnly Today => CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone);

    /// <summary>What PolicyBot can do, and in the middle of a talk how to steer it.</summary>
    public async Task<Answer> HelpAsync(Interaction turn, CancellationToken cancellationToken)
    {
        var help = HelpScreen.Render(catalog.Current);
        try
        {
            return new Answer((await drafts.TalksAsync(turn.Person, cancellationToken)).Count == 0 ? help : help with
            {
                Lines =
                [
                    new ListLine("back", Words.TalkHelpBack, null), new ListLine("cancel", Words.TalkHelpCancel, null), new ListLine("form", Words.TalkHelpForm, null), .. help.Lines,
                ],
            });
        }
        catch (StoreUnavailableException)
        {
            return new Answer(help); // which needs no store
        }
    }

    /// <summary>Deals with words that are no command.</summary>
    /// <returns>Null: they are not about a request.</returns>
    public async Task<Answer?> SayAsync(Interaction turn, string text, CancellationToken cancellationToken) =>
        text.Length == 0 ? null
        : await GoOnAsync(turn, text, cancellationToken)
            ?? (IsAboutARequest(text) ? await BeginAsync(turn, text, cancellationToken) : null);

    /// <summary>Deals with words in the middle of a talk.</summary>
    /// <returns>Null: there is no talk.</returns>
    public async Task<Answer?> GoOnAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var open = (await drafts.TalksAsync(turn.Person, cancellationToken)).OrderByDescending(draft => draft.UpdatedAt).ThenByDescending(draft => draft.Id.Value, StringComparer.Ordinal).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        if (turn.Sender.Said.Length > 0 && open.Find(draft => draft.Talk!.Heard.Contains(turn.Sender.Said)) is { } known)
        {
            return known.Talk!.Pending is { } asked
                ? new Answer(ChatScreen.Which(catalog.Current, open, known, asked, Today))
                : await ChangeAsync(turn, known, Again, cancellationToken);
        }

        var (meant, said) = Meant(open, text);
        if (meant is not null)
        {
            if (TalkWords.Of(said) == TalkWish.Cancel)
            {
                await HeardByOthersAsync(turn, open.Where(draft => draft != meant), cancellationToken);
            }

            return await HearAsync(turn, meant, said, cancellationToken);
        }

        var holder = Kept(turn, open[0] with { Talk = open[0].Talk! with { Pending = text } }, open[0].Talk!.Open);
        await drafts.WriteAsync(holder, cancellationToken);
        return new Answer(ChatScreen.Which(catalog.Current, open, holder, text, Today));
    }

    /// <summary>Goes on with the request of a number.</summary>
    /// <returns>Null: the person is not talking about such a one.</returns>
    public async Task<Answer?> ShowAsync(Interaction turn, string number, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(number, out var id) && await drafts.ReadAsync(turn.Person, id, cancellationToken) is { Talk: not null } draft
            ? await ChangeAsync(turn, draft, Again, cancellationToken)
            : null;

    /// <summary>Deals with a button of a talk.</summary>
    public async Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken)
    {
        if (!ExceptionId.TryParse(press.Id, out var id))
        {
            return new Answer(ListView.Sentence(Phrases.Refusal(new Refusal.NotFound())));
        }

        var value = press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "";
        if (await drafts.ReadAsync(turn.Person, id, cancellationToken) is not { } draft)
        {
            return await requests.GoneAsync(turn, id, press.Verb, cancellationToken);
        }

        return press.Verb switch
        {
            Verbs.TalkBack => await ChangeAsync(turn, draft, Back, cancellationToken),
            Verbs.TalkWith => await ChosenAsync(turn, draft, value, cancellationToken),
            _ => await ChangeAsync(turn, draft, now => Pressed(now, value), cancellationToken),
        };
    }

    // The draft that was dropped can't say any more that it heard the word; worked on again, it must not drop another.
    private async Task HeardByOthersAsync(Interaction turn, IEnumerable<Draft> others, CancellationToken cancellationToken)
    {
        foreach (var other in others)
        {
            await drafts.TryReplaceAsync(Kept(turn, other, other.Talk!.Open) with { UpdatedAt = other.UpdatedAt }, cancellationToken);
        }
    }

    private bool IsAboutARequest(string text) =>
        text.Length >= LongEnoughToKeep || RequestWords.AsksForOne(text) || PolicyWords.Find(text, catalog.Current).Count > 0;

    /// <summary>The request that words are about, null where only the person can say; and the words, without its number where they begin with it.</summary>
    private (Draft? Draft, string Said) Meant(List<Draft> open, string text)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 2 && ExceptionId.TryParse(words[0].TrimEnd(',', ':'), out var id) && open.Find(draft => draft.Id == id) is { } named)
        {
            return (named, words[1]);
        }

        if (open[0].Talk!.Open != FieldIds.Policy && RequestWords.BeginsOne(text))
        {
            return (null, text); // a request of its own, or an answer that speaks of one
        }

        return (open.Count == 1 || time.GetUtcNow() - open[0].UpdatedAt < StaysWith ? open[0] : null, text);
    }

    private async Task<Answer> BeginAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var today = Today;
        var understood = await reading.ReadAsync(text, turn.Person, catalog.Current, today, cancellationToken);
        var heard = new Interpretation(new Draft
        {
            Id = ids.ExceptionId(),
            Person = turn.Person,
            Purpose = DraftPurpose.New,
            Inputs = await requests.DefaultsAsync(turn.Person, cancellationToken),
            Talk = new ChatState { Said = text },
            UpdatedAt = time.GetUtcNow(),
        });
        heard = MessageInterpreter.Fill(heard, understood);
        if (!understood.AsksForOne && understood.Policies.Count == 0 && heard.Noted.All(noted => noted == FieldIds.Justification))
        {
            heard = heard.With(FieldIds.Justification, text) with { Fault = Words.TalkKept }; // a long text in words that nobody here knows: it is what they have to say
        }

        heard = understood switch
        {
            { Policies.Count: > 1 } => heard.Unanswered(FieldIds.Policy, Words.TalkSeveralPolicies) with { Offers = [.. understood.Policies.Select(MessageInterpreter.OfPolicy)] },
            { Until: DayReading.OneOf two } => heard.Unanswered(FieldIds.ExpiresOn, Words.TalkWhichDay) with { Offers = [MessageInterpreter.OfDay(two.First), MessageInterpreter.OfDay(two.Second)] },
            _ => heard,
        };
        var (draft, view, ready) = await DecideAsync(turn, heard, cancellationToken);
        await left.ExpectAsync(draft, cancellationToken);
        await drafts.WriteAsync(draft, cancellationToken);
        return Answered(turn, draft, view with { Done = string.Join(' ', new[] { Words.TalkBegun.With(draft.Id), view.Done }.OfType<string>()) }, ready);
    }

    private async Task<Answer> HearAsync(Interaction turn, Draft draft, string text, CancellationToken cancellationToken)
    {
        switch (TalkWords.Of(text))
        {
            case TalkWish.Cancel:
                await drafts.RemoveAsync(turn.Person, draft.Id, cancellationToken);
                return new Answer(ListView.Sentence(Words.Discarded));
            case TalkWish.Form:
                return await requests.PressAsync(turn, new ButtonAction(Verbs.Edit, draft.Id.Value, 0, new Dictionary<string, string>()), cancellationToken);
            case TalkWish.Back:
                return await ChangeAsync(turn, draft, Back, cancellationToken);
            case TalkWish.Preview:
                return await ChangeAsync(turn, draft, now => new Interpretation(now) { Fault = NextQuestion.Of(catalog.Current, now, Today).Field.Length > 0 ? Words.TalkNotYet : Words.TalkPressSubmit }, cancellationToken);
            default:
                return await ChangeAsync(turn, draft, now => MessageInterpreter.Of(catalog.Current, now, text, Today), cancellationToken);
        }
    }

    private async Task<Answer> ChosenAsync(Interaction turn, Draft chosen, string value, CancellationToken cancellationToken)
    {
        var isNew = value == ChatScreen.New;
        var holder = isNew ? chosen : ExceptionId.TryParse(value, out var id) ? await drafts.ReadAsync(turn.Person, id, cancellationToken) : null;
        if (holder?.Talk?.Pending is not { } text)
        {
            return await ChangeAsync(turn, chosen, Again, cancellationToken); // pressed once more
        }

        // Only one press takes the words; another finds them gone.
        if (!await drafts.TryReplaceAsync(holder with { Talk = holder.Talk with { Pending = null } }, cancellationToken)
            || (await drafts.ReadAsync(turn.Person, chosen.Id, cancellationToken) ?? chosen) is var now && now.Talk is null)
        {
            return await ChosenAsync(turn, chosen, "", cancellationToken);
        }

        return isNew ? await BeginAsync(turn, text, cancellationToken) : await HearAsync(turn, now, text, cancellationToken);
    }

    private Interpretation Pressed(Draft draft, string value)
    {
        if (value.StartsWith(ChatScreen.Skip, StringComparison.Ordinal))
        {
            return MessageInterpreter.Skip(draft, value[ChatScreen.Skip.Length..]);
        }

        var parts = value.Split('=', 2);
        return parts is [var field, var answer] && field.Length > 0 ? MessageInterpreter.Answered(catalog.Current, draft, field, answer, Today) : Again(draft);
    }

    private static Interpretation Again(Draft draft) => new(draft) { Stays = draft.Talk!.Open.Length > 0 };

    private static Interpretation Back(Draft draft)
    {
        var talk = draft.Talk!;
        if (talk.Trail.Count == 0)
        {
            return new Interpretation(draft) { Fault = Words.TalkNoWayBack, Stays = talk.Open.Length > 0 };
        }

        var last = talk.Trail[^1];
        return new Interpretation(draft with { Talk = talk with { Open = last, Trail = [.. talk.Trail.SkipLast(1)], Skipped = [.. talk.Skipped.Where(skipped => skipped != last)] } }) { Stays = true };
    }

    private async Task<Answer> ChangeAsync(Interaction turn, Draft read, Func<Draft, Interpretation> hear, CancellationToken cancellationToken)
    {
        while (true)
        {
            var heard = hear(read.Talk is null ? read with { Talk = new ChatState() } : read);
            var (draft, view, ready) = await DecideAsync(turn, heard, cancellationToken);
            if (await drafts.TryReplaceAsync(draft, cancellationToken))
            {
                return Answered(turn, draft, view, ready);
            }

            // Two messages at once: the other one's answer stands, and this one is heard after it.
            if (await drafts.ReadAsync(read.Person, read.Id, cancellationToken) is not { } now)
            {
                return await requests.GoneAsync(turn, read.Id, Verbs.TalkAnswer, cancellationToken);
            }

            read = now;
        }
    }

    // A preview is redrawn when the model answers: in the card that was pressed, or in the message that answers typed words.
    private Answer Answered(Interaction turn, Draft draft, CardView view, Prepared.Ready? ready)
    {
        if (ready is not null && turn.Sender.Card is null)
        {
            return new Answer(view) { Sent = message => renewal.Start(turn with { Sender = turn.Sender with { Card = message } }, draft, ready) };
        }

        if (ready is not null)
        {
            renewal.Start(turn, draft, ready);
        }

        return new Answer(view);
    }

    /// <summary>The draft as it is to be kept, and what to show: the next question, or the preview.</summary>
    private async Task<(Draft Draft, CardView View, Prepared.Ready? Ready)> DecideAsync(Interaction turn, Interpretation heard, CancellationToken cancellationToken)
    {
        var today = Today;
        var (draft, field, wrong) = heard.Stays ? (heard.Draft, heard.Draft.Talk!.Open, null) : NextQuestion.Of(catalog.Current, heard.Draft, today);
        var fault = wrong is null ? null : FieldWords.Phrase(wrong);
        if (field.Length == 0)
        {
            var whole = Kept(turn, draft, "") with { Previewed = true };
            switch (await submission.PrepareAsync(whole, cancellationToken))
            {
                case Prepared.Ready ready:
                    return (whole, screens.Preview(whole, ready) with { Done = ChatScreen.Noted(catalog.Current, heard with { Draft = whole }, today), Fault = heard.Fault }, ready);
                case Prepared.Refused { Why: Refusal.OwnerDecides why }:
                    (field, fault) = (FieldIds.Owner, Phrases.Refusal(why));
                    break;
                case Prepared.Refused refused:
                    return (whole with { Previewed = false }, await screens.PreviewAsync(whole, refused, cancellationToken), null);
                case Prepared.Faulty faulty:
                    (field, fault) = (faulty.Faults.First().Key, FieldWords.Phrase(faulty.Faults.First().Value));
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        var asked = Kept(turn, draft, field) with { Previewed = false };
        return (asked, ChatScreen.Question(catalog.Current, heard with { Draft = asked }, fault, today), null);
    }

    private Draft Kept(Interaction turn, Draft draft, string open)
    {
        var heard = turn.Sender.Said.Length == 0 ? draft.Talk!.Heard : [.. draft.Talk!.Heard.Where(said => said != turn.Sender.Said).TakeLast(Remembered), turn.Sender.Said];
        return draft with { Talk = draft.Talk with { Open = open, Heard = heard }, UpdatedAt = time.GetUtcNow() };
    }
}
