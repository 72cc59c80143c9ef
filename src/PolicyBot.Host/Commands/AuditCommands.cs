using System.CommandLine;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot audit</c>: whether the record is as it was written, and what can be taken away of it.</summary>
internal static class AuditCommands
{
    public static Command Create() => new("audit", "Looks at the record.") { Verify(), AuditExportCommand.Create() };

    private static Command Verify()
    {
        var what = new Argument<string?>("ID|FILE.zip")
        {
            Description = "One exception, or a bundle; every exception of the store when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var against = new Option<FileInfo[]>("--against")
        {
            Description = "An earlier bundle: what it holds must still be there as it was. May be repeated.",
        };
        var key = new Option<string[]>("--key")
        {
            Description = "The thumbprint of a key that may have signed, as PolicyBot says it at start; no other may. May be repeated.",
        };
        var command =
            new Command(
                "verify",
                "Checks the hash chain of one exception, of all, or of a bundle, and names what was changed, removed or rewritten.")
            {
                what, against, key,
            };
        command.SetAction((result, cancellationToken) => VerifyAsync(
            result.GetValue(what), result.GetValue(against) ?? [], result.GetValue(key) ?? [], cancellationToken));
        return command;
    }

    private static async Task<int> VerifyAsync(
        string? what, IReadOnlyList<FileInfo> against, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var wanted = default(ExceptionId);
        var isBundle = what is not null && what.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
        if (what is not null && !isBundle && !ExceptionId.TryParse(what, out wanted))
        {
            await Console.Error.WriteLineAsync($"\"{what}\" is no exception's number, and no bundle (.zip).");
            return 2;
        }

        var bundles = new BundleReading(keys);
        foreach (var file in against)
        {
            if (!await bundles.AddEarlierAsync(file, cancellationToken))
            {
                return bundles.ExitCode;
            }
        }

        return isBundle
            ? await bundles.VerifyAsync(new FileInfo(what!), cancellationToken)
            : await StoreCommand.RunAsync(services => new StoreVerification(services, bundles).RunAsync(wanted, cancellationToken));
    }
}
