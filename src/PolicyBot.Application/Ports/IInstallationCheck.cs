namespace PolicyBot.Application.Ports;

/// <summary>
/// Looks at one part of an installation as it stands, for <c>policybot doctor</c>. It changes nothing that people or other systems would
/// notice.
/// </summary>
public interface IInstallationCheck
{
    /// <summary>Looks. A part that does not answer is a finding, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}

/// <summary>A part of an installation that can be looked at.</summary>
/// <param name="Section">The configuration section that it stands on. While that is wrong, the check is not made.</param>
/// <param name="Make">Makes the check.</param>
public sealed record InstallationPart(string Section, Func<IServiceProvider, IInstallationCheck> Make);

/// <summary>How a part of an installation stands.</summary>
public enum FindingKind
{
    /// <summary>It works.</summary>
    Right,

    /// <summary>It is not configured, which is allowed.</summary>
    Off,

    /// <summary>It works, and somebody should look at it before it does not.</summary>
    Doubtful,

    /// <summary>It does not work.</summary>
    Wrong,
}

/// <summary>What was found out about a part of an installation. No secret, token or text of people is in it.</summary>
/// <param name="Part">The part, in one lower-case word.</param>
/// <param name="Kind">How it stands.</param>
/// <param name="What">What was seen.</param>
/// <param name="Mend">How to mend it; empty where nothing is to be mended.</param>
public sealed record Finding(string Part, FindingKind Kind, string What, string Mend = "");
