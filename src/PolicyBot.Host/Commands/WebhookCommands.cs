using System.CommandLine;
using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Policies;
using PolicyBot.Web.Outside;
using PolicyBot.Web.Webhooks;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot webhook</c>: where events go.</summary>
internal static class WebhookCommands
{
    private const int LongestName = 60;
    private const int LongestUrl = 2_000;

    public static Command Create() => new("webhook", "Adds, lists, tests and removes the endpoints that events are posted to.")
    {
        Add(),
        List(),
        Test(),
        WebhookRedeliverCommand.Create(),
        Rotate(),
        Remove(),
    };

    /// <summary>An argument that names an endpoint.</summary>
    public static Argument<string> Id() => new("ID") { Description = "As webhook list prints it." };

    /// <summary>Finds the endpoint that was named; says so when there is none.</summary>
    public static async Task<WebhookEndpoint?> FindAsync(IServiceProvider services, string id, CancellationToken cancellationToken)
    {
        var found = await services.GetRequiredService<IWebhooks>().FindAsync(id, cancellationToken);
        if (found is null)
        {
            await Console.Error.WriteLineAsync($"There is no endpoint {id}.");
        }

        return found;
    }

    /// <summary>An instant in words.</summary>
    public static string Say(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static Command Add()
    {
        var url = new Argument<string>("URL") { Description = "Where events are posted: https." };
        var name = new Option<string>("--name") { Description = "What it is called in lists and messages; default its host." };
        var command = new Command("add", "Adds an endpoint and shows its secret once.") { url, name };
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            var typed = result.GetValue(url)!;
            if (typed.Length > LongestUrl || !Uri.TryCreate(typed, UriKind.Absolute, out var target))
            {
                await Console.Error.WriteLineAsync($"URL: it is no absolute URL of at most {LongestUrl} characters.");
                return 2;
            }

            if (services.GetRequiredService<OutsideHttp>().WhyNot(target) is { } why)
            {
                await Console.Error.WriteLineAsync($"URL: {why}.");
                return 2;
            }

            var called = SeenText.Trim(result.GetValue(name) ?? Shorten(target.Host));
            if (called.Length is 0 or > LongestName)
            {
                await Console.Error.WriteLineAsync($"--name must have 1 to {LongestName} characters.");
                return 2;
            }

            var endpoint = new WebhookEndpoint(
                WebhookEndpoint.DrawId(), called, target, WebhookSecret.Draw(), TimeProvider.System.GetUtcNow());
            if (!await services.GetRequiredService<IWebhooks>().TryWriteAsync(endpoint, cancellationToken))
            {
                await Console.Error.WriteLineAsync("It was not stored: its id is taken. Run it once more.");
                return 1;
            }

            Console.WriteLine(endpoint.Secret.Text);
            await Console.Error.WriteLineAsync(
                $"This is shown once. Its id is {endpoint.Id}; what happens from {Say(endpoint.BeginsAt)} on is sent.");
            return 0;
        }));
        return command;
    }

    private static string Shorten(string host) => host.Length <= LongestName ? host : $"{host[..(LongestName - 1)]}…";

    private static Command List()
    {
        var command = new Command("list", "Lists the endpoints, never their secrets; of a URL only its host, because the rest may be one.");
        command.SetAction((_, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            foreach (var endpoint in await services.GetRequiredService<IWebhooks>().AllAsync(cancellationToken))
            {
                var stands = endpoint switch
                {
                    { OffAt: { } off } => $"switched off {Say(off)} ({endpoint.Code})",
                    { FailingSince: { } since } => $"takes nothing since {Say(since)} ({endpoint.Code})",
                    { TakenAt: { } taken } => $"took something {Say(taken)}",
                    _ => $"nothing was sent yet; begins {Say(endpoint.BeginsAt)}",
                };
                var rotates = endpoint.NextSecret is null ? "" : "; a new secret waits to be confirmed";
                Console.WriteLine($"{endpoint.Id}  {endpoint.Name}: {endpoint.Url.GetLeftPart(UriPartial.Authority)}; {stands}{rotates}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Test()
    {
        var id = Id();
        var command = new Command("test", "Posts a test. An endpoint that was switched off and takes it is on again.") { id };
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            var hooks = services.GetRequiredService<IWebhooks>();
            if (await FindAsync(services, result.GetValue(id)!, cancellationToken) is not { } endpoint)
            {
                return 1;
            }

            var outcome = await services.GetRequiredService<WebhookCall>().TestAsync(endpoint, cancellationToken);
            if (outcome is not SendOutcome.Sent)
            {
                await Console.Error.WriteLineAsync($"It was not taken ({Application.Notifications.MessageLife.CodeOf(outcome)}).");
                return 1;
            }

            var wasOff = endpoint.OffAt is not null;
            if (!await ChangeAsync(
                hooks, endpoint, stands => WebhookEndpoints.After(stands, outcome, TimeProvider.System.GetUtcNow()), cancellationToken))
            {
                return 1;
            }

            Console.WriteLine(wasOff
                ? "It was taken, and the endpoint is on again. What waits is sent within a day; webhook redeliver sends it at once."
                : "It was taken.");
            return 0;
        }));
        return command;
    }

    private static Command Rotate()
    {
        var id = Id();
        var confirm = new Option<bool>("--confirm") { Description = "The receiver knows the new secret: it alone signs from now on." };
        var again = new Option<bool>("--again") { Description = "The new secret that waits is lost: draws another." };
        var command = new Command(
            "rotate", "Draws a new secret and shows it once. Both sign, the older one first, until --confirm.") { id, confirm, again };
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            if (await FindAsync(services, result.GetValue(id)!, cancellationToken) is not { } endpoint)
            {
                return 1;
            }

            var hooks = services.GetRequiredService<IWebhooks>();
            if (result.GetValue(confirm))
            {
                if (endpoint.NextSecret is null)
                {
                    await Console.Error.WriteLineAsync("No new secret waits to be confirmed.");
                    return 1;
                }

                if (!await ChangeAsync(
                    hooks, endpoint, stands => stands with { Secret = stands.NextSecret ?? stands.Secret, NextSecret = null },
                    cancellationToken))
                {
                    return 1;
                }

                Console.WriteLine("The new secret alone signs from now on, within half a minute on every host.");
                return 0;
            }

            if (endpoint.NextSecret is not null && !result.GetValue(again))
            {
                await Console.Error.WriteLineAsync(
                    "A new secret waits to be confirmed already: --confirm takes it, --again draws another in its place.");
                return 1;
            }

            var drawn = WebhookSecret.Draw();
            if (!await ChangeAsync(hooks, endpoint, stands => stands with { NextSecret = drawn }, cancellationToken))
            {
                return 1;
            }

            Console.WriteLine(drawn.Text);
            await Console.Error.WriteLineAsync(
                $"This is shown once. Give it to the receiver, then run webhook rotate {endpoint.Id} --confirm.");
            return 0;
        }));
        return command;
    }

    private static Command Remove()
    {
        var id = Id();
        var command = new Command("remove", "Removes an endpoint with its secret. Hosts may send to it for some seconds more.") { id };
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            if (await FindAsync(services, result.GetValue(id)!, cancellationToken) is not { } endpoint)
            {
                return 1;
            }

            await services.GetRequiredService<IWebhooks>().RemoveAsync(endpoint.Id, cancellationToken);
            Console.WriteLine($"{endpoint} gets nothing any more.");
            return 0;
        }));
        return command;
    }

    // A host notes meanwhile how the endpoint does.
    private static async Task<bool> ChangeAsync(
        IWebhooks hooks, WebhookEndpoint endpoint, Func<WebhookEndpoint, WebhookEndpoint> change, CancellationToken cancellationToken)
    {
        for (WebhookEndpoint? stands = endpoint; stands is not null; stands = await hooks.FindAsync(endpoint.Id, cancellationToken))
        {
            if (await hooks.TryWriteAsync(change(stands), cancellationToken))
            {
                return true;
            }
        }

        await Console.Error.WriteLineAsync($"{endpoint} was removed meanwhile.");
        return false;
    }
}
