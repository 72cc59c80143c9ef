namespace PolicyBot.Application.Catalogs;

/// <summary>Collects what the checks find, each with the line it is about.</summary>
internal sealed class CatalogNotes(string file, YamlValue root)
{
    private readonly List<CatalogFault> _faults = [];
    private readonly List<CatalogFault> _warnings = [];

    public IReadOnlyList<CatalogFault> Faults => _faults;

    public IReadOnlyList<CatalogFault> Warnings => _warnings;

    /// <summary>Notes a fault. Keys of the path are strings, positions in lists are numbers from 0.</summary>
    public void Fault(string rule, string message, params ReadOnlySpan<object> path) =>
        _faults.Add(new CatalogFault(file, root.LineAt(path), rule, message));

    /// <summary>Notes a warning.</summary>
    public void Warn(string rule, string message, params ReadOnlySpan<object> path) =>
        _warnings.Add(new CatalogFault(file, root.LineAt(path), rule, message));

    /// <summary>Notes a fault of a value.</summary>
    public void Fault(string rule, string message, YamlValue at) => _faults.Add(new CatalogFault(file, at.Line, rule, message));

    /// <summary>Notes a warning about a value.</summary>
    public void Warn(string rule, string message, YamlValue at) => _warnings.Add(new CatalogFault(file, at.Line, rule, message));

    /// <summary>Reports each value that a list has twice, in any letter case.</summary>
    public void Unique(string rule, IEnumerable<string> ids, Func<int, object[]> path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, id) in ids.Index())
        {
            if (!seen.Add(id))
            {
                Fault(rule, $"{id} stands here for the second time.", path(index));
            }
        }
    }
}
