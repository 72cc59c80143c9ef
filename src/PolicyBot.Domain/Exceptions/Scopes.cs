namespace PolicyBot.Domain.Exceptions;

/// <summary>What a machine's key opens. As text they are in lower case: <c>submit</c>, <c>read</c>, <c>active</c>, <c>export</c>.</summary>
[Flags]
public enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Begin requests that their requester confirms in chat.</summary>
    Submit = 1,

    /// <summary>Read lists, exceptions, histories and reasons.</summary>
    Read = 2,

    /// <summary>Ask whether an exception covers a thing.</summary>
    Active = 4,

    /// <summary>Take exceptions away.</summary>
    Export = 8,
}

/// <summary>Scopes as text.</summary>
public static class ScopeNames
{
    /// <summary>Every name, in the order of <see cref="Scopes"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["submit", "read", "active", "export"];

    /// <summary>The names of some scopes.</summary>
    public static IReadOnlyList<string> NamesOf(Scopes scopes) => [.. All.Where((_, at) => scopes.HasFlag((Scopes)(1 << at)))];

    /// <summary>Reads names; null when one is unknown or there is none.</summary>
    public static Scopes? Parse(IReadOnlyCollection<string> names)
    {
        var scopes = Scopes.None;
        foreach (var name in names)
        {
            var at = All.ToList().IndexOf(name);
            if (at < 0)
            {
                return null;
            }

            scopes |= (Scopes)(1 << at);
        }

        return scopes == Scopes.None ? null : scopes;
    }
}
