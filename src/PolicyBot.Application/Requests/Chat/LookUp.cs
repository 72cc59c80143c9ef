using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>What a person wants to know, or says to be kind.</summary>
internal sealed record LookUp(LookUpKind Kind)
{
    /// <summary>The policies it is about; none, where it names none.</summary>
    public IReadOnlyList<Policy> Policies { get; init; } = [];

    /// <summary>Whether the words leave no doubt, so that no model is asked what they mean.</summary>
    public bool IsCertain => Kind is not (LookUpKind.Policy or LookUpKind.Unknown);

    /// <summary>Of a list: what is to be listed, as a command; empty where only <see cref="Policies"/> say so.</summary>
    public string Said { get; init; } = "";

    /// <summary>The exception it is about; null where it names none.</summary>
    public ExceptionId? Number { get; init; }

    /// <summary>Of what is to be done with an exception: the button that does it; empty for a question.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The thing it is about, in the text's own words; empty for none.</summary>
    public string Thing { get; init; } = "";
}

/// <summary>Kinds of questions.</summary>
internal enum LookUpKind
{
    /// <summary>What a policy says.</summary>
    Policy,

    /// <summary>Who decides, and why.</summary>
    WhoDecides,

    /// <summary>When what the person has ends.</summary>
    MyEnd,

    /// <summary>How what the person asked for stands.</summary>
    MyStatus,

    /// <summary>Whether a thing is covered.</summary>
    Covered,

    /// <summary>Which exceptions there are.</summary>
    List,

    /// <summary>Who sees a request, whichever.</summary>
    WhoSees,

    /// <summary>How long an exception may last.</summary>
    HowLong,

    /// <summary>How an exception is renewed.</summary>
    HowToRenew,

    /// <summary>To take a request back.</summary>
    Withdraw,

    /// <summary>To do something with an exception that there is.</summary>
    Existing,

    /// <summary>Thanks.</summary>
    Thanks,

    /// <summary>What PolicyBot can do.</summary>
    Help,

    /// <summary>A question that nothing here answers.</summary>
    Unknown,
}
