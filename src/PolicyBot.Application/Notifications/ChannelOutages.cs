using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Tells administrators once that a channel takes no messages, and once that it takes them again. Messages themselves are tried for as long
/// as they are wanted.
/// </summary>
public sealed class ChannelOutages(AdministratorNotices administrators, IPeople people, ICatalog catalog, TimeProvider time)
{
    /// <summary>A message was put off for so long that its channel counts as out of order.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="since">When it first failed (UTC).</param>
    /// <param name="code">The channel's error code.</param>
    public async Task BeganAsync(string channel, DateTimeOffset since, string code, CancellationToken cancellationToken)
    {
        var text = Words.ToldOutage.With(NameOf(channel), Say(since), code);
        foreach (var person in administrators.People)
        {
            // Who lives in the very channel that is out of order hears of it when it is over.
            await people.OnceAsync(
                person,
                ClaimFor(channel),
                () => administrators.SendAsync(person, Words.ToldOutageHeading.With(NameOf(channel)), text, cancellationToken),
                _ => true,
                otherwise: true,
                cancellationToken);
        }
    }

    /// <summary>A message that was put off for so long went out.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="since">When it first failed (UTC).</param>
    public async Task EndedAsync(string channel, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var text = Words.ToldOutageOver.With(NameOf(channel), Say(since), Say(time.GetUtcNow()));
        foreach (var person in administrators.People)
        {
            if (await people.ReleaseAsync(person, ClaimFor(channel), cancellationToken)
                && !await administrators.SendAsync(person, Words.ToldOutageOverHeading.With(NameOf(channel)), text, cancellationToken))
            {
                await people.ConfirmAsync(person, ClaimFor(channel), cancellationToken); // told with the next message that goes out
            }
        }
    }

    private static string ClaimFor(string channel) => $"outage|{channel}";

    private static string NameOf(string channel) => channel.Length == 0 ? channel : $"{char.ToUpperInvariant(channel[0])}{channel[1..]}";

    private string Say(DateTimeOffset instant) => CatalogTime.Say(instant, catalog.Current.TimeZone);
}
