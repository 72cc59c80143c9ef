using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>The result of reading a catalog file.</summary>
public abstract record CatalogReading
{
    private CatalogReading()
    {
    }

    /// <summary>It can serve.</summary>
    /// <param name="Warnings">What its author should look at all the same, in the order of the file.</param>
    public sealed record Good(PolicyCatalog Catalog, IReadOnlyList<CatalogFault> Warnings) : CatalogReading;

    /// <summary>It can't serve.</summary>
    /// <param name="Faults">At least one, in the order of the file.</param>
    public sealed record Bad(IReadOnlyList<CatalogFault> Faults) : CatalogReading;
}

/// <summary>One thing wrong with a catalog file.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">The line it is about, from 1.</param>
/// <param name="Rule">The check that found it, such as <c>unknown-group</c>.</param>
/// <param name="Message">What is wrong and, where it helps, what to write.</param>
public sealed record CatalogFault(string File, int Line, string Rule, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: [{Rule}] {Message}";
}
