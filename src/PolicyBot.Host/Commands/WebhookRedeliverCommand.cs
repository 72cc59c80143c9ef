using System.CommandLine;
using System.Globalization;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Host.Commands;

/// <summary><c>policybot webhook redeliver</c>: events once more, from one exception or from a day on.</summary>
internal static class WebhookRedeliverCommand
{
    public static Command Create()
    {
        var id = WebhookCommands.Id();
        var exception = new Option<string>("--exception") { Description = "The number of one exception." };
        var from = new Option<long>("--from")
        {
            Description = "With --exception: the event to begin with.",
            DefaultValueFactory = _ => 1,
        };
        var since = new Option<string>("--since")
        {
            Description = "Of every exception what happened from this day (UTC) on, 2027-02-15. It walks through the register.",
        };
        var command = new Command("redeliver", "Sends events once more, under the same ids and in order; a serving host does it.")
        {
            id, exception, from, since,
        };
        command.SetAction((result, cancellationToken) => StoreCommand.RunAsync(async services =>
        {
            var (number, day) = (result.GetValue(exception), result.GetValue(since));
            if ((number is null) == (day is null))
            {
                await Console.Error.WriteLineAsync("Say either --exception or --since.");
                return 2;
            }

            if (await WebhookCommands.FindAsync(services, result.GetValue(id)!, cancellationToken) is not { } endpoint)
            {
                return 1;
            }

            if (endpoint.OffAt is not null)
            {
                await Console.Error.WriteLineAsync($"It is switched off: webhook test {endpoint.Id} switches it on once it takes a test.");
                return 1;
            }

            var redelivery = ActivatorUtilities.CreateInstance<WebhookRedelivery>(services);
            if (number is not null)
            {
                return await OneAsync(number);
            }

            if (!DateTimeOffset.TryParseExact(
                day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var instant))
            {
                await Console.Error.WriteLineAsync("--since must be a day: 2027-02-15.");
                return 2;
            }

            var (exceptions, events) = (0, 0);
            await foreach (var one in redelivery.RedeliverAsync(endpoint, instant, cancellationToken))
            {
                (exceptions, events) = (exceptions + 1, events + one.Events);
            }

            Console.WriteLine($"{events} events of {exceptions} exceptions go out.");
            return 0;

            async Task<int> OneAsync(string text)
            {
                if (result.GetValue(from) < 1)
                {
                    await Console.Error.WriteLineAsync("--from must be 1 or more.");
                    return 2;
                }

                if (!ExceptionId.TryParse(text, out var about)
                    || await redelivery.RedeliverAsync(endpoint, about, result.GetValue(from), cancellationToken) is not { } sent)
                {
                    await Console.Error.WriteLineAsync($"There is no exception {text} that is sent to endpoints.");
                    return 1;
                }

                Console.WriteLine($"{sent} events of {about} go out.");
                return 0;
            }
        }));
        return command;
    }
}
