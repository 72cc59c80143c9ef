using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>Words of a signal that stand in a sentence.</summary>
/// <param name="First">Position of the first word.</param>
/// <param name="Last">Position of the last word.</param>
internal sealed record Hit(Signal Signal, Sentence Sentence, int First, int Last)
{
    /// <summary>The sentence around it, exactly as it stands there.</summary>
    public string Quote => Sentence.Quote(First, Last);
}

/// <summary>The signals that the reader asks for by name; what their words are, the catalog says.</summary>
internal static class SignalNames
{
    /// <summary>Words to an assessor or a machine: their sentence is not read.</summary>
    public const string Disregard = "disregard";

    /// <summary>Denies what follows in the clause.</summary>
    public const string Negation = "negation";

    /// <summary>Stands where an answer should: "tbd", "see above".</summary>
    public const string Placeholder = "placeholder";

    /// <summary>What is never a control, in any sentence.</summary>
    public const string Weak = "weak";

    /// <summary>Words that tell nothing: greetings, thanks, hedges, what is to be told later.</summary>
    public const string Filler = "filler";

    /// <summary>What people do: "40 customers get updates" is about no person's data.</summary>
    public const string Acts = "acts";

    /// <summary>A party outside: a vendor, a customer, an authority.</summary>
    public const string Outsider = "outsider";

    /// <summary>What a person says, asks for or decides.</summary>
    public const string Claims = "claims";

    /// <summary>An amount is for one of several: each, a day.</summary>
    public const string Per = "per";

    /// <summary>A wish or a habit in the place of a reason.</summary>
    public const string Convenience = "convenience";

    /// <summary>What cannot be helped.</summary>
    public const string Cause = "cause";

    /// <summary>A scope that no list can be made of.</summary>
    public const string VagueScope = "vagueScope";

    /// <summary>A consequence that says nothing.</summary>
    public const string VagueImpact = "vagueImpact";

    /// <summary>A named person is accountable.</summary>
    public const string Accountable = "accountable";

    /// <summary>A step after which the policy is met again, or the need is over.</summary>
    public const string Step = "step";

    /// <summary>A time.</summary>
    public const string Time = "time";

    /// <summary>A step or a time too vague to be checked.</summary>
    public const string Someday = "someday";

    /// <summary>Another person's word.</summary>
    public const string Cites = "cites";

    /// <summary>Where it can be looked up.</summary>
    public const string Refers = "refers";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Disregard, Negation, Placeholder, Filler, Weak, Per, Convenience, Cause, VagueScope, VagueImpact, Accountable, Step, Time, Someday,
            Cites, Acts, Outsider, Claims, Refers];
}
