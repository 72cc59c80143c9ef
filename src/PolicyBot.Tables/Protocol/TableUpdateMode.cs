namespace PolicyBot.Tables.Protocol;

/// <summary>What happens to the properties that a write does not mention.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay. A merge cannot remove a property: a null keeps the old value.</summary>
    Merge = 0,

    /// <summary>They go.</summary>
    Replace = 1,
}
