using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>
/// The life of three messages of one request as a model: two hosts that run <see cref="MessageLife"/>, a store with versions, a chat, a
/// person who decides, and time. Every step of a host may be the last, every answer may be lost.
/// </summary>
/// <param name="CanFind">Whether the chat finds a message again, as Slack does; in Teams nothing can.</param>
internal sealed partial record MessageLifeModel(bool CanFind)
{
    private static readonly OutboxKey[] Keys =
    [
        new(4, NotificationKind.Review, Ana.Person),
        new(4, NotificationKind.Review, Bo.Person),
        new(1, NotificationKind.Received, Sal.Person),
    ];

    public required DateTimeOffset Now { get; init; }

    /// <summary>Two approvers were asked; after the decision nothing is asked of them any more.</summary>
    public bool IsDecided { get; init; }

    public ImmutableSortedDictionary<string, OutboxMessage> Rows { get; init; } =
        ImmutableSortedDictionary<string, OutboxMessage>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The messages in the chat: which row they were sent for, and whether they show live buttons.</summary>
    public ImmutableList<(OutboxKey For, bool IsLive)> Chat { get; init; } = [];

    public ImmutableArray<ModelHost> Hosts { get; init; } = [ModelHost.Idle, ModelHost.Idle];

    /// <summary>How many more faults may happen.</summary>
    public int FaultsLeft { get; init; }

    /// <summary>How many faults could have left a message of which nothing is known.</summary>
    public int Lost { get; init; }

    /// <summary>How many calls were under way while a lease ran out: such a message may come when another host has sent it.</summary>
    public int Late { get; init; }

    public int StallsLeft { get; init; }

    private int Version { get; init; }

    /// <summary>Tells one state from another; only distances of time count.</summary>
    public string Key => string.Join(
        '|',
        [
            $"{IsDecided}{FaultsLeft}{StallsLeft}{Lost}{Late}",
            .. Rows.Values.Select(Describe),
            .. Chat.Select(message => $"{message.For.Kind}{message.For.Person}{message.IsLive}"),
            .. Hosts.Select(host => host.Describe(Describe)),
        ]);

    /// <summary>Everything that may happen next.</summary>
    public IEnumerable<MessageLifeModel> Next()
    {
        if (!IsDecided)
        {
            yield return this with { IsDecided = true };
        }

        if (StallsLeft > 0 && NextDue() is { } due)
        {
            var late = Hosts.Count(host => host.Phase == ModelPhase.Sending || (host.Phase == ModelPhase.Recording && !CanFind));
            yield return this with { Now = due, StallsLeft = StallsLeft - 1, Late = Late + late };
        }

        for (var host = 0; host < Hosts.Length; host++)
        {
            foreach (var next in Step(host, mayFail: FaultsLeft > 0))
            {
                yield return next;
            }

            if (FaultsLeft > 0 && Hosts[host].Phase != ModelPhase.Idle)
            {
                yield return Fault() with { Hosts = Hosts.SetItem(host, ModelHost.Idle with { Begins = 0 }) }; // it dies
            }
        }
    }

    /// <summary>A healthy host goes on until nothing is left to do.</summary>
    public MessageLifeModel Healed()
    {
        var state = this with { Hosts = [ModelHost.Idle] };
        for (var round = 0; round < 60; round++)
        {
            state = state with { Hosts = [ModelHost.Idle with { Begins = 1 }] };
            while (state.Step(0, mayFail: false).FirstOrDefault() is { } next)
            {
                state = next;
            }

            if (state.NextDue() is not { } due)
            {
                return state;
            }

            state = state with { Now = due };
        }

        throw new InvalidOperationException($"It never ends: {state.Key}");
    }

    private bool IsWanted(OutboxKey key) => !IsDecided || key.Kind == NotificationKind.Received;

    private static string Drawn(bool decided) => decided ? "plain" : "live";

    private MessageLifeModel Fault() => this with { FaultsLeft = FaultsLeft - 1, Lost = Lost + 1 };

    private DateTimeOffset? NextDue() => Rows.Values
        .Where(row => MessageLife.Next(IsWanted(row.Key), row, () => row.Shown, Now) == MessageStep.Wait)
        .Select(row => row.LeasedUntil > row.NextTry ? row.LeasedUntil : row.NextTry)
        .Cast<DateTimeOffset?>().Min();

    private IEnumerable<MessageLifeModel> Step(int at, bool mayFail)
    {
        var host = Hosts[at];
        switch (host.Phase)
        {
            case ModelPhase.Idle when host.Begins > 0:
                yield return With(at, Read(host with { Begins = host.Begins - 1 }));
                break;
            case ModelPhase.Claiming:
                yield return Claim(at, host, isFound: true);
                if (mayFail)
                {
                    yield return Fault().Claim(at, host, isFound: false);
                }

                break;
            case ModelPhase.Calling:
                var isInTime = Now < host.Tries[0].Message.LeasedUntil - MessageLife.Lease + MessageLife.BeginsWithin;
                yield return isInTime || host.Tries[0].Step is MessageStep.Redraw or MessageStep.Find
                    ? With(at, host with { Phase = ModelPhase.Sending })
                    : Heard(new SendOutcome.Later(TimeSpan.Zero, "noTimeLeft", PauseReason.Held), Chat, at, host);
                break;
            case ModelPhase.Sending:
                foreach (var next in Call(at, host, mayFail))
                {
                    yield return next;
                }

                break;
            case ModelPhase.Recording:
                yield return Record(at, host);
                break;
        }
    }

    private ModelHost Read(ModelHost host)
    {
        var keys = Keys.Union(Rows.Values.Select(row => row.Key));
        var tries = keys.Select(key => (Key: key, Row: Rows.GetValueOrDefault(NameOf(key))))
            .Select(one => new ModelTry(
                one.Row ?? new OutboxMessage { Key = one.Key },
                MessageLife.Next(Keys.Contains(one.Key) && IsWanted(one.Key), one.Row, () => Drawn(IsDecided), Now)))
            .Where(one => one.Step is not (MessageStep.None or MessageStep.Wait))
            .ToImmutableList();
        return host with { Phase = tries.IsEmpty ? ModelPhase.Idle : ModelPhase.Claiming, Tries = tries, SawDecided = IsDecided };
    }

    // No account is found while the directory does not answer: then no call is made either.
    private MessageLifeModel Claim(int at, ModelHost host, bool isFound)
    {
        var (state, claimed) = (this, ImmutableList<ModelTry>.Empty);
        foreach (var one in host.Tries)
        {
            SendOutcome? known = one.Step == MessageStep.Find && !CanFind ? new SendOutcome.Never("unanswered")
                : isFound || one.Message.Message is not null ? null
                : new SendOutcome.Later(TimeSpan.Zero, "unavailable");
            if (known is not null)
            {
                (state, _) = state.Write(MessageLife.After(MessageLife.Try(one.Message), known, "", Now));
            }
            else if (state.Write(MessageLife.Claim(one.Message, Now)) is (var written, { } row))
            {
                (state, claimed) = (written, claimed.Add(one with { Message = row }));
            }
        }

        return state.With(at, host with { Phase = claimed.IsEmpty ? ModelPhase.Idle : ModelPhase.Calling, Tries = claimed }).Checked(at);
    }

    private IEnumerable<MessageLifeModel> Call(int at, ModelHost host, bool mayFail)
    {
        var one = host.Tries[0];
        var drawn = (one.Message.Key, !host.SawDecided);
        var there = one.Message.Message is { } known ? int.Parse(known.Message, CultureInfo.InvariantCulture)
            : CanFind && one.Step is MessageStep.SendAgain or MessageStep.Find ? Chat.FindIndex(message => message.For == one.Message.Key)
            : -1;
        if (one.Step == MessageStep.Find && there < 0)
        {
            yield return Heard(new SendOutcome.Gone("neverArrived"), Chat);
            yield break;
        }

        var arrived = there < 0
            ? Chat.Add(drawn)
            : Chat.SetItem(there, Chat[there] with { IsLive = !host.SawDecided });
        var message = new MessageRef("chat", "", "c", (there < 0 ? Chat.Count : there).ToString(CultureInfo.InvariantCulture));
        yield return Heard(new SendOutcome.Sent(message), arrived);
        if (mayFail)
        {
            SendOutcome trouble = new SendOutcome.Later(TimeSpan.Zero, "Http503");
            yield return Fault().Heard(trouble, Chat, at, host); // it never came
            var lost = one.Message.Message is null ? new SendOutcome.Unsure(TimeSpan.Zero, "Http502") : trouble;
            yield return Fault().Heard(lost, arrived, at, host); // it came, and the answer did not
            if (one.Message.Message is null)
            {
                yield return Fault().Heard(lost, Chat, at, host); // neither came
            }
        }

        MessageLifeModel Heard(SendOutcome outcome, ImmutableList<(OutboxKey For, bool IsLive)> chat) =>
            this.Heard(outcome, chat, at, host);
    }

    private MessageLifeModel Heard(
        SendOutcome outcome, ImmutableList<(OutboxKey For, bool IsLive)> chat, int at, ModelHost host) =>
        (this with { Chat = chat }).With(at, host with
        {
            Phase = ModelPhase.Recording,
            Tries = host.Tries.SetItem(0, host.Tries[0] with { Outcome = outcome }),
        });

    private MessageLifeModel Record(int at, ModelHost host)
    {
        var one = host.Tries[0];
        var (state, written) = Write(MessageLife.After(one.Message, one.Outcome!, Drawn(host.SawDecided), Now));
        if (written is null && one.Outcome is SendOutcome.Sent sent)
        {
            state = state.KeepCurrent(one.Message, sent.Message); // as the dispatcher does
        }

        var rest = host.Tries.RemoveAt(0);
        return state.With(at, host with { Phase = rest.IsEmpty ? ModelPhase.Idle : ModelPhase.Calling, Tries = rest }).Checked(at);
    }

    private MessageLifeModel KeepCurrent(OutboxMessage claimed, MessageRef message)
    {
        var known = Rows.Values.FirstOrDefault(row => message.IsSameAs(row.Message));
        return known is null && claimed.Message is not null ? this
            : Write((known ?? new OutboxMessage { Key = OutboxKey.ForShown(claimed.Key.Person, message) }) with
            {
                Message = message,
                Shown = "",
            }).State;
    }

    // A reconcile ends only when nothing was committed meanwhile.
    private MessageLifeModel Checked(int at) =>
        Hosts[at] is { Phase: ModelPhase.Idle } host && host.SawDecided != IsDecided ? With(at, Read(host)) : this;

    private (MessageLifeModel State, OutboxMessage? Row) Write(OutboxMessage row)
    {
        if (Rows.GetValueOrDefault(NameOf(row.Key))?.ETag != row.ETag)
        {
            return (this, null);
        }

        var written = row with { ETag = (Version + 1).ToString(CultureInfo.InvariantCulture) };
        return (this with { Version = Version + 1, Rows = Rows.SetItem(NameOf(row.Key), written) }, written);
    }

    private MessageLifeModel With(int at, ModelHost host) => this with { Hosts = Hosts.SetItem(at, host) };

    private static string NameOf(OutboxKey key) => $"{key.Kind} {key.Person}";

    private string Describe(OutboxMessage row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Key.Kind}{row.Key.Person}{row.Message?.Message}{row.Shown}{row.Attempts}{row.Unsure}{row.DeadBecause}"
        + $"{Ahead(row.LeasedUntil)},{Ahead(row.NextTry)},{(row.FailingSince == default ? -1 : (Now - row.FailingSince).TotalSeconds)}"
        + $"{(Rows.GetValueOrDefault(NameOf(row.Key))?.ETag == row.ETag ? "" : "old")}");

    // A lease that has run out is not the same as none.
    private double Ahead(DateTimeOffset at) => at == default ? -1 : at <= Now ? 0 : (at - Now).TotalSeconds;
}
