using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>The catalog that serves now.</summary>
public interface ICatalog
{
    /// <summary>The version that serves now; the next call may give another.</summary>
    PolicyCatalog Current { get; }
}
