using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Fakes;

/// <summary>Ids that count: PX-00000001, PX-00000002 …</summary>
public sealed class FakeIds : IIdSource
{
    private int commits;
    private int exceptions;

    public string CommitId() => string.Create(CultureInfo.InvariantCulture, $"commit-{Interlocked.Increment(ref commits)}");

    public ExceptionId ExceptionId() =>
        Domain.Exceptions.ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{Interlocked.Increment(ref exceptions):D8}"));
}
