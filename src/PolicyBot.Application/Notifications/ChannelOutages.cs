using System.Collections.Concurrent;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Domain;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Tells administrators once that a channel takes no messages, and once that it takes them again. Messages themselves are tried for as long
/// as they are wanted.
/// </summary>
public sealed class ChannelOutages(AdministratorNotices administrators, IPeople people, ICatalog catalog, TimeProvider time)
{
    /// <summary>How long it is not asked again whether administrators were told of an outage, perhaps by another host.</summary>
    private static readonly TimeSpan AnswerHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> _channels = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _began = time.GetUtcNow();

    /// <summary>A channel took a message.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="since">When it first failed to take it (UTC); the default for never.</param>
    public void Heard(string channel, DateTimeOffset since)
    {
        var now = time.GetUtcNow();
        var wasLong = since != default && now - since >= MessageLife.OutageAfter;
        _channels.AddOrUpdate(channel, _ => Next(new(default, default, _began, false)), (_, known) => Next(known));

        Known Next(Known known) => known with
        {
            SentAt = now,
            HasBegun = false,
            Since = wasLong && (known.Since == default || since < known.Since) ? since : known.Since,
            AskedAt = wasLong ? default : known.AskedAt,
        };
    }

    /// <summary>A message was put off for so long that its channel counts as out of order.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="since">When it first failed (UTC).</param>
    /// <param name="code">The channel's error code.</param>
    public async Task BeganAsync(string channel, DateTimeOffset since, string code, CancellationToken cancellationToken)
    {
        if (_channels.TryGetValue(channel, out var known) && (known.SentAt > since || known.HasBegun))
        {
            return; // it takes messages, this one it did not; or another host could send, and has told that it is over
        }

        foreach (var person in administrators.People)
        {
            // Who lives in the very channel that is out of order hears of it when it is over.
            await people.OnceAsync(
                person,
                ClaimFor(channel),
                () => administrators.SendAsync(
                    person,
                    () => (
                        Words.ToldOutageHeading.With(Phrases.Channel(channel)),
                        Words.ToldOutage.With(Phrases.Channel(channel), Say(since), code)),
                    cancellationToken),
                _ => true,
                otherwise: true,
                cancellationToken);
        }

        _channels[channel] = _channels.GetValueOrDefault(channel) with { Since = since, AskedAt = default, HasBegun = true };
    }

    /// <summary>A channel takes messages: where administrators were told that it does not, they hear that it does again.</summary>
    /// <param name="channel">The channel's name.</param>
    public async Task EndedAsync(string channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!_channels.TryGetValue(channel, out var known) || now - known.AskedAt < AnswerHolds)
        {
            return;
        }

        _channels[channel] = known with { Since = default, AskedAt = now };
        foreach (var person in administrators.People)
        {
            if (await people.ReleaseAsync(person, ClaimFor(channel), cancellationToken)
                && !await administrators.SendAsync(person, Render, cancellationToken))
            {
                await people.ConfirmAsync(person, ClaimFor(channel), cancellationToken); // told with the next message that goes out
            }
        }

        (string Heading, string Sentence) Render() => (
            Words.ToldOutageOverHeading.With(Phrases.Channel(channel)),
            known.Since == default
                ? Words.ToldOutageOverNow.With(Phrases.Channel(channel))
                : Words.ToldOutageOver.With(Phrases.Channel(channel), Say(known.Since), Say(now)));
    }

    private static string ClaimFor(string channel) => $"outage|{channel}";

    /// <summary>What this host knows of a channel.</summary>
    /// <param name="SentAt">When (UTC) it last took a message.</param>
    /// <param name="Since">Since when (UTC) it took none, in an outage that may be told; the default for none.</param>
    /// <param name="AskedAt">When (UTC) it was last asked whether an outage is told; the default when one is.</param>
    /// <param name="HasBegun">Whether this host told of an outage since it last sent something there.</param>
    private readonly record struct Known(DateTimeOffset SentAt, DateTimeOffset Since, DateTimeOffset AskedAt, bool HasBegun);

    private string Say(DateTimeOffset instant) => CatalogTime.Say(instant, catalog.Current.TimeZone);
}
