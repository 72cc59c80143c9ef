using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>The catalog that serves, with the humans of now behind its addresses.</summary>
/// <param name="served">The catalog as it was read.</param>
/// <param name="known">What is known of addresses.</param>
public sealed class ResolvedCatalog(ICatalog served, KnownAddresses known) : ICatalog
{
    private Resolution? _last;

    /// <inheritdoc/>
    public PolicyCatalog Current
    {
        get
        {
            var (from, rows) = (served.Current, known.Rows);
            if (_last is { } last && ReferenceEquals(last.From, from) && ReferenceEquals(last.Rows, rows))
            {
                return last.Resolved;
            }

            var resolved = from.Resolve(rows.Values);
            _last = new Resolution(from, rows, resolved);
            return resolved;
        }
    }

    private sealed record Resolution(PolicyCatalog From, object Rows, PolicyCatalog Resolved);
}
