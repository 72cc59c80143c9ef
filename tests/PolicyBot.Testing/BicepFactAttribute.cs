namespace PolicyBot.Testing;

/// <summary>
/// A test that runs the command line of Bicep. Where there is none for the platform the test is skipped; with <c>CI=true</c> it runs and
/// fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute()
    {
        if (!File.Exists(Bicep.Program) && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "The command line of Bicep is restored on Linux on x64 only.";
        }
    }
}
