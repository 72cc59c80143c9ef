using System.ComponentModel;
using System.Diagnostics;

namespace PolicyBot.Lab.Page;

/// <summary>The browser of the person who started the Lab.</summary>
internal static class Browser
{
    /// <summary>Opens the page, unless there is no desktop to show it on.</summary>
    public static void Open(Uri page)
    {
        var command = OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        var seen = !OperatingSystem.IsLinux() || Has("DISPLAY") || Has("WAYLAND_DISPLAY");
        if (!seen || Has("CI"))
        {
            return;
        }

        try
        {
            using var browser =
                Process.Start(
                    new ProcessStartInfo(command, [page.ToString()])
                    {
                        UseShellExecute = false,
                        RedirectStandardOutput = true,
                        RedirectStandardError = true
                    });
        }
        catch (Win32Exception)
        {
            // No such command: the address is printed anyway.
        }
    }

    private static bool Has(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
