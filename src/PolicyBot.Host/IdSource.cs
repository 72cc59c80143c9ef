using System.Security.Cryptography;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Host;

/// <summary>Random ids: 128 bits for a batch, 40 for an exception's number.</summary>
internal sealed class IdSource : IIdSource
{
    public string CommitId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public ExceptionId ExceptionId() => Domain.Exceptions.ExceptionId.Draw();
}
