using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Exports;

/// <summary>What an export's cells are made of.</summary>
/// <param name="State">The exception.</param>
/// <param name="Served">The catalog that served its newest revision; null: it is not kept, or cannot be read.</param>
/// <param name="Now">The instant of the export (UTC).</param>
public sealed record ExportSource(ExceptionState State, PolicyCatalog? Served, DateTimeOffset Now)
{
    /// <summary>Its policy as it was then; null: not known.</summary>
    public Policy? Policy { get; } = State.Content is { } content ? Served?.Policy(content.PolicyId) : null;

    /// <summary>The area of its policy; null: not known.</summary>
    public string? AreaId => State.AreaId ?? Policy?.AreaId;
}

/// <summary>One line of an export.</summary>
/// <param name="Values">Its cells, in the order of <see cref="ExportColumns.All"/>.</param>
/// <param name="Id">The exception.</param>
/// <param name="Events">Its events; none where they were not read.</param>
public sealed record ExportRow(ExceptionId Id, IReadOnlyList<object?> Values, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>Makes the line of an exception.</summary>
    public static ExportRow From(ExceptionRecord record, PolicyCatalog? served, DateTimeOffset now)
    {
        var exported = new ExportSource(record.Head.State, served, now);
        return new ExportRow(
            record.Head.State.Id, [.. ExportColumns.All.Select(column => column.Value(exported))], record.Events);
    }
}
