using System.CommandLine;
using PolicyBot.Host.Doctor;

namespace PolicyBot.Host.Commands;

/// <summary>The command line: <c>policybot VERB</c>.</summary>
internal static class PolicyBotCommands
{
    /// <summary>Whether the arguments ask for something else than to serve.</summary>
    public static bool HasVerb(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version");

    /// <summary>All verbs.</summary>
    public static RootCommand Create() => new("policybot: policy exceptions, asked for and approved by chat. Without a verb it serves.")
    {
        CatalogCommands.Create(),
        AuditCommands.Create(),
        RegisterCommands.Create(),
        PeopleCommands.Create(),
        ApiKeyCommands.Create(),
        WebhookCommands.Create(),
        ActiveCommand.Create(),
        AssessCommands.Create(),
        ManifestCommand.Create(),
        DoctorCommand.Create(),
    };

    /// <summary>Does what a verb asks for.</summary>
    /// <returns>0 when all is well; 1 when what was looked at is not; 2 when the call is wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var call = Create().Parse(args);
        var exitCode = await call.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return call.Errors.Count > 0 ? 2 : exitCode; // the library says 1 to a wrong call, which is our word for a broken record or catalog
    }
}
