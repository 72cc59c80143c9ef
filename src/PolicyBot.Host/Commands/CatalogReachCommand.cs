using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Teams;

namespace PolicyBot.Host.Commands;

/// <summary>
/// <c>policybot catalog check FILE --reach</c>: asks the configured channels where the people of a catalog can be written to.
/// </summary>
internal static class CatalogReachCommand
{
    /// <summary>Prints where each person of the catalog can be reached, and the warnings.</summary>
    /// <returns>0; 2 when channels or store could not be asked.</returns>
    public static async Task<int> PrintAsync(string fileName, PolicyCatalog catalog, CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ICatalog>(new FixedCatalog(catalog));
        builder.Services.AddPolicyBotTables(builder.Configuration);
        builder.Services.AddTeamsConnector();
        builder.Services.AddSlack(builder.Configuration);
        using var host = builder.Build();
        try
        {
            if (await host.Services.SlackFaultsAsync(cancellationToken) is { Count: > 0 } wrong)
            {
                await Console.Error.WriteLineAsync(string.Join('\n', wrong));
                return 2;
            }

            var book = new ReadBook(host.Services.GetRequiredService<IAddressBook>());
            using var known = new KnownAddresses(book);
            await known.RefreshAsync(cancellationToken);
            var people = new ResolvedPeople(new LookedAt(host.Services.GetRequiredService<IPeople>()), () => known.Directory);
            var resolved = new ResolvedCatalog(host.Services.GetRequiredService<ICatalog>(), known);
            var channels = host.Services.GetServices<IChannel>().ToList();
            var proofs = new AddressProofs(
                people,
                known,
                new IdentityLinks(people, known, () => resolved.Current.People, TimeProvider.System),
                new AccountStanding(people, channels),
                resolved,
                TimeProvider.System);
            using var reachability = new Reachability(
                people, proofs, resolved, channels, new LastInteractions(channels, TimeProvider.System), TimeProvider.System);
            var report = await new CatalogReach(reachability).OfAsync(fileName, resolved.Current, cancellationToken);
            foreach (var line in report.Warnings.Select(warning => warning.ToString()).Concat(report.Lines))
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (OptionsValidationException faults)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', faults.Failures));
            return 2;
        }
        catch (StoreUnavailableException outage)
        {
            await Console.Error.WriteLineAsync($"The store does not answer: {outage.Message}");
            return 2;
        }
    }

    /// <summary>What is known of addresses, and stays as it is.</summary>
    private sealed class ReadBook(IAddressBook book) : IAddressBook
    {
        public Task<StoredAddress?> ReadAsync(PersonId address, CancellationToken cancellationToken) =>
            book.ReadAsync(address, cancellationToken);

        public Task<bool> TryWriteAsync(KnownAddress address, string? etag, CancellationToken cancellationToken) => Task.FromResult(true);

        public IAsyncEnumerable<KnownAddress> AllAsync(CancellationToken cancellationToken) => book.AllAsync(cancellationToken);
    }

    /// <summary>
    /// What is known of people, and stays as it is: a catalog that is only checked must not change whom the one that serves writes to.
    /// </summary>
    private sealed class LookedAt(IPeople people) : IPeople
    {
        public Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken) =>
            people.ReadAsync(account, cancellationToken);

        public Task ChangeAsync(ChannelAccount account, Func<KnownAccount?, KnownAccount?> change, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken) =>
            people.OfAsync(person, cancellationToken);

        public Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<bool> HasHappenedAsync(PersonId person, string what, CancellationToken cancellationToken) =>
            people.HasHappenedAsync(person, what, cancellationToken);

        public Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
