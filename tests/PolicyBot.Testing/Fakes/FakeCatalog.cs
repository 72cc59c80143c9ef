using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>A catalog that a test can change.</summary>
public sealed class FakeCatalog : ICatalog
{
    public PolicyCatalog Current { get; set; } = TestCatalog.Contoso;
}
