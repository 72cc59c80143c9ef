using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Register;

/// <summary>Which exceptions a person asks for: what they say of one kind is one or the other, of several kinds all.</summary>
public sealed record ListQuery
{
    /// <summary>In how many days ends what is about to end.</summary>
    public const int SoonDays = 30;

    /// <summary>The words as they were typed, with the command: what buttons that go on bring back.</summary>
    public required string Text { get; init; }

    /// <summary>Only those that stand like one of these; none: every one that has not ended, or every one where <see cref="Ended"/> is
    /// set.</summary>
    public IReadOnlyList<ListState> States { get; init; } = [];

    /// <summary>Those that have ended too, where no state is named.</summary>
    public bool Ended { get; init; }

    /// <summary>Only those with one of these labels; none: with any.</summary>
    public IReadOnlyList<RiskLabel> Risks { get; init; } = [];

    /// <summary>Only those under one of these policies; none: under any.</summary>
    public IReadOnlyList<Policy> Policies { get; init; } = [];

    /// <summary>Only those under a policy of this area; empty: of any.</summary>
    public string Area { get; init; } = "";

    /// <summary>Only those that this person asked for, owns or was asked to decide; null: anybody.</summary>
    public PersonId? Person { get; init; }

    /// <summary>What was sent last comes first; else what ends or lapses first.</summary>
    public bool BySubmission { get; init; }

    /// <summary>Only confidential ones.</summary>
    public bool Confidential { get; init; }

    /// <summary>Only those that the person asked for or owns.</summary>
    public bool Mine { get; init; }

    /// <summary>Words that each must have, or begin; in lower case, letters and digits.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>It searches for words, and has none.</summary>
    public bool IsEmptySearch { get; init; }

    /// <summary>Nothing that has ended is asked for.</summary>
    public bool IsLive => States.Count == 0 ? !Ended : States.All(state => state <= ListState.Open);

    /// <summary>Nothing is asked for but what has ended.</summary>
    public bool IsEnded => States.Count > 0 && States.All(state => state > ListState.Open);

    /// <summary>Whether an exception is asked for, its words aside.</summary>
    public bool Fits(ExceptionState state, PersonId person, DateTimeOffset now) =>
        (States.Count == 0 ? Ended || !state.HasEnded : States.Any(one => Stands(state, one, now)))
        && (Risks.Count == 0 || (state.Risk is { } risk && Risks.Contains(risk)))
        && (Policies.Count == 0
            || Policies.Any(policy => policy.Id.Equals(state.Content!.PolicyId, StringComparison.OrdinalIgnoreCase)))
        && (!Confidential || state.Content!.Confidential)
        && (Person is not { } one || state.IsParty(one) || state.Approvers.Contains(one) || state.HandOver?.To == one)
        && (!Mine || state.IsParty(person));

    /// <summary>Whether an exception has a word that begins so.</summary>
    public static bool Has(IReadOnlyList<string> wordsOfIt, string word) =>
        wordsOfIt.Any(one => one.StartsWith(word, StringComparison.Ordinal));

    private static bool Stands(ExceptionState state, ListState asked, DateTimeOffset now) => asked switch
    {
        ListState.InForce => state.IsInForce(now),
        ListState.Expiring => state.IsInForce(now) && state.HoldsUntil <= now.AddDays(SoonDays),
        ListState.Suspended => state.Status == Status.Suspended,
        ListState.Open => state.IsOpen,
        ListState.Ended => state.HasEnded,
        ListState.Expired => state.Status == Status.Expired,
        ListState.Closed => state.Status == Status.Closed,
        ListState.Revoked => state.Status == Status.Revoked,
        ListState.Rejected => state.Status == Status.Rejected,
        ListState.Withdrawn => state.Status == Status.Withdrawn,
        ListState.Lapsed => state.Status == Status.Lapsed,
        _ => state.Status == Status.Renewed,
    };
}

/// <summary>How an exception stands, as people ask for it; up to <see cref="Open"/> it has not ended.</summary>
public enum ListState
{
    /// <summary>In force now.</summary>
    InForce,

    /// <summary>In force, and ends within <see cref="ListQuery.SoonDays"/> days.</summary>
    Expiring,

    /// <summary>Suspended.</summary>
    Suspended,

    /// <summary>Waits for people.</summary>
    Open,

    /// <summary>Ended, however.</summary>
    Ended,

    /// <summary>Ran out.</summary>
    Expired,

    /// <summary>Closed by its owner.</summary>
    Closed,

    /// <summary>Revoked.</summary>
    Revoked,

    /// <summary>Rejected.</summary>
    Rejected,

    /// <summary>Taken back.</summary>
    Withdrawn,

    /// <summary>Never decided.</summary>
    Lapsed,

    /// <summary>Renewed.</summary>
    Renewed,
}
