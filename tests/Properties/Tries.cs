using System.Globalization;
using FsCheck;

namespace PolicyBot.Testing;

/// <summary>How often, and with which values, properties are tried.</summary>
/// <remarks>
/// With <c>CI=true</c> each run tries the same values, so that a commit is judged by what it changes. Elsewhere they are new each time.
/// <c>POLICYBOT_PROPERTY_TRIES</c> says how many of each property; where it is set, what is enumerated is enumerated whole.
/// </remarks>
internal static class Tries
{
    private static readonly int? Asked =
        int.TryParse(Environment.GetEnvironmentVariable("POLICYBOT_PROPERTY_TRIES"), CultureInfo.InvariantCulture, out var tries) ? tries : null;

    /// <summary>Whether each run tries the same values.</summary>
    public static bool AreFixed { get; } = Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>One in so many of what is enumerated is tried; each one where the number of tries is asked for.</summary>
    public static int OneIn(int many) => Asked is null ? many : 1;

    /// <summary>Throws at the first of so many values for which a property does not hold.</summary>
    public static Config Of(int count = 100)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Asked ?? count);
        return AreFixed ? config.WithReplay(2026, 1129) : config;
    }
}
