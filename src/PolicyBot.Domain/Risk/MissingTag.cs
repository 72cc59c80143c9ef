namespace PolicyBot.Domain.Risk;

/// <summary>What a request can lack: a closed list of ids, the same in rubric, model answer and record.</summary>
public static class MissingTag
{
    /// <summary>A cause why the policy cannot be met.</summary>
    public const string Reason = "reason";

    /// <summary>A closed list of what is excepted.</summary>
    public const string Scope = "scope";

    /// <summary>What a denial leads to.</summary>
    public const string Impact = "impact";

    /// <summary>Amounts, kinds of data, numbers of people.</summary>
    public const string Data = "data";

    /// <summary>What stands in the place of the missing control.</summary>
    public const string Controls = "controls";

    /// <summary>Who is accountable for the exception or for ending it.</summary>
    public const string Owner = "owner";

    /// <summary>The step, with its time, after which the policy is met again.</summary>
    public const string Remediation = "remediation";

    /// <summary>What explains the end.</summary>
    public const string Duration = "duration";

    /// <summary>A reference for what another person said.</summary>
    public const string Evidence = "evidence";

    /// <summary>All of them, the most telling question first.</summary>
    public static IReadOnlyList<string> All { get; } = [Controls, Reason, Scope, Data, Remediation, Impact, Owner, Duration, Evidence];
}
