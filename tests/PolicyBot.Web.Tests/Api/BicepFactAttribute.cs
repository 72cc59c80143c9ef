using System.Reflection;

namespace PolicyBot.Web.Tests.Api;

/// <summary>
/// A test that runs the command line of Bicep, which the restore of this project brings. Where it has none for the platform the test is
/// skipped; with <c>CI=true</c> it runs and fails.
/// </summary>
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute()
    {
        if (!File.Exists(Program) && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "The command line of Bicep is restored on Linux on x64 only.";
        }
    }

    /// <summary>Where it is; empty: this platform has none.</summary>
    public static string Program { get; } = typeof(BicepFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => data.Key == "Bicep")?.Value ?? "";
}
