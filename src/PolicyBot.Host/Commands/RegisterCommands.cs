using System.CommandLine;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot register</c>: what lists and figures are drawn from.</summary>
internal static class RegisterCommands
{
    public static Command Create() => new("register", "Looks after the register.")
    {
        Reindex(), RegisterImportCommand.Create(), RegisterRetireCommand.Create(), RegisterRetireCommand.CreateForget(),
    };

    private static Command Reindex()
    {
        var command = new Command(
            "reindex", "Writes the rows of lists and the counts of figures anew from the record. PolicyBot may serve meanwhile.");
        command.SetAction((_, cancellationToken) => StoreCommand.RunAsync(services => ReindexAsync(services, cancellationToken)));
        return command;
    }

    private static async Task<int> ReindexAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await FindCatalogAsync(services, cancellationToken) is not { } catalog)
        {
            return 2;
        }

        using var known = new KnownAddresses(services.GetRequiredService<IAddressBook>());
        await known.RefreshAsync(cancellationToken);
        var reindex = new RegisterReindex(
            services.GetRequiredService<IEventStore>(), services.GetRequiredService<IListings>(), services.GetRequiredService<ICounts>(),
            new ResolvedCatalog(new FixedCatalog(catalog), known));
        Reindexed done;
        await using (var progress = ProgressLine.Begin("exceptions"))
        {
            done = await reindex.RunAsync(progress.StepAsync, cancellationToken);
        }

        foreach (var fault in done.Faults)
        {
            await Console.Error.WriteLineAsync(fault);
        }

        Console.WriteLine($"{done.Written} exceptions stand in lists and counts as the record says; {done.Corrected} numbers corrected.");
        return done.Faults.Count == 0 ? 0 : 1;
    }

    /// <summary>The catalog that served last, on whichever host; null, after a line on why: there is none that can be read.</summary>
    internal static async Task<PolicyCatalog?> FindCatalogAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var versions = services.GetRequiredService<ICatalogVersions>();
        if (await versions.FindNewestAsync(cancellationToken) is { } newest
            && await versions.ReadAsync(newest.Hash, cancellationToken) is { } text
            && CatalogReader.Read("catalog", text) is CatalogReading.Good good)
        {
            return good.Catalog;
        }

        await Console.Error.WriteLineAsync(
            "There is no catalog in this store that this version of PolicyBot can read: start PolicyBot with it once.");
        return null;
    }
}
