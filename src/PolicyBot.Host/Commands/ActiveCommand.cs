using System.CommandLine;
using System.Globalization;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot active</c>: the gate for pipelines that reach the store.</summary>
internal static class ActiveCommand
{
    // It shows what a key would: nothing that is confidential.
    private static readonly DoorCaller Pipeline = new(
        new MachineActor("command", "command line", ScopeNames.NamesOf(Scopes.Active)), default);

    public static Command Create()
    {
        var policy = new Option<string?>("--policy") { Description = "The id of a policy." };
        var asset = new Option<string?>("--asset")
        {
            Description = "The id of a thing, as requests name it, or its name in the list of assets.",
        };
        var command = new Command("active", "Says whether an approved exception covers a thing now: 0 yes, 1 no, 2 it can't be said.")
        {
            policy,
            asset,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (id, thing) = (result.GetValue(policy)?.Trim() ?? "", result.GetValue(asset)?.Trim() ?? "");
            if (id.Length + thing.Length == 0)
            {
                await Console.Error.WriteLineAsync("Name a policy (--policy), a thing (--asset), or both.");
                return 2;
            }

            return await StoreCommand.RunAsync(services => FindAsync(services, id, thing, cancellationToken));
        });
        return command;
    }

    private static async Task<int> FindAsync(
        IServiceProvider services, string policy, string asset, CancellationToken cancellationToken)
    {
        if (await RegisterCommands.FindCatalogAsync(services, cancellationToken) is not { } catalog)
        {
            return 2;
        }

        var active = new ActiveExceptions(
            services.GetRequiredService<IEventStore>(), services.GetRequiredService<IIndex>(), services.GetRequiredService<IListings>(),
            new FixedCatalog(catalog), TimeProvider.System);
        var answer = await active.FindAsync(Pipeline, policy, asset, cancellationToken);
        if (answer.States.Count == 0 && policy.Length > 0 && catalog.Policy(policy) is null)
        {
            await Console.Error.WriteLineAsync($"The catalog has no policy \"{policy}\".");
            return 2;
        }

        if (answer.States.Count == 0 && answer.HasMore)
        {
            await Console.Error.WriteLineAsync("Too many exceptions name it to say so: name policy and asset.");
            return 2;
        }

        foreach (var state in answer.States)
        {
            var until = (state.InForceUntil ?? state.HoldsUntil).UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var unapproved = state.Status == Status.Approved ? "" : " (started at once, not approved yet)";
            Console.WriteLine($"{state.Id} {state.Content!.PolicyId} until {until}{unapproved}: {string.Join(", ", state.Content.Assets)}");
        }

        if (answer.States.Count == 0)
        {
            Console.WriteLine("Nothing in force covers it.");
        }

        return answer.States.Count > 0 ? 0 : 1;
    }
}
