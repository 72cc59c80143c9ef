using System.CommandLine;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot audit verify</c>: whether the record is as it was written.</summary>
internal static class AuditCommands
{
    public static Command Create() => new("audit", "Looks at the record.") { Verify() };

    private static Command Verify()
    {
        var id = new Argument<string?>("ID") { Description = "One exception; all of them when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command =
            new Command("verify", "Checks the hash chain of one exception, or of all, and names the first broken event of each.") { id };
        command.SetAction((result, cancellationToken) => VerifyAsync(result.GetValue(id), cancellationToken));
        return command;
    }

    private static async Task<int> VerifyAsync(string? one, CancellationToken cancellationToken)
    {
        var wanted = default(ExceptionId);
        if (one is not null && !ExceptionId.TryParse(one, out wanted))
        {
            await Console.Error.WriteLineAsync($"\"{one}\" is no exception's number.");
            return 2;
        }

        return await StoreCommand.RunAsync(async services =>
        {
            var store = services.GetRequiredService<IEventStore>();
            var (whole, broken, newer) = (0, 0, 0);
            await foreach (var id in one is null ? store.AllAsync(cancellationToken) : Only(wanted))
            {
                var isWhole = await VerifyAsync(store, id, cancellationToken);
                whole += isWhole == true ? 1 : 0;
                broken += isWhole == false ? 1 : 0;
                newer += isWhole is null ? 1 : 0;
            }

            Console.WriteLine(newer == 0 ? $"{whole} whole, {broken} broken." : $"{whole} whole, {broken} broken, {newer} newer.");
            return broken > 0 ? 1 : newer > 0 ? 2 : 0;
        });
    }

    /// <returns>Null when a newer PolicyBot wrote it: this build cannot tell.</returns>
    private static async Task<bool?> VerifyAsync(IEventStore store, ExceptionId id, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } record)
            {
                Console.WriteLine($"{id}: there is no such exception.");
                return false;
            }

            switch (ChainVerifier.Verify(id, record.Events, record.Head.State))
            {
                case ChainVerdict.Ok ok:
                    Console.WriteLine($"{id}: whole, {ok.Count} events, last hash {RecordedEvent.Receipt(ok.LastHash)}.");
                    return true;
                case ChainVerdict.Broken broken:
                    Console.WriteLine($"{id}: BROKEN at event {broken.Sequence}: {InWords(broken.Why)}.");
                    return false;
                default:
                    return false;
            }
        }
        catch (NewerFormatException)
        {
            Console.WriteLine($"{id}: newer: a newer PolicyBot wrote it. Verify it with that version.");
            return null;
        }
        catch (JsonException)
        {
            Console.WriteLine($"{id}: BROKEN: its head cannot be read.");
            return false;
        }
    }

    private static string InWords(ChainFault fault) => fault switch
    {
        ChainFault.NotInSequence => "another event stands in its place; one is gone, comes twice or was moved",
        ChainFault.HashDiffers => "its text does not have the hash that is stored beside it",
        ChainFault.Unreadable => "its text is no event",
        ChainFault.NotCanonical => "its text is not in the form in which events are written",
        ChainFault.OfAnotherException => "it belongs to another exception",
        ChainFault.CommitDiffers => "it names another batch than its row",
        ChainFault.PreviousDiffers => "it names another predecessor than the event before it",
        ChainFault.CannotBeFolded => "it cannot have happened after the events before it",
        ChainFault.Missing => "the head counts it, and it is not there",
        ChainFault.NotInHead => "it is there, and the head does not count it",
        ChainFault.HeadHashDiffers => "the head names another hash for it",
        _ => "the head says something else than the events",
    };

    private static async IAsyncEnumerable<ExceptionId> Only(ExceptionId id)
    {
        await Task.CompletedTask;
        yield return id;
    }
}
