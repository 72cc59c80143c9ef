using System.CommandLine;
using PolicyBot.Application.Catalogs;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot people</c>: what is known of whom, and an administrator's word on who is one human.</summary>
internal static class PeopleCommands
{
    public static Command Create() => new("people", "Shows and corrects who is who.")
    {
        List(),
        Show(),
        Judge("link", "Two identities are one person: what is one's is the other's, and neither decides on it.", isSame: true),
        Judge("unlink", "Two identities are two people, whatever their addresses show.", isSame: false),
    };

    private static Command List()
    {
        var contains = new Option<string?>("--contains") { Description = "Only those whose name or address has this in it." };
        var command = new Command("list", "Lists every person with their addresses and accounts.") { contains };
        command.SetAction((result, cancellationToken) => WithAddressesAsync(async (known, services) =>
        {
            var wanted = result.GetValue(contains) ?? "";
            var entries = await EntriesAsync(services, cancellationToken) ?? [];
            var directory = new PeopleDirectory(known.Rows.Values, entries);
            var people = known.Rows.Keys.Concat(entries.SelectMany(entry => entry.Addresses.Append(entry.Email))).Distinct()
                .GroupBy(directory.Resolve).OrderBy(person => person.Key);
            foreach (var person in people.Where(person => person.Any(address => Has(directory, address, wanted))))
            {
                var accounts = directory.RowsOf(person.Key).SelectMany(row => row.Proofs).Where(proof => proof.Until is null)
                    .Select(proof => proof.Account);
                Console.WriteLine($"{person.Key}: {directory.NameOf(person.Key)}");
                Console.WriteLine($"  addresses: {string.Join(", ", person.Order())}");
                Console.WriteLine($"  accounts: {string.Join(", ", accounts.Distinct().Order(StringComparer.Ordinal))}");
                PrintEntry(entries.FirstOrDefault(entry => directory.AreSame(entry.Email, person.Key)));
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Show()
    {
        var address = new Argument<string>("ADDRESS") { Description = "Any address of the person." };
        var command = new Command("show", "Shows what is known of a person: from where, since when, and what was judged.") { address };
        command.SetAction((result, cancellationToken) => WithAddressesAsync(async (known, services) =>
        {
            if (!PersonId.TryParse(result.GetValue(address), out var person))
            {
                return await WrongAsync(result.GetValue(address));
            }

            var entries = await EntriesAsync(services, cancellationToken) ?? [];
            var directory = new PeopleDirectory(known.Rows.Values, entries);
            var rows = directory.RowsOf(person).ToList();
            var entry = entries.FirstOrDefault(one => directory.AreSame(one.Email, person));
            if (rows.Count == 0 && entry is null)
            {
                Console.WriteLine($"Nothing is known of {person}.");
                return 1;
            }

            Console.WriteLine($"{directory.Resolve(person)}: {directory.NameOf(person)}");
            PrintEntry(entry);
            foreach (var row in rows)
            {
                Console.WriteLine($"  {row.Address}{(row.Holder is { } holder ? $", held by {holder} now" : "")}");
                foreach (var proof in row.Proofs)
                {
                    var end = proof.Until is { } until ? $" until {Say(until)}" : "";
                    Console.WriteLine($"    shown by {proof.Account} since {Say(proof.From)}{end}");
                }

                foreach (var verdict in row.Verdicts)
                {
                    var by = verdict.By.Length > 0 ? verdict.By : "PolicyBot";
                    var judged = verdict.IsSame ? "one person with" : "not";
                    Console.WriteLine($"    {judged} {verdict.With}: {by}, {Say(verdict.At)}: {verdict.Because}");
                }

                foreach (var former in row.Formers)
                {
                    Console.WriteLine($"    one person with {former.With} by the catalog until {Say(former.Until)}");
                }
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Judge(string verb, string description, bool isSame)
    {
        var one = new Argument<string>("ONE") { Description = "An identity, as people list prints it." };
        var other = new Argument<string>("OTHER") { Description = "The other one; it names the person where the two are one." };
        var by = new Option<string>("--by")
        {
            Description = "The address of the administrator who says so; it is kept and told, not checked.",
            Required = true,
        };
        var reason = new Option<string>("--reason") { Description = "Why. Kept, and told to administrators and to both.", Required = true };
        var apply = new Option<bool>("--apply") { Description = "Do it. Without it, only what would change is printed." };
        var command = new Command(verb, description) { one, other, by, reason, apply };
        command.SetAction(async (result, cancellationToken) =>
        {
            string[] typed = [result.GetValue(one)!, result.GetValue(other)!, result.GetValue(by)!];
            if (typed.FirstOrDefault(text => !PersonId.TryParse(text, out _)) is { } wrong)
            {
                return await WrongAsync(wrong);
            }

            if (SeenText.Count(result.GetValue(reason)!) == 0)
            {
                await Console.Error.WriteLineAsync("--reason is empty: say why.");
                return 2;
            }

            return await WithAddressesAsync(async (known, services) =>
            {
                var people = new ResolvedPeople(services.GetRequiredService<IPeople>(), () => known.Directory);
                if (await EntriesAsync(services, cancellationToken) is not { } entries)
                {
                    await Console.Error.WriteLineAsync(
                        "The catalog that was taken up last can't be read, and with it who is one person: nothing is changed.");
                    return 1;
                }

                var links = new IdentityLinks(people, known, () => entries, TimeProvider.System);
                var isDryRun = !result.GetValue(apply);
                var changes = await links.JudgeAsync(
                    PersonId.Parse(typed[0]),
                    PersonId.Parse(typed[1]),
                    isSame,
                    PersonId.Parse(typed[2]),
                    result.GetValue(reason)!.Trim(),
                    isDryRun,
                    cancellationToken);
                foreach (var change in changes.DefaultIfEmpty("It stands like that already: nothing changes."))
                {
                    Console.WriteLine(change);
                }

                if (!isDryRun && changes.Count > 0)
                {
                    // What they asked for and what waits for them is looked at again, under both identities.
                    var again = new ReachabilityRestored(
                        services.GetRequiredService<IIndex>(), services.GetRequiredService<IWork>(), TimeProvider.System);
                    await again.LookAsync(PersonId.Parse(typed[0]), cancellationToken);
                    await again.LookAsync(PersonId.Parse(typed[1]), cancellationToken);
                }

                if (isDryRun && changes.Count > 0)
                {
                    Console.WriteLine("Nothing is changed yet: say it again with --apply.");
                }

                return 0;
            }, cancellationToken);
        });
        return command;
    }

    private static Task<int> WithAddressesAsync(
        Func<KnownAddresses, IServiceProvider, Task<int>> workAsync, CancellationToken cancellationToken) =>
        StoreCommand.RunAsync(async services =>
        {
            using var known = new KnownAddresses(services.GetRequiredService<IAddressBook>());
            await known.RefreshAsync(cancellationToken);
            return await workAsync(known, services);
        });

    // The entries of the catalog that was taken up last, on whichever host.
    // Null: this version of PolicyBot can't read it.
    private static async Task<IReadOnlyList<PersonEntry>?> EntriesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var versions = services.GetRequiredService<ICatalogVersions>();
        return await versions.FindNewestAsync(cancellationToken) is not { } newest
            || await versions.ReadAsync(newest.Hash, cancellationToken) is not { } text ? []
            : (CatalogReader.Read("catalog", text) as CatalogReading.Good)?.Catalog.People;
    }

    private static void PrintEntry(PersonEntry? entry)
    {
        if (entry is not null)
        {
            string[] accounts = [.. new[] { ("slack", entry.Slack), ("teams", entry.Teams) }
                .Where(one => one.Item2 is not null).Select(one => $"{one.Item1} {one.Item2}")];
            var listed = entry.Addresses.Prepend(entry.Email).Select(address => address.Value).Concat(accounts);
            Console.WriteLine($"  the catalog lists: {string.Join(", ", listed)}");
        }
    }

    private static bool Has(PeopleDirectory directory, PersonId address, string text) =>
        address.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
        || directory.Find(address)?.Name.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static string Say(DateTimeOffset instant) => $"{instant:yyyy-MM-dd HH:mm} UTC";

    private static async Task<int> WrongAsync(string? typed)
    {
        await Console.Error.WriteLineAsync($"\"{typed}\" is no e-mail address.");
        return 2;
    }
}
