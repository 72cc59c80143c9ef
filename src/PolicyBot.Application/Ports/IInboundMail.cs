namespace PolicyBot.Application.Ports;

/// <summary>Reads mail that comes in.</summary>
public interface IInboundMail
{
    /// <summary>Reads a report of what was not delivered (RFC 3464).</summary>
    /// <param name="message">A message as it came (RFC 5322).</param>
    /// <returns>What did not arrive for good: several addresses of one report, or none. Null: it is no such report.</returns>
    IReadOnlyList<FailedMail>? ReadReport(byte[] message);
}

/// <summary>A mail that did not arrive, as a server reports it. Anybody can write such a report: only the envelope makes it true.</summary>
/// <param name="Address">Whom it was for.</param>
/// <param name="Envelope">The id that it was sent with; empty where the report does not say.</param>
/// <param name="Code">Why: the status code of the report, such as <c>5.1.1</c>.</param>
public sealed record FailedMail(string Address, string Envelope, string Code);
