using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Notifications;

/// <summary>
/// Tells administrators what only they can fix, once a day for each problem. Never about a message to an administrator: that would loop.
/// </summary>
public sealed class AdministratorNotices(IPeople people, DirectMessages direct, ICatalog catalog, TimeProvider time)
{
    /// <summary>Who they are now.</summary>
    public IReadOnlyCollection<PersonId> People => catalog.Current.Roles.Administrators;

    /// <summary>Tells them.</summary>
    /// <param name="matter">What it is about, the same for the same trouble; nothing that a person typed.</param>
    /// <param name="words">Makes the heading, and the sentence that says what is wrong and what to do, in each reader's language.</param>
    /// <returns>False when a person's channels take nothing just now, or a host that was about to tell them may have died: they are to be
    /// told again.</returns>
    public Task<bool> TellAsync(
        string matter, Func<(string Heading, string Sentence)> words, CancellationToken cancellationToken) =>
        TellOnceAsync($"{CatalogTime.Today(time.GetUtcNow(), catalog.Current.TimeZone):yyyy-MM-dd}|{matter}", words, cancellationToken);

    /// <summary>Tells them once and for all.</summary>
    /// <param name="matter">As in <see cref="TellAsync"/>.</param>
    /// <param name="words">As in <see cref="TellAsync"/>.</param>
    /// <returns>As <see cref="TellAsync"/>.</returns>
    public async Task<bool> TellOnceAsync(
        string matter, Func<(string Heading, string Sentence)> words, CancellationToken cancellationToken)
    {
        var claim = $"told|{matter}";
        var all = true;
        foreach (var person in People)
        {
            all &= await people.OnceAsync<bool?>(
                person,
                claim,
                async () => await SendAsync(person, words, cancellationToken),
                sent => sent == true,
                otherwise: null,
                cancellationToken) ?? await people.HasHappenedAsync(person, claim, cancellationToken);
        }

        return all;
    }

    /// <summary>Tells one of them, or whom it is about.</summary>
    /// <param name="person">The person.</param>
    /// <param name="words">As in <see cref="TellAsync"/>.</param>
    /// <param name="everywhere">As in <see cref="DirectMessages.SendAsync"/>.</param>
    /// <returns>False when a channel may take it later, and no other has it.</returns>
    public async Task<bool> SendAsync(
        PersonId person, Func<(string Heading, string Sentence)> words, CancellationToken cancellationToken, bool everywhere = false) =>
        await direct.NotifyAsync(person, () => Render(words()), cancellationToken, everywhere) is { Sent: true } or { Again: null };

    private static ListView Render((string Heading, string Sentence) words) => new()
    {
        Summary = words.Heading,
        Heading = words.Heading,
        Intro = [TextPart.Paragraph(words.Sentence)],
        Lines = [],
    };
}
