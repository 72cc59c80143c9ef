using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// A request by chat: free text begins a draft with what could be understood, then one question comes at a time, and the end is the preview
/// that the form has too. It is the form's draft: a person can go on in the form, and back. Nothing is kept here between two messages.
/// </summary>
public sealed class ChatIntake(
    IDrafts drafts,
    ICatalog catalog,
    ChatBeginning beginning,
    ChatDialogue dialogue,
    RequestUnderstanding understanding,
    TimeProvider time)
{
    /// <summary>How long words are taken to be about the request that was talked about last, where there are several.</summary>
    public static readonly TimeSpan StaysWith = TimeSpan.FromMinutes(30);

    private const int LongEnoughToKeep = 60;
    private const int LongestChoice = 100;

    /// <summary>What PolicyBot can do, and in the middle of a chat how to steer it.</summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="help">What it can do.</param>
    public async Task<Answer> HelpAsync(Interaction turn, ListView help, CancellationToken cancellationToken)
    {
        try
        {
            return new Answer((await drafts.TalksAsync(turn.Person, cancellationToken)).Count == 0 ? help : help with
            {
                Intro =
                [
                    new TextPart(Words.TalkHelpBackTyped, Words.TalkHelpBack),
                    new TextPart(Words.TalkHelpCancelTyped, Words.TalkHelpCancel),
                    new TextPart(Words.TalkHelpFormTyped, Words.TalkHelpForm),
                    new TextPart(Words.TalkHelpConfidentialTyped, Words.TalkHelpConfidential),
                    .. help.Intro.Skip(1).Where(part => part.Label != Words.HelpDelegateTyped), // what PolicyBot is for they know
                ],
            });
        }
        catch (StoreUnavailableException)
        {
            return new Answer(help); // which needs no store
        }
    }

    /// <summary>What a person's words are, before they are answered.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Heard> ListenAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var open = await FindTalksAsync(turn.Person, cancellationToken);
        var (current, today) = (catalog.Current, dialogue.Today);
        var question = LookUps.Read(text, current, today);
        var talk = open.FirstOrDefault();
        if (talk is not null && question is not null && !Heard.Interrupts(current, question, text, talk, today))
        {
            question = null;
        }

        if (text.Length == 0 || question is { IsCertain: true } || (talk is not null && Heard.IsDecided(current, talk, text, today)))
        {
            return new Heard(open, question, null);
        }

        var input = new ReadingInput(text, today, current)
        {
            Asked = talk?.Talk!.Open ?? "",
            Fields = talk is null ? [] : MessageInterpreter.Fields(current, talk, today),
        };
        var proposal = await understanding.ProposeAsync(turn.Person, input, cancellationToken);
        return proposal is null ? new Heard(open, question, null)
            : proposal.FindQuestion(text, current) is { } asked && (talk is null || Heard.Interrupts(current, asked, text, talk, today))
                ? new Heard(open, asked.Kind == LookUpKind.Unknown ? question ?? (talk is null ? asked : null) : asked, proposal)
            : new Heard(
                open,
                proposal.Intent is ProposedIntent.Request or ProposedIntent.Answer or ProposedIntent.Change ? null : question,
                proposal);
    }

    /// <summary>Answers words that are neither command nor question.</summary>
    /// <returns>Null: they are not about a request.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer?> SayAsync(Interaction turn, string text, Heard heard, CancellationToken cancellationToken) =>
        text.Length == 0 ? null
        : await GoOnAsync(turn, text, heard, cancellationToken)
            ?? (IsAboutARequest(text) || heard.Proposal?.FindsRequest(text, catalog.Current) == true
                ? await beginning.BeginAsync(turn, text, heard.Proposal, null, cancellationToken) : null);

    /// <summary>Answers words in the middle of a chat.</summary>
    /// <returns>Null: there is no chat.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer?> GoOnAsync(Interaction turn, string text, CancellationToken cancellationToken) =>
        await GoOnAsync(turn, text, new Heard(await FindTalksAsync(turn.Person, cancellationToken), null, null), cancellationToken);

    /// <summary>Answers words that are a choice of the open question, also where they would be a command elsewhere.</summary>
    /// <returns>Null: they are not.</returns>
    internal async Task<Answer?> ChooseAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var open = text.Length is 0 or > LongestChoice ? [] : await FindTalksAsync(turn.Person, cancellationToken);
        return open.Count > 0 && FindMeant(open, text) is ({ } meant, var said)
            && SaidValues.Chooses(catalog.Current, meant, said, dialogue.Today)
                ? await GoOnAsync(turn, text, new Heard(open, null, null), cancellationToken) : null;
    }

    /// <summary>The request that a person is talking about; null for none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Draft?> FindOpenAsync(PersonId person, CancellationToken cancellationToken) =>
        (await FindTalksAsync(person, cancellationToken)).FirstOrDefault();

    /// <summary>The request whose preview is what the person saw last, so that "ok, send it" can mean no other.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Draft?> FindShownAsync(PersonId person, CancellationToken cancellationToken) =>
        await FindTalksAsync(person, cancellationToken) is [{ Previewed: true, Talk.Open.Length: 0 } shown, .. var others]
        && time.GetUtcNow() - shown.UpdatedAt < StaysWith
        && others.TrueForAll(other => other.Talk!.After is not null)
            ? shown : null;

    /// <summary>The id of the policy that a draft is about; empty for none.</summary>
    internal static string PolicyIn(Draft draft) => draft.Inputs.GetValueOrDefault(FieldIds.Policy) ?? "";

    /// <summary>Begins a request with a question that was answered.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> BeginWithQuestionAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken) =>
        (press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "").Split('=', 2) is [var id, var asked]
        && catalog.Current.Policy(id) is { } policy
            ? await beginning.BeginAsync(turn, asked, null, policy, cancellationToken)
            : new Answer(ListView.Sentence(Words.PolicyUnknown));

    /// <inheritdoc cref="ChatBeginning.GoOnAfterAsync"/>
    internal Task<Answer?> GoOnAfterAsync(Interaction turn, ExceptionId done, string? said, CancellationToken cancellationToken) =>
        beginning.GoOnAfterAsync(turn, done, said, cancellationToken);

    /// <inheritdoc cref="ChatBeginning.OfferAfter"/>
    internal void OfferAfter(Interaction turn, ExceptionId sent) => beginning.OfferAfter(turn, sent);

    private async Task<List<Draft>> FindTalksAsync(PersonId person, CancellationToken cancellationToken) =>
    [
        .. (await drafts.TalksAsync(person, cancellationToken))
            .OrderByDescending(draft => draft.UpdatedAt)
            .ThenByDescending(draft => draft.Id.Value, StringComparer.Ordinal),
    ];

    private async Task<Answer?> GoOnAsync(Interaction turn, string text, Heard heard, CancellationToken cancellationToken)
    {
        var open = heard.Open;
        if (open.Count == 0)
        {
            return null;
        }

        if (turn.Sender.Said.Length > 0 && open.Find(draft => draft.Talk!.Heard.Contains(turn.Sender.Said)) is { } known)
        {
            return known.Talk!.Pending is { } asked
                ? new Answer(ChatScreen.Which(catalog.Current, open, known, asked, dialogue.Today))
                : await AskAgainAsync(turn, known, cancellationToken);
        }

        var (meant, said) = FindMeant(open, text);
        if (meant is not null)
        {
            if (ChatWords.FindWish(said) == ChatWish.Cancel)
            {
                await dialogue.KeepHeardAsync(turn, open.Where(draft => draft != meant), cancellationToken);
            }

            return await HearAsync(turn, meant, said, meant == open[0] && said == text ? heard.Proposal : null, cancellationToken);
        }

        var holder = dialogue.Keep(turn, open[0] with { Talk = open[0].Talk! with { Pending = text } }, open[0].Talk!.Open);
        await drafts.WriteAsync(holder, cancellationToken);
        return new Answer(ChatScreen.Which(catalog.Current, open, holder, text, dialogue.Today));
    }

    /// <summary>Goes on with the request of a number.</summary>
    /// <returns>Null: the person is in no chat about it.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Answer?> ShowAsync(Interaction turn, string number, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(number, out var id) && await drafts.ReadAsync(turn.Person, id, cancellationToken) is { Talk: not null } draft
            ? await AskAgainAsync(turn, draft, cancellationToken)
            : null;

    /// <summary>Answers a button of the chat.</summary>
    /// <param name="turn">Who pressed it.</param>
    /// <param name="id">The number of the draft.</param>
    /// <param name="button">The button.</param>
    /// <param name="press">What came back from the client.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> PressAsync(
        Interaction turn, ExceptionId id, ChatButton button, ButtonAction press, CancellationToken cancellationToken) =>
        await drafts.ReadAsync(turn.Person, id, cancellationToken) is { } draft
            ? LivingPreviews.IsOutdated(draft, press) ? await dialogue.ShowStandingAsync(turn, draft, cancellationToken)
            : await button.PressAsync(this, turn, draft, press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "", cancellationToken)
            : await dialogue.FindGoneAsync(turn, id, cancellationToken);

    /// <summary>Answers a button that forgets a draft on an older card of a chat: nothing is changed, and what stands is shown.</summary>
    /// <returns>Null: it is no older card, or there is no chat.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer?> FindStandingAsync(
        Interaction turn, ExceptionId id, ButtonAction press, CancellationToken cancellationToken) =>
        await drafts.ReadAsync(turn.Person, id, cancellationToken) is { Talk: not null } draft && LivingPreviews.IsOutdated(draft, press)
            ? await dialogue.ShowStandingAsync(turn, draft, cancellationToken)
            : null;

    /// <inheritdoc cref="ChatDialogue.ChangeAsync"/>
    internal Task<Answer> ChangeAsync(
        Interaction turn, Draft read, Func<PolicyCatalog, Draft, DateOnly, Interpretation> interpret,
        CancellationToken cancellationToken) =>
        dialogue.ChangeAsync(turn, read, interpret, cancellationToken);

    /// <summary>Hears the words that a draft keeps as said of another, or begins a request with them.</summary>
    /// <param name="turn">Who said which.</param>
    /// <param name="chosen">The draft that the words are about; where they begin a request, the one that keeps them.</param>
    /// <param name="value">The number of the draft that keeps them, or <see cref="ChooseDraft.New"/>.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> TakePendingWordsAsync(Interaction turn, Draft chosen, string value, CancellationToken cancellationToken)
    {
        var isNew = value == ChooseDraft.New;
        var holder = isNew
            ? chosen : ExceptionId.TryParse(value, out var id) ? await drafts.ReadAsync(turn.Person, id, cancellationToken) : null;
        if (holder?.Talk?.Pending is not { } text)
        {
            return await AskAgainAsync(turn, chosen, cancellationToken); // pressed once more
        }

        // Only one press takes the words; another finds them gone.
        if (!await drafts.TryReplaceAsync(holder with { Talk = holder.Talk with { Pending = null } }, cancellationToken)
            || (await drafts.ReadAsync(turn.Person, chosen.Id, cancellationToken) ?? chosen) is var now && now.Talk is null)
        {
            return await AskAgainAsync(turn, chosen, cancellationToken);
        }

        return isNew
            ? await beginning.BeginAsync(turn, text, null, null, cancellationToken)
            : await HearAsync(turn, now, text, null, cancellationToken);
    }

    private Task<Answer> AskAgainAsync(Interaction turn, Draft draft, CancellationToken cancellationToken) =>
        ChangeAsync(turn, draft, (_, now, _) => Interpretation.AskAgain(now), cancellationToken);

    private bool IsAboutARequest(string text) =>
        text.Length >= LongEnoughToKeep || RequestWords.AsksForOne(text) || PolicyWords.Find(text, catalog.Current).Count > 0
        || RequestWords.Desires(ConfidentialWords.TakeLead(text).Left) && PolicyStems.Find(text, catalog.Current).Count > 0;

    /// <summary>
    /// The request that words are about, null where only the person can say; and the words, without its number where they begin with it.
    /// </summary>
    private (Draft? Draft, string Said) FindMeant(List<Draft> open, string text)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 2 && ExceptionId.TryParse(words[0].TrimEnd(',', ':'), out var id)
            && open.Find(draft => draft.Id == id) is { } named)
        {
            return (named, words[1]);
        }

        if (open[0].Talk!.Open != FieldIds.Policy && RequestWords.BeginsOne(text))
        {
            return (null, text); // a request of its own, or an answer that speaks of one
        }

        return (open.Count == 1 || time.GetUtcNow() - open[0].UpdatedAt < StaysWith ? open[0] : null, text);
    }

    private async Task<Answer> HearAsync(
        Interaction turn, Draft draft, string text, RequestProposal? proposal, CancellationToken cancellationToken)
    {
        switch (SaidValues.Chooses(catalog.Current, draft, text, dialogue.Today) ? null : ChatWords.FindWish(text))
        {
            case ChatWish.Cancel:
                await dialogue.DropAsync(draft, cancellationToken);
                var gone = Words.Discarded.With(draft.Id);
                return await beginning.GoOnAfterAsync(turn, draft.Id, gone, cancellationToken) ?? new Answer(ListView.Sentence(gone));
            case ChatWish.Form:
                return await dialogue.OpenFormAsync(draft, cancellationToken);
            case ChatWish.Back:
                return await ChangeAsync(turn, draft, (_, now, _) => GoBackInChat.Back(now), cancellationToken);
            case ChatWish.Preview:
            case null when draft.Talk!.Open.Length == 0 && ChatWords.AsksToSend(text):
                return await ChangeAsync(turn, draft, DraftQuestions.PassOver, cancellationToken);
            default:
                return await ChangeAsync(turn, draft, (current, now, today) =>
                    MessageInterpreter.Interpret(current, now, text, today, proposal), cancellationToken);
        }
    }
}
