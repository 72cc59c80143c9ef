using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Takes one message to its target: a person in any chat that reaches them, else by mail, or a place that several people read.
/// </summary>
public sealed class MessageSender(IPeople people, Reachability reachability, MailAccounts mail, IIndex index, QueueCards queues)
{
    /// <summary>The hash of what a message that is out should show; empty for one that is not, or whose channel is switched off. A mail
    /// stays as it was sent.</summary>
    public string HashOf(MessageTry attempt) => attempt.Message.Message switch
    {
        { Channel: IMailChannel.ChannelName } => attempt.Message.Shown,
        { } sent when reachability.ChannelOf(sent.Channel) is { } channel => channel.Draw(attempt.View).Hash,
        _ => "",
    };

    /// <summary>A message that was given up because no channel reached its person is tried again once one does.</summary>
    /// <param name="stored">What is stored of it; null for nothing.</param>
    /// <param name="isDue">Whether it is still to be told.</param>
    public async Task<OutboxMessage?> ReviveAsync(OutboxMessage? stored, bool isDue, CancellationToken cancellationToken) =>
        stored is { Unreachable: true, Message: null }
        && isDue
        && stored.Key.Target is MessageTarget.Person { Id: var person }
        && await reachability.ReachAsync(person, cancellationToken) is var reach
        && (reach.Accounts.Count > 0 || await MailOfAsync(stored.Key, reach, cancellationToken) is not null)
            ? MessageLife.Revive(stored)
            : stored;

    /// <summary>Finds out where a message goes.</summary>
    /// <returns>The try with its channel; with an outcome already where no channel is to be asked; null when there is nothing to do,
    /// because the channel is switched off.</returns>
    public async Task<MessageTry?> PrepareAsync(ExceptionState state, MessageTry attempt, CancellationToken cancellationToken)
    {
        if (attempt.Message.Message is { } sent)
        {
            return In(reachability.ChannelOf(sent.Channel), attempt.Message.Language); // switched off: its buttons do nothing either
        }

        if (attempt.Message.Key.Target is not MessageTarget.Person { Id: var person })
        {
            var place = SharedChannel.Parse(state.Review?.Open?.Channel);
            return attempt.Step == MessageStep.Find // nothing can find it: a press on it redraws it
                ? With(new SendOutcome.Never("unanswered"))
                : In(reachability.ChannelOf(place?.Channel ?? ""), Languages.Default) is { } there ? there with { Place = place } : null;
        }

        var reach = await reachability.ReachAsync(person, cancellationToken);
        var accounts = reach.Accounts;
        if (attempt.Step == MessageStep.Find)
        {
            // It may be there in an account that is not known while its channel does not answer.
            accounts = [.. accounts.Where(account => reachability.ChannelOf(account.Account.Channel)!.CanFindSent)];
            return reach.Unanswered.FirstOrDefault(not => reachability.ChannelOf(not.Channel)!.CanFindSent) is { } silent ? Put(silent)
                : accounts.Count == 0 ? With(new SendOutcome.Never("unanswered"))
                : Through(accounts);
        }

        if (accounts.Count > 0)
        {
            return Through(accounts);
        }

        return reach.IsUnsure ? Put(reach.Unanswered.First())
            : await MailOfAsync(attempt.Message.Key, reach, cancellationToken) is { } address
                ? ToAddress(ByMail(attempt, state).In(address.Language), address)
            : With(new SendOutcome.Unreachable("unreachable"));

        MessageTry ToAddress(MessageTry spoken, KnownAccount address) => spoken with
        {
            Accounts = [address],
            Channel = mail.Channel,
            ChannelName = IMailChannel.ChannelName,
            Drawn = mail.Channel!.Draw(spoken.View),
        };

        MessageTry Put(NotReached silent) => With(silent.Pause!) with { ChannelName = silent.Channel };

        MessageTry With(SendOutcome outcome) => attempt with { Outcome = outcome, Message = MessageLife.Try(attempt.Message) };

        MessageTry Through(IReadOnlyList<KnownAccount> accounts) =>
            In(reachability.ChannelOf(accounts[0].Account.Channel), accounts[0].Language)! with { Accounts = accounts };

        MessageTry? In(IChannel? channel, string language)
        {
            var spoken = attempt.In(language);
            return channel is null ? null
                : spoken with { Channel = channel, ChannelName = channel.Name, Drawn = channel.Draw(spoken.View) };
        }
    }

    /// <summary>What the queue cards list whose lines are among some messages, by person.</summary>
    public Task<IReadOnlyDictionary<PersonId, IReadOnlyList<ExceptionState>>> QueuesAsync(
        IEnumerable<OutboxMessage> notices, CancellationToken cancellationToken) => queues.OfAsync(notices, cancellationToken);

    /// <inheritdoc cref="QueueCards.IsOver"/>
    public bool IsOver(ExceptionState state, OutboxMessage message, IReadOnlyList<OutboxMessage> all) =>
        queues.IsOver(state, message, all);

    /// <summary>Sends, redraws or looks for a message that this host has claimed.</summary>
    /// <returns>The message with its outcome.</returns>
    public async Task<MessageTry> SendAsync(ExceptionState state, MessageTry attempt, CancellationToken cancellationToken)
    {
        var key = attempt.Message.StoredBy ?? attempt.Message.Key;
        var own = $"{state.Id}|{key.Sequence}|{key.Kind}|{key.Person}";
        var line = $"{own}|queue"; // or the list could be found in the place of the request's own card
        return attempt.IsNew
            && await queues.TryJoinAsync(
                state, attempt, one => SendAsync(state, one, line, cancellationToken), cancellationToken) is { } joined
            ? joined
            : attempt with { Outcome = await SendAloneAsync(state, attempt, attempt.Message.InQueue ? line : own, cancellationToken) };
    }

    private Task<SendOutcome> SendAloneAsync(
        ExceptionState state, MessageTry attempt, string id, CancellationToken cancellationToken) =>
        attempt switch
        {
            { Message.Message: { } sent } => attempt.Channel!.UpdateAsync(sent, attempt.Drawn, cancellationToken),
            { Place: { } place } => attempt.Channel!.PostAsync(place.Id, attempt.Drawn, id, cancellationToken),
            { Step: MessageStep.Find } => FindAsync(attempt, id, cancellationToken),
            _ => SendAsync(state, attempt, id, cancellationToken),
        };

    /// <summary>Notes which exception a message shows that several people read: a press on it may name another.</summary>
    public Task NotePostAsync(MessageRef post, ExceptionState state, CancellationToken cancellationToken) => index.ProjectAsync(
        [new IndexEntry(IndexHeading.ShownIn(post), state.SubmittedAt, state.Id)], [], cancellationToken);

    private async Task<SendOutcome> FindAsync(MessageTry attempt, string id, CancellationToken cancellationToken)
    {
        foreach (var account in attempt.Accounts)
        {
            var channel = reachability.ChannelOf(account.Account.Channel)!;
            switch (await channel.FindSentAsync(account, id, cancellationToken))
            {
                case SendOutcome.Sent found:
                    return SendOutcome.Sent.Found(
                        found.Message, await channel.UpdateAsync(found.Message, channel.Draw(attempt.View), cancellationToken));
                case SendOutcome.Gone or SendOutcome.Unreachable:
                    break; // not in this account
                case var unknown:
                    return unknown;
            }
        }

        return new SendOutcome.Gone("neverArrived");
    }

    private async Task<SendOutcome> SendAsync(
        ExceptionState state, MessageTry attempt, string id, CancellationToken cancellationToken)
    {
        SendOutcome outcome = new SendOutcome.Unreachable("unreachable");
        var accounts = attempt.Accounts;
        var tried = new HashSet<ChannelAccount>();
        while (accounts.FirstOrDefault(account => tried.Add(account.Account)) is { } account)
        {
            var isMail = account.Account.Channel == IMailChannel.ChannelName;
            var channel = isMail ? mail.Channel! : reachability.ChannelOf(account.Account.Channel)!;
            var card = channel == attempt.Channel ? attempt.Drawn
                : channel.Draw((isMail ? ByMail(attempt, state) : attempt).In(account.Language).View);
            outcome = attempt.Step == MessageStep.SendAgain
                ? await channel.SendAgainAsync(account, card, id, cancellationToken)
                : await channel.SendAsync(account, card, id, cancellationToken);
            if (isMail)
            {
                await mail.NoteAsync(account, outcome, cancellationToken);
            }

            if (outcome is not SendOutcome.Unreachable dead)
            {
                return outcome;
            }

            if (!isMail) // the next channel is tried at once
            {
                await people.MarkDeadAsync(account, dead.Code, cancellationToken);
            }

            if (accounts.All(other => tried.Contains(other.Account)))
            {
                var reach = await reachability.ReachAsync(attempt.Message.Key.Person, cancellationToken); // and one they were never met in
                var address = await MailOfAsync(attempt.Message.Key, reach, cancellationToken);
                accounts = address is null ? reach.Accounts : [address];
                outcome = reach.IsUnsure ? reach.Unanswered.First().Pause! : outcome;
            }
        }

        return outcome;
    }

    // Who is to decide is asked where they can: another person is asked in place of one whom only mail reaches.
    private async Task<KnownAccount?> MailOfAsync(OutboxKey key, Reach reach, CancellationToken cancellationToken) =>
        key.Target is MessageTarget.Person { Id: var person }
        && key.Kind != NotificationKind.Review
        && key.Kind != NotificationKind.OwnerAsk
            ? await mail.FindAsync(person, reach, cancellationToken) : null;

    private static MessageTry ByMail(MessageTry attempt, ExceptionState state) =>
        state.Content is { Confidential: true } ? attempt.Showing(() => NotificationViews.ByMail(state)) : attempt;
}

/// <summary>One message on its way.</summary>
/// <param name="Message">What is stored of it, with a claim once it is claimed.</param>
/// <param name="Render">Makes what it shows, in the language of the moment.</param>
public sealed record MessageTry(OutboxMessage Message, Func<CardView> Render)
{
    private static readonly DrawnCard Nothing = new([], "");

    /// <summary>What it shows, in the language of its message.</summary>
    public CardView View
    {
        get
        {
            using var language = Languages.Use(Message.Language);
            return field ??= Render();
        }

        private init;
    }

    /// <summary>The same in a language.</summary>
    public MessageTry In(string language) => language == View.Language
        ? this with { Message = Message with { Language = language } }
        : this with { Message = Message with { Language = language }, View = null! };

    /// <summary>The same with something else to show.</summary>
    /// <param name="render">As in <see cref="Render"/>.</param>
    /// <param name="message">What is stored of it; null: what is.</param>
    public MessageTry Showing(Func<CardView> render, OutboxMessage? message = null)
    {
        var other = this with { Message = message ?? Message, Render = render, View = null! };
        return Channel is null ? other : other with { Drawn = Channel.Draw(other.View) };
    }

    /// <summary>Its person's queue card may list the exception.</summary>
    public bool MayBeListed { get; init; }

    /// <summary>It is a line of the queue card, which is drawn for it once more and is not its message from then on.</summary>
    public bool LeavesQueue { get; init; }

    /// <summary>What is done with it.</summary>
    public MessageStep Step { get; init; }

    /// <summary>Whether it may put one message more into a chat.</summary>
    public bool IsNew => Step is MessageStep.Send or MessageStep.SendAgain;

    /// <summary>The channel that is tried first; null for none.</summary>
    public IChannel? Channel { get; init; }

    /// <summary>Its name; empty for none.</summary>
    public string ChannelName { get; init; } = "";

    /// <summary>What that channel shows.</summary>
    public DrawnCard Drawn { get; init; } = Nothing;

    /// <summary>The accounts of its person, best first.</summary>
    public IReadOnlyList<KnownAccount> Accounts { get; init; } = [];

    /// <summary>Where it is posted, for a message that several people read; null for a person's.</summary>
    public SharedChannel? Place { get; init; }

    /// <summary>What the channel said; null before.</summary>
    public SendOutcome? Outcome { get; init; }

    /// <summary>
    /// The hash of what it shows if it arrived; empty where another channel than the first took it, or what was found there was not
    /// redrawn: that is compared anew.
    /// </summary>
    public string ShownAfter =>
        Outcome is SendOutcome.Sent { RedrawRefused: null } sent && sent.Message.Channel == ChannelName ? Drawn.Hash : "";

    /// <summary>What it becomes where a digest tells it; null otherwise.</summary>
    public OutboxMessage? After { get; init; }

    /// <summary>What it becomes now that it was tried.</summary>
    /// <param name="now">The instant (UTC).</param>
    public OutboxMessage AfterIt(DateTimeOffset now)
    {
        var after = After ?? MessageLife.After(Message, Outcome!, ShownAfter, now);
        var isOver = after.DeadBecause.Length > 0 || Outcome is not (SendOutcome.Later or SendOutcome.Unsure);
        return LeavesQueue && isOver ? MessageLife.LeaveQueue(after) : after;
    }

    /// <summary>Whether what stands there is not redrawn any more, because the channel has refused that for too long.</summary>
    /// <param name="after">As <see cref="AfterIt"/> left it.</param>
    public bool IsGivenUp(OutboxMessage after) =>
        Message.Message is not null
        && Outcome is SendOutcome.Later { Because: PauseReason.Refused }
        && (after.DeadBecause.Length > 0 || after.Message is null);
}
