using System.CommandLine;
using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot api-key</c>: the keys of machines.</summary>
internal static class ApiKeyCommands
{
    private const int MostDays = 730;

    public static Command Create() => new("api-key", "Makes, lists and revokes the keys of machines.")
    {
        Make(),
        List(),
        Revoke(),
    };

    private static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "Which machine has it: it stands in records and lists." };
        var scope = new Option<string[]>("--scope")
        {
            Description = $"What it opens: {string.Join(", ", ScopeNames.All)}; may be given several times.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var days = new Option<int>("--days")
        {
            Description = $"After how many days it opens nothing, 1 to {MostDays}.",
            DefaultValueFactory = _ => 365,
        };
        var command = new Command("create", "Makes a key and shows it once.") { name, scope, days };
        command.SetAction(async (result, cancellationToken) =>
        {
            var called = SeenText.Trim(result.GetValue(name));
            if (called.Length is 0 or > 60)
            {
                await Console.Error.WriteLineAsync("NAME must have 1 to 60 characters.");
                return 2;
            }

            if (ScopeNames.Parse(result.GetValue(scope)!) is not { } opens)
            {
                await Console.Error.WriteLineAsync(
                    $"--scope {string.Join(' ', result.GetValue(scope)!)}: use {string.Join(", ", ScopeNames.All)}.");
                return 2;
            }

            if (result.GetValue(days) is < 1 or > MostDays)
            {
                await Console.Error.WriteLineAsync($"--days must be 1 to {MostDays}.");
                return 2;
            }

            return await StoreCommand.RunAsync(async services =>
            {
                var (secret, now) = (ApiKeySecret.Draw(), TimeProvider.System.GetUtcNow());
                var key = new ApiKey(secret.Id, called, opens, secret.Hash, now, now.AddDays(result.GetValue(days)));
                await services.GetRequiredService<IApiKeys>().TryWriteAsync(key, cancellationToken);
                Console.WriteLine(secret.Text);
                await Console.Error.WriteLineAsync(
                    $"This is shown once. It opens {Say(opens)} until {Say(key.ExpiresAt)}; its id is {key.Id}.");
                return 0;
            });
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the keys, never their secrets.");
        command.SetAction((_, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var key in await services.GetRequiredService<IApiKeys>().AllAsync(cancellationToken))
            {
                var stands = key.RevokedAt is { } revoked ? $"revoked {Say(revoked)}"
                    : key.IsGood(now) ? $"until {Say(key.ExpiresAt)}" : $"expired {Say(key.ExpiresAt)}";
                Console.WriteLine($"{key.Id}  {key.Name}: {Say(key.Scopes)}; {stands}; last used {Say(key.LastUsedAt)}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "As api-key list prints it." };
        var command = new Command("revoke", "Revokes a key. A host that has just used it may take it for a minute more.") { id };
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            var keys = services.GetRequiredService<IApiKeys>();
            while (true)
            {
                if (await keys.FindAsync(result.GetValue(id)!, cancellationToken) is not { } key)
                {
                    await Console.Error.WriteLineAsync($"There is no key {result.GetValue(id)}.");
                    return 1;
                }

                if (key.RevokedAt is not null
                    || await keys.TryWriteAsync(key with { RevokedAt = TimeProvider.System.GetUtcNow() }, cancellationToken))
                {
                    Console.WriteLine($"{key.Id} ({key.Name}) opens nothing any more.");
                    return 0;
                }
            }
        }));
        return command;
    }

    private static string Say(Scopes scopes) => string.Join(", ", ScopeNames.NamesOf(scopes));

    private static string Say(DateTimeOffset? instant) =>
        instant?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "never";
}
