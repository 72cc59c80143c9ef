using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot register retire</c>: moves what ended long ago out of the register, into a bundle.</summary>
internal static class RegisterRetireCommand
{
    public static Command Create()
    {
        var before = new Option<DateOnly>("--before")
        {
            Description = "What ended before this day (yyyy-MM-dd, in the catalog's time zone); at least 30 days ago.",
            CustomParser = result => DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", out var day) ? day : Fault(result),
            Required = true,
        };
        var by = new Option<string>("--by")
        {
            Description = "The address of the administrator who does it; it is kept in each tombstone, and not proven.",
            Required = true,
        };
        var bundle = new Option<FileInfo?>("--bundle")
        {
            Description = "The signed bundle (.zip) to move it into. One that is there is gone on with, and never written over.",
        };
        var apply = new Option<bool>("--apply") { Description = "Do it. Without it, only what would happen is printed." };
        var command = new Command(
            "retire", "Moves what has ended out of the register, into a bundle; a tombstone stays. Nothing else deletes.")
        {
            before, by, bundle, apply,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(apply) && result.GetValue(bundle) is null)
            {
                result.AddError("--apply needs --bundle FILE.zip: what is moved out is kept there.");
            }
        });
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(services => RunAsync(
            services, result.GetValue(before), result.GetValue(by)!, result.GetValue(apply) ? result.GetValue(bundle) : null,
            cancellationToken)));
        return command;
    }

    /// <summary><c>policybot register forget</c>: why there is no such thing, and what there is.</summary>
    public static Command CreateForget()
    {
        var ids = new Argument<string[]>("ID") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("forget", "Is refused: who did what is in the chain of each record. See retire.") { ids };
        command.SetAction((_, _) => WrongAsync(
            "Nothing is changed. Who asked, owned and decided is part of each event, and each event's hash is over the one before:",
            "a name that is taken out breaks the record, and everybody who holds a receipt, a bundle or a checkpoint sees that.",
            "What ended long ago can be moved out whole: policybot register retire --before DATE. Then no person but the one who",
            "moved it out is named in the register any more, and who holds the bundle decides how long that is kept (docs/record.md)."));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, DateOnly day, string typed, FileInfo? bundle, CancellationToken cancellationToken)
    {
        if (!PersonId.TryParse(typed, out var by))
        {
            return await WrongAsync($"\"{typed}\" is no e-mail address.");
        }

        if (await RegisterCommands.FindCatalogAsync(services, cancellationToken) is not { } catalog)
        {
            return 2;
        }

        using var known = new KnownAddresses(services.GetRequiredService<IAddressBook>());
        await known.RefreshAsync(cancellationToken);
        var current = new ResolvedCatalog(new FixedCatalog(catalog), known).Current;
        var person = current.Directory.FindHolder(by);
        var before = CatalogTime.EndOf(day.AddDays(-1), catalog.TimeZone);
        var options = services.GetRequiredService<IOptions<AuditOptions>>().Value;
        using var key = options.ReadKey().Key;
        if (!Access.CanLookAfterInstallation(Subject.From(current, person)))
        {
            return await WrongAsync($"{by} is no administrator by the catalog that served last: nothing is moved out.");
        }

        if (before > TimeProvider.System.GetUtcNow() - RegisterRetirement.StaysAtLeast)
        {
            return await WrongAsync("What ended in the last 30 days stays: its people may still be asked about it. Say an earlier day.");
        }

        if (key is null)
        {
            return await WrongAsync("Audit:SigningKeyPath is not set: what is moved out is kept by a bundle, and a bundle is signed.");
        }

        var chain = await CheckpointChain.ReadAsync(services.GetRequiredService<ICheckpoints>(), new KnownPoints(), cancellationToken);
        if (chain.Keys.Count > 0 && !chain.Keys.Contains(key.Public.Thumbprint()))
        {
            return await WrongAsync(
                $"The key {key.Public.Thumbprint()} has signed no checkpoint, {string.Join(" and ", chain.Keys)} did: what it moves out",
                "would be missed for good. Set the key of the installation that serves; after a change of keys, wait for its checkpoint.");
        }

        var retirement = ActivatorUtilities.CreateInstance<RegisterRetirement>(services, new FixedCatalog(catalog));
        return bundle is null
            ? await SayAsync(await FindAsync(retirement, before, cancellationToken))
            : await ApplyAsync(
                services, retirement, before, bundle,
                file => ReadAsync(file, person, key, options.EarlierKeys, cancellationToken), cancellationToken);
    }

    // The bundle is verified before anything is removed that it is to hold.
    private static async Task<RetiringBundle?> ReadAsync(
        FileInfo bundle, PersonId by, EvidenceKey key, IReadOnlyCollection<string> earlierKeys, CancellationToken cancellationToken)
    {
        var reading = new BundleReading([key.Public.Thumbprint(), .. earlierKeys]);
        if (await reading.ReadAsync(bundle, cancellationToken) is not { Manifest: not null } report || reading.ExitCode != 0)
        {
            await WrongAsync($"{bundle.Name} does not hold what it should: nothing is moved out.");
            return null;
        }

        await using var file = bundle.OpenRead();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        Console.WriteLine($"{bundle.Name}: SHA-256 {hash}.");
        return new RetiringBundle(bundle.Name, hash, by, key, earlierKeys, report.Streams);
    }

    private static async Task<RetirementPlan> FindAsync(
        RegisterRetirement retirement, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var progress = ProgressLine.Begin("exceptions");
        return await retirement.FindAsync(before, progress.StepAsync, cancellationToken);
    }

    private static async Task<int> SayAsync(RetirementPlan plan)
    {
        foreach (var point in plan.Points)
        {
            Console.WriteLine($"{point.Id}: {point.Version} events, last hash {RecordedEvent.Receipt(point.Hash)}");
        }

        await SayLeftAsync(plan.Left);
        Console.WriteLine($"{plan.Points.Count} would be moved out, {plan.Left.Count} left.");
        if (plan.Points.Count > 0)
        {
            Console.WriteLine("Nothing is changed yet: say it again with --bundle FILE.zip --apply.");
        }

        return plan.Left.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ApplyAsync(
        IServiceProvider services, RegisterRetirement retirement, DateTimeOffset before, FileInfo bundle,
        Func<FileInfo, Task<RetiringBundle?>> readAsync, CancellationToken cancellationToken)
    {
        RetiringBundle? held = null;
        if (bundle.Exists && (held = await readAsync(bundle)) is null)
        {
            return 2;
        }

        var (finished, unfinished) = await retirement.FinishAsync(held, cancellationToken);
        if (finished > 0)
        {
            Console.WriteLine($"{finished} exceptions that an earlier run had begun to move out are out now.");
        }

        var plan = await FindAsync(retirement, before, cancellationToken);
        List<NotRetired> left = [.. unfinished, .. plan.Left];
        var moved = 0;
        if (plan.Points.Count > 0)
        {
            if (held is null
                && (await AuditExportCommand.WriteBundleAsync(
                        services, [.. plan.Points.Select(point => point.Id)], bundle, cancellationToken) == 2
                    || (held = await readAsync(bundle)) is null))
            {
                return 2;
            }

            await using var progress = ProgressLine.Begin("exceptions");
            var stay = await retirement.ApplyAsync(plan.Points, held, before, progress.StepAsync, cancellationToken);
            left.AddRange(stay);
            moved = plan.Points.Count - stay.Count;
        }

        await SayLeftAsync(left);
        Console.WriteLine(
            $"{moved} moved out, {left.Count} left." + (moved > 0 ? $" Keep {bundle.Name}: nothing else holds them." : ""));
        return left.Count == 0 ? 0 : 1;
    }

    private static async Task SayLeftAsync(IEnumerable<NotRetired> left)
    {
        foreach (var one in left)
        {
            await Console.Error.WriteLineAsync(one.ToString());
        }
    }

    private static DateOnly Fault(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"\"{result.Tokens[0].Value}\" is no day: yyyy-MM-dd.");
        return default;
    }

    private static async Task<int> WrongAsync(params string[] lines)
    {
        await Console.Error.WriteLineAsync(string.Join('\n', lines));
        return 2;
    }
}
