using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary>A catalog that stays as it was read.</summary>
internal sealed record FixedCatalog(PolicyCatalog Current) : ICatalog;
